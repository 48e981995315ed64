"""The review page in a real browser: Chromium, driven through chromedriver without another library.

Needs the Debian packages chromium and chromium-driver; the accessibility checks also need axe-core
from npm, found through AXE_CORE (the path of axe.min.js) or NODE_PATH or a node_modules folder
above. Skipped, with the reason, where absent.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.review.test_page import example_page, first_page

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
DRIVER = shutil.which("chromedriver")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
]
TAB, ENTER, ESCAPE = "\ue004", "\ue007", "\ue00c"
AXE = """
    const done = arguments[0];
    const told = (node) => node.html.slice(0, 200) + " " + node.any.map((why) => why.message).join(" ");
    axe.run(document, {resultTypes: ["violations"]}).then(
        (result) => done(result.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map(told).join(" | "))),
        (error) => done([String(error)]));
"""
pytestmark = [
    pytest.mark.judge,
    pytest.mark.skipif(
        not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
    ),
]


def axe_source() -> str | None:
    """Return axe-core's script, or None where it is not installed."""
    named = os.environ.get("AXE_CORE")
    roots = [
        *os.environ.get("NODE_PATH", "").split(os.pathsep),
        *(str(path / "node_modules") for path in Path(__file__).parents),
    ]
    for path in ([Path(named)] if named else []) + [
        Path(root) / "axe-core" / "axe.min.js" for root in roots if root
    ]:
        if path.is_file():
            return path.read_text("utf-8")
    return None


