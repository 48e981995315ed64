"""The page before judges from outside: a browser with axe-core in every look and width, the keyboard
alone, and two validators of HTML.

Needs what `tests/review/test_browser.py` needs; the validators are npm's vnu-jar (VNU_JAR, its
vnu.jar; with java) and html-validate (HTML_VALIDATE, its program).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.web.web import for_the_web
from tests.golden import papers
from tests.paper.pdf.printed import rich_paper
from tests.review.test_browser import AXE, CHROMIUM, DRIVER, TAB, Browser, axe_source

KINDS = ("example", "first-paper", "nothing-happened", "empty", "rich")
WIDTHS = (320, 768, 1400)
OVER = """
    return [...document.querySelectorAll('body *')].filter(
        (one) => !one.closest('.wide') && !one.closest('.skip')
            && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 200))"""
AT = """
    const one = document.activeElement, look = getComputedStyle(one);
    return [one.tagName, one.textContent.trim().slice(0, 40), look.boxShadow !== 'none' || look.outlineStyle !== 'none',
            one.getBoundingClientRect().bottom > 0 && one.getBoundingClientRect().top < innerHeight]"""
pytestmark = pytest.mark.judge
in_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not installed"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    every = {**papers(), "rich": rich_paper()}
    made = {kind: folder / f"{kind}.html" for kind in KINDS}
    for kind, path in made.items():
        path.write_bytes(for_the_web(every[kind]).page)
    return made


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@in_browser
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, pages: dict[str, Path], kind: str
) -> None:
    source = axe_source()
    if source is None:
        pytest.skip("axe-core is not installed (or AXE_CORE does not name it)")
    found: dict[str, Any] = {}
    for look in ("light", "dark", "print"):
        for width in WIDTHS:
            browser.look(width, dark=look == "dark")
            if look == "print":
                browser.cdp("Emulation.setEmulatedMedia", media="print")
            browser.open(pages[kind])
            browser.run(source)
            over = browser.run(OVER) if look != "print" else []
            found[f"{look} {width}"] = [*browser.run_async(AXE), *over]
            browser.cdp("Emulation.setEmulatedMedia", media="")
    assert found == {name: [] for name in found}
    assert browser.complaints() == []


@in_browser
def test_the_keyboard_alone_goes_through_the_page(browser: Browser, pages: dict[str, Path]) -> None:
    browser.look(320)
    browser.open(pages["example"])
    seen = []
    for _ in range(200):
        browser.press(TAB)
        tag, words, marked, inside = browser.run(AT)
        if tag == "BODY":
            break
        assert marked and inside, words
        seen.append((tag, words))
    assert seen[0] == ("A", "Skip to the main content")
    assert len(seen) == len(set(enumerate(seen))) < 200
    stops = browser.run("return document.querySelectorAll('a[href], [tabindex=\"0\"]').length")
    assert len(seen) == stops


@in_browser
def test_four_times_as_large_and_spaced_wide_the_page_loses_nothing(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.look(320)
    browser.open(pages["example"])
    browser.run(
        "const s = document.createElement('style'); s.textContent = '* {line-height: 1.5 !important;"
        " letter-spacing: .12em !important; word-spacing: .16em !important} p {margin-bottom: 2em"
        " !important}'; document.head.append(s)"
    )
    assert browser.run(OVER) == []


def validators() -> dict[str, list[str]]:
    """Return the commands of the validators that are installed."""
    found = {}
    jar, other = os.environ.get("VNU_JAR"), os.environ.get("HTML_VALIDATE")
    if jar and Path(jar).is_file() and (java := shutil.which("java")):
        found["vnu"] = [java, "-jar", jar, "--format", "json", "--also-check-css"]
    if other and Path(other).exists():
        found["html-validate"] = [other, "--preset", "recommended"]
    return found


@pytest.mark.parametrize("name", ["vnu", "html-validate"])
def test_the_page_is_valid_html(name: str, pages: dict[str, Path], tmp_path: Path) -> None:
    command = validators().get(name)
    if command is None:
        pytest.skip(f"npm's {name} is not installed (VNU_JAR, HTML_VALIDATE)")
    told = tmp_path / "told.json"
    more = [] if name == "vnu" else ["--formatter", f"json={told}"]
    done = subprocess.run(
        [*command, *more, *map(str, pages.values())], capture_output=True, text=True, timeout=600
    )
    if name == "vnu":
        assert json.loads(done.stderr)["messages"] == []
        return
    # a region that scrolls is a div, in which vnu wants no heading as it does in a section
    rules = [one["ruleId"] for file in json.loads(told.read_text()) for one in file["messages"]]
    assert set(rules) <= {"prefer-native-element"}
