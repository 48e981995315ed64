"""The pages that people read lead where they say: links, anchors, files and names in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest

from tests.docs import ROOT
from tests.pictures import FOLDER, MOST

NOT_OURS = {".venv", ".git", ".pytest_cache", "node_modules"}
MARKDOWN = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.md")
    if not NOT_OURS & set(path.relative_to(ROOT).parts)
)
CODE_FENCE = re.compile(r"^ *```.*?^ *```$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:")
NAMED = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|md|toml|jinja|css|js|docx|txt)|(?:[a-z_]+/)+)`")
IN_CODE = re.compile(r"`((?:[a-z_]+/)+[a-z_]+)\.(\w+)`")


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def anchors(page: str) -> set[str]:
    """Return the anchors of a page's headings, as the usual viewers of Markdown make them."""
    headings = re.findall(r"^#+ +(.+)$", CODE_FENCE.sub("", text(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(page: str) -> Iterator[str]:
    """Yield the links of a page that lead nowhere."""
    for link in LINK.findall(CODE.sub("", CODE_FENCE.sub("", text(page)))):
        if OUTSIDE.match(link):
            continue
        file, _, anchor = unquote(link).partition("#")
        target = (ROOT / page).parent / file if file else ROOT / page
        leads = target.exists() and (
            not anchor
            or (
                target.suffix == ".md"
                and anchor in anchors(target.resolve().relative_to(ROOT).as_posix())
            )
        )
        if not leads:
            yield link


@pytest.mark.parametrize("page", MARKDOWN)
def test_every_link_leads_to_a_file_and_heading_that_exist(page: str) -> None:
    assert list(broken(page)) == []


def test_every_page_is_linked_from_the_readme_or_from_one_that_is() -> None:
    """The README of a room of the code is found by its folder."""
    seen, todo = set(), ["README.md"]
    while todo:
        page = todo.pop()
        if page in seen or page not in MARKDOWN:
            continue
        seen.add(page)
        found = [
            unquote(link).partition("#")[0]
            for link in LINK.findall(text(page))
            if not OUTSIDE.match(link)
        ]
        todo += [
            ((ROOT / page).parent / file).resolve().relative_to(ROOT).as_posix()
            for file in found
            if file
        ]
    assert {page for page in MARKDOWN if not page.startswith("pipeline/")} - seen == set()


def test_every_file_that_the_code_sends_a_reader_to_exists() -> None:
    sent = {
        name
        for path in (ROOT / "pipeline").rglob("*.py")
        for name in re.findall(r"[\w/]+\.md\b", path.read_text(encoding="utf-8"))
    }
    assert sent and [name for name in sorted(sent) if not (ROOT / name).exists()] == []


def test_contributing_names_files_that_exist() -> None:
    names = NAMED.findall(text("CONTRIBUTING.md"))
    assert (
        names
        and [
            name
            for name in names
            if not any((root / name).exists() for root in (ROOT, ROOT / "pipeline"))
        ]
        == []
    )


def defined(module: str) -> set[str]:
    """Return the names that a module, or a class in it, gives something to."""
    path = next(
        (
            path
            for path in (ROOT / "pipeline" / f"{module}.py", ROOT / f"{module}.py")
            if path.exists()
        ),
        None,
    )
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if path else ()
    return {
        name
        for node in nodes
        for name in (
            [node.name]
            if isinstance(node, ast.FunctionDef | ast.ClassDef)
            else [node.id]
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            else []
        )
    }


def test_contributing_names_functions_that_exist() -> None:
    names = IN_CODE.findall(CODE_FENCE.sub("", text("CONTRIBUTING.md")))
    assert (
        names
        and [
            f"{module}.{name}"
            for module, name in names
            if name not in ("py", "md", "toml", "docx", "txt") and name not in defined(module)
        ]
        == []
    )


def test_the_pictures_of_the_readme_are_there_and_small() -> None:
    shown = [link for link in LINK.findall(text("README.md")) if link.endswith(".png")]
    assert shown == ["docs/paper.png", "docs/review.png"]
    assert sorted(path.name for path in FOLDER.glob("*.png")) == ["paper.png", "review.png"]
    assert sum(path.stat().st_size for path in FOLDER.glob("*.png")) < MOST
