"""The review page in a real browser: Chromium, driven through chromedriver without another library.

Needs the Debian packages chromium and chromium-driver; the accessibility checks also need axe-core
from npm, found through AXE_CORE (the path of axe.min.js) or NODE_PATH or a node_modules folder
above. Skipped, with the reason, where absent.
"""

from __future__ import annotations

import base64
import csv
import io
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

from tests.builders import inputs
from tests.review.test_page import example_page, first_page, page_of, template

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
            with opener.open(request, timeout=600) as answer:
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
    browser.click("#sheet a[href='#figure-outstanding_red']")
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


def test_the_figure_that_the_readme_shows_is_chosen_in_the_paper(
    browser: Browser, page: Path
) -> None:
    from tests.pictures import CHOSEN  # which shows the page by this browser

    browser.look(1600)
    browser.open(page)
    browser.click(CHOSEN)
    title = browser.run("return document.getElementById('evidence-title').textContent")
    assert title.startswith("Overdue: ")


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
    browser.run("document.querySelector('#sheet a[href=\"#figure-overdue_total\"]').focus()")
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


def step(browser: Browser) -> str:
    return str(browser.run("return document.getElementById('step').textContent"))


def here(browser: Browser) -> int:
    """Return which of the changed paragraphs is in focus and outlined, from 0."""
    return int(
        browser.run(
            "const all = [...new Set([...document.querySelectorAll('#sheet ins, #sheet del')]"
            ".map((one) => one.closest('p, li, tr, h3, h4, h5, h6')))];"
            "const at = document.activeElement;"
            "return getComputedStyle(at).outlineStyle === 'solid' ? all.indexOf(at) : -1"
        )
    )


def test_what_changed_can_be_hidden_and_walked_through(browser: Browser, page: Path) -> None:
    browser.look(1600)
    browser.open(page)
    assert browser.run("return document.querySelector('#sheet del').checkVisibility()")
    total = step(browser)
    assert total.endswith(" changed paragraphs")
    browser.click("#step-on")
    assert browser.run("return document.querySelectorAll('#sheet .here').length") == 1
    assert step(browser) == f"1 of {total}"
    browser.click("#step-back")
    count = total.split()[0]
    assert step(browser) == f"{count} of {total}"
    browser.click("#marks")
    assert not browser.run("return document.querySelector('#sheet del').checkVisibility()")


def test_j_and_k_walk_through_the_changes_but_not_while_typing(
    browser: Browser, page: Path
) -> None:
    browser.look(900)
    browser.open(page)
    total = step(browser)
    browser.press("j", "j", "j", "k")
    assert step(browser) == f"2 of {total}"
    assert here(browser) == 1
    assert browser.run("return document.getElementById('step').getAttribute('role')") == "status"
    browser.type("#filter-text", "jk")
    assert step(browser) == f"2 of {total}"
    browser.click("#keys")
    browser.press("j")
    assert step(browser) == f"2 of {total}"
    assert browser.complaints() == []


def test_the_address_holds_the_filters_so_that_a_view_can_be_sent(
    browser: Browser, page: Path
) -> None:
    browser.look(1600)
    browser.open(page)
    browser.type("#filter-rating", "Green")
    browser.type("#filter-text", "a & b=c?")
    browser.run("document.getElementById('filter-text').value = ''")
    browser.type("#filter-text", "records")
    sent = browser.run("return location.hash")
    assert sent == "#rows?text=records&rating=Green"
    wanted = shown_refs(browser)
    browser.open(page, sent)
    assert shown_refs(browser) == wanted == ["R3", "R4"]
    browser.click("#filter-clear")
    assert browser.run("return location.hash") == "#rows"
    browser.open(page, "#rows?figure=outstanding_total")
    assert shown_refs(browser) == ["R1", "R2", "R3", "R5", "R6"]
    browser.open(page, "#rows?rating=%3Cscript%3E&figure=nonsense&changed=%22")
    assert browser.run("return document.getElementById('filter-rating').value") == ""
    assert browser.complaints() == []