class Browser:
    """One window of Chromium."""

    def __init__(self, profile: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._process = subprocess.Popen(
            [str(DRIVER), f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._base = f"http://127.0.0.1:{port}"
        self._wait()
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        made = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self._base += f"/session/{made['sessionId']}"

    def _wait(self) -> None:
        for _ in range(100):
            try:
                if self._ask("GET", "/status")["ready"]:
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if method == "GET" else json.dumps(body or {}).encode()
        request = urllib.request.Request(
            self._base + path, data, {"Content-Type": "application/json"}, method=method
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=60) as answer:
                return json.loads(answer.read())["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.loads(error.read())["value"]["message"]) from None

    def cdp(self, command: str, **params: Any) -> Any:
        """Run a command of Chromium's own protocol."""
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def look(self, width: int, height: int = 900, *, dark: bool = False) -> None:
        """Set the size of the window and the reader's preference for light or dark."""
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        self.cdp(
            "Emulation.setEmulatedMedia",
            features=[
                {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ],
        )

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file."""
        self._ask("POST", "/url", {"url": "about:blank"})
        self._ask("POST", "/url", {"url": path.as_uri() + fragment})

    def run(self, script: str, *arguments: Any) -> Any:
        """Return what a script returns."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def run_async(self, script: str) -> Any:
        """Return what a script hands to its last argument, a function."""
        return self._ask("POST", "/execute/async", {"script": script, "args": []})

    def find(self, selector: str) -> str:
        """Return the first element that a selector finds."""
        found = self._ask("POST", "/element", {"using": "css selector", "value": selector})
        return str(next(iter(found.values())))

    def click(self, selector: str) -> None:
        """Click the first element that a selector finds, as a person would: it must be in reach."""
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        self._ask("POST", f"/element/{self.find(selector)}/click")

    def type(self, selector: str, text: str) -> None:
        """Type into an element."""
        self._ask("POST", f"/element/{self.find(selector)}/value", {"text": text})

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        actions = [
            step
            for key in keys
            for step in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})
        ]
        self._ask(
            "POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}
        )

    def complaints(self) -> list[str]:
        """Return what the browser wrote to its console since it was last asked."""
        return [entry["message"] for entry in self._ask("POST", "/se/log", {"type": "browser"})]

    def picture(self, path: Path, *, full: bool = False) -> None:
        """Save a picture of the window, or of the whole page."""
        path.write_bytes(
            base64.b64decode(self.cdp("Page.captureScreenshot", captureBeyondViewport=full)["data"])
        )

    def close(self) -> None:
        """End the browser and its driver."""
        try:
            self._ask("DELETE", "")
        finally:
            self._process.terminate()
            self._process.wait(10)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_bytes(example_page())
    return path


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("first") / "review.html"
    path.write_bytes(first_page())
    return path


def shown_refs(browser: Browser) -> list[str]:
    return list(
        browser.run(
            "return [...document.querySelectorAll('#register tbody tr:not([hidden]) th')]"
            ".map((cell) => cell.textContent.trim().split(/\\s+/)[0])"
        )
    )


def test_choosing_a_figure_in_the_paper_shows_its_rows_beside_it(
    browser: Browser, page: Path
) -> None:
    browser.look(1600)
    browser.open(page)
    browser.click("#sheet a.figure[href='#figure-outstanding_red']")
    assert (
        browser.run("return document.getElementById('evidence-title').textContent")
        == "Outstanding and rated Red: 2"
    )
    cards = browser.run(
        "return [...document.querySelectorAll('#evidence .cards .ref')].map((one) => one.textContent)"
    )
    assert cards == ["R1", "R5"]
    browser.click("#evidence-rows")
    assert shown_refs(browser) == ["R1", "R5"]
    assert browser.run("return document.getElementById('filter-count').textContent").startswith(
        "2 of "
    )
    assert browser.complaints() == []


def test_rows_are_filtered_by_text_rating_and_status(browser: Browser, page: Path) -> None:
    browser.look(1600)
    browser.open(page)
    everyone = shown_refs(browser)
    browser.type("#filter-text", "stalking")
    assert shown_refs(browser) == ["R2"]
    browser.click("#filter-clear")
    assert shown_refs(browser) == everyone
    browser.type("#filter-rating", "Green")
    assert shown_refs(browser) == ["R3", "R4"]
    browser.click("#filter-clear")
    browser.type("#filter-status", "Closed")
    assert shown_refs(browser) == ["R4"]
    assert browser.complaints() == []


def test_the_keyboard_alone_leads_to_the_evidence_and_back(browser: Browser, page: Path) -> None:
    browser.look(900)
    browser.open(page)
    browser.press(TAB)
    assert browser.run("return document.activeElement.textContent") == "Skip to the review"
    browser.run("document.querySelector('#sheet a.figure[href=\"#figure-overdue_total\"]').focus()")
    browser.press(ENTER)
    assert browser.run("return document.activeElement.id") == "evidence-title"
    browser.press(ESCAPE)
    assert browser.run("return document.getElementById('evidence').hidden")
    assert (
        browser.run("return document.activeElement.getAttribute('href')") == "#figure-overdue_total"
    )


def test_tab_reaches_every_control_and_leaves_the_page_again(browser: Browser, first: Path) -> None:
    browser.look(900)
    browser.open(first)
    wanted = browser.run(
        "return [...document.querySelectorAll('a[href], button, input, select, summary')]"
        ".filter((one) => one.checkVisibility({visibilityProperty: true})).length"
    )
    met = set()
    for _ in range(wanted * 2 + 60):
        browser.press(TAB)
        at = browser.run(
            "const all = [...document.querySelectorAll('*')]; return document.activeElement === document.body ? -1 "
            ": all.indexOf(document.activeElement)"
        )
        if at in met:
            break
        met.add(at)
    assert len(met) >= wanted


def test_an_address_that_names_a_figure_opens_it(browser: Browser, page: Path) -> None:
    browser.open(page, "#figure-overdue_total")
    assert browser.run("return document.getElementById('figure-overdue_total').open")


def test_what_changed_can_be_hidden_and_walked_through(browser: Browser, page: Path) -> None:
    browser.look(1600)
    browser.open(page)
    assert browser.run("return document.querySelector('#sheet del').checkVisibility()")
    browser.click("#next-change")
    assert browser.run("return document.querySelectorAll('#sheet .here').length") == 1
    browser.click("#marks")
    assert not browser.run("return document.querySelector('#sheet del').checkVisibility()")


@pytest.mark.parametrize("width", [320, 400, 900, 1600])
def test_nothing_overflows_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.look(width)
    browser.open(page)
    assert browser.run("return document.documentElement.scrollWidth") <= width
    browser.click("#safe a.figure")
    assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("which", ["page", "first"])
def test_axe_finds_nothing(
    browser: Browser, request: pytest.FixtureRequest, which: str, dark: bool
) -> None:
    source = axe_source()
    if source is None:
        pytest.skip("axe-core is not installed (npm install axe-core, outside the project)")
    browser.look(1600, dark=dark)
    browser.open(request.getfixturevalue(which))
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if which == "page":
        browser.click("#safe a.figure")
    browser.cdp("Runtime.evaluate", expression=source)
    found = browser.run_async(AXE)
    assert found == []
    assert browser.complaints() == []