def test_rows_are_filtered_by_how_they_changed(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.click("a[data-view]")
    assert shown_refs(browser) == ["R1", "R2", "R3", "R4", "R5"]
    browser.type("#filter-changed", "new")
    assert shown_refs(browser) == ["R6", "R7"]
    assert browser.run("return location.hash") == "#rows?changed=new"


def test_the_rows_shown_are_saved_as_a_file_that_runs_nothing(tmp_path: Path) -> None:
    rows = [
        {"text": '@HYPERLINK("x")', "owner": "+1", "update": "-2", "rag": "Red"},
        {"text": "-1+1", "owner": 'Say "no", twice', "rag": "Amber"},
        {"text": "Green and not saved.", "rag": "Green"},
        {"text": "Secret.", "rag": "Red", "publish": "No"},
    ]
    path = tmp_path / "review.html"
    path.write_bytes(page_of(inputs(*rows, then=[{"rag": "Amber"}], template=template())))
    (tmp_path / "profile").mkdir()
    browser = Browser(tmp_path / "profile")
    try:
        browser.look(1600)
        browser.open(path)
        browser.run(
            "const made = URL.createObjectURL; URL.createObjectURL = (blob) => "
            "{ window.saved = blob.text(); return made.call(URL, blob); };"
            "HTMLAnchorElement.prototype.click = function () { window.named = this.download; };"
        )
        browser.run(
            "const text = document.getElementById('filter-rating'); text.value = 'Red';"
            "text.dispatchEvent(new Event('input'))"
        )
        browser.run("document.querySelector('#row-2 td:last-child').textContent = '=1+1'")
        browser.click("#save")
        told = browser.run_async("window.saved.then(arguments[0])")
        named = browser.run("return window.named")
        everything = browser.run(
            "document.getElementById('filter-clear').click(); "
            "document.getElementById('save').click(); return true"
        )
        whole = browser.run_async("window.saved.then(arguments[0])")
        assert everything and browser.complaints() == []
    finally:
        browser.close()
    assert named == "rows-2021-01-14.csv"
    head, row = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    held = dict(zip(head, row, strict=True))
    assert (held["Ref"], held["Cell"], held["RAG at the last meeting"]) == ("R1", "A2", "Amber")
    assert held["RAG"] == "Red" and held["Recommendation"] == '\'@HYPERLINK("x")'
    assert held["Owner"] == "'=1+1" and held["Update"].startswith(
        "Latest update, 12 November 2020:"
    )
    lines = list(csv.reader(io.StringIO(whole.removeprefix("\ufeff"))))
    assert [line[0] for line in lines] == ["Ref", "R1", "R2", "R3", "R4"]
    assert lines[2][-1] == 'Say "no", twice' and lines[2][8] == "'-1+1"
    assert lines[4][1:] == ["A5", "(not for publication)"]


def test_printing_shows_what_is_folded_and_folds_it_again(browser: Browser, page: Path) -> None:
    browser.open(page)
    shut = "return document.querySelectorAll('main details:not([open])').length"
    before = browser.run(shut)
    assert before > 0
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    assert browser.run(shut) == 0
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    assert browser.run(shut) == before


def test_the_navigation_shows_every_section_and_all_of_itself(browser: Browser, page: Path) -> None:
    for width in (320, 390, 1400):
        browser.look(width)
        browser.open(page)
        outside = browser.run(
            "return [...document.querySelectorAll('.route a, .steps button')].filter((one) => "
            "{ const at = one.getBoundingClientRect(); return at.left < 0 || at.right > innerWidth; })"
            ".map((one) => one.textContent)"
        )
        assert outside == []
    wanted = browser.run(
        "return [...document.querySelectorAll('main > section')].map((s) => '#' + s.id)"
    )
    assert wanted == browser.run(
        "return [...document.querySelectorAll('.route a')].map((a) => a.getAttribute('href'))"
    )


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1400, 1600])
def test_nothing_overflows_sideways(browser: Browser, page: Path, width: int) -> None:
    browser.look(width)
    browser.open(page)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    cut = (
        "return [...document.querySelectorAll('.scroll')]"
        ".filter((one) => one.scrollWidth > one.clientWidth + 1)"
        ".map((one) => one.getAttribute('aria-label'))"
    )
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run(cut) == []
    browser.click("#safe a[href^='#figure-']")
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run(cut) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 768, 1400])
@pytest.mark.parametrize("which", ["page", "first"])
def test_axe_finds_nothing(
    browser: Browser, request: pytest.FixtureRequest, which: str, width: int, dark: bool
) -> None:
    source = axe_source()
    if source is None:
        pytest.skip("axe-core is not installed (npm install axe-core, outside the project)")
    browser.look(width, dark=dark)
    browser.open(request.getfixturevalue(which))
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    if which == "page":
        browser.click("#safe a[href^='#figure-']")
    browser.cdp("Runtime.evaluate", expression=source)
    found = browser.run_async(AXE)
    assert found == []
    assert browser.complaints() == []
