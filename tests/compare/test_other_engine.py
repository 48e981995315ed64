"""Another engine as the judge of our redlines: Docxodus, of python-redlines, which shares no code
with ours.

It runs in a Python of its own, named by OTHER_REDLINE, for its binary is 45 MB and no part of the
product.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from pipeline.compare.redline.redline import redline
from pipeline.compare.redline.resolve import accepted, rejected
from pipeline.compare.redline.xml import w
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.word.outline import PARTS
from tests.builders import MEETING
from tests.golden import example, papers

pytestmark = pytest.mark.judge
SCRIPT = """
import sys
from pathlib import Path
from python_redlines import DocxodusEngine
old, new, result = map(Path, sys.argv[1:])
result.write_bytes(DocxodusEngine().run_redline("Judge", old.read_bytes(), new.read_bytes())[0])
"""


PAIRS = {
    "July to January": ("filed", "example"),
    "January to July": ("example", "filed"),
    "nothing to much": ("nothing-happened", "example"),
    "empty to next": ("empty", "filed"),
}
"""Earlier and later papers by what they are: golden ones, and the one that is filed last."""


def pair(name: str) -> tuple[bytes, bytes]:
    """Return an earlier and a later paper."""
    last = example().filed[-1].paper
    assert last is not None
    old, new = ({**papers(), "filed": last}[kind] for kind in PAIRS[name])
    return old, new


def other(old: bytes, new: bytes, place: Path) -> bytes:
    """Return the other engine's redline of two papers."""
    python = os.environ.get("OTHER_REDLINE")
    if not python:
        pytest.skip("OTHER_REDLINE does not name a Python that has python-redlines[docxodus]")
    files = [place / name for name in ("old.docx", "new.docx", "result.docx")]
    files[0].write_bytes(old)
    files[1].write_bytes(new)
    subprocess.run(
        [python, "-c", SCRIPT, *map(str, files)], check=True, capture_output=True, timeout=600
    )
    return files[2].read_bytes()


def bare(paper: bytes) -> bytes:
    """Return a paper without its content controls: their ids are no reader's business, and the
    engine compares them.
    """
    parts = parts_of(paper)
    for name in [name for name in parts if PARTS.fullmatch(name)]:
        root = etree.fromstring(parts[name])
        for control in list(root.iter(w("sdt"))):
            for child in list(control.find(w("sdtContent"))):
                control.addprevious(child)
            control.getparent().remove(control)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return packed(parts)


def changes(result: bytes) -> Iterator[str]:
    """Yield what a redline marks of words and rows; the end of an empty paragraph has neither."""
    for name, content in parts_of(result).items():
        if PARTS.fullmatch(name):
            for mark in etree.fromstring(content).iter(
                w("ins"), w("del"), w("moveFrom"), w("moveTo")
            ):
                words = "".join(text.text or "" for text in mark.iter(w("t"), w("delText")))
                if words or mark.getparent().tag == w("trPr"):
                    yield words or "a row"


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_the_other_engine_finds_our_redline_accepted_the_new_paper_and_rejected_the_old(
    name: str, tmp_path: Path
) -> None:
    old, new = pair(name)
    ours = redline(old, new, author="Secretary", date=MEETING)
    assert len(list(changes(ours))) > 20
    assert list(changes(other(bare(accepted(ours)), bare(new), tmp_path))) == []
    assert list(changes(other(bare(rejected(ours)), bare(old), tmp_path))) == []


def test_the_other_engine_does_see_one_word_that_differs(tmp_path: Path) -> None:
    _, new = pair("July to January")
    parts = parts_of(new)
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"oversight", b"overview", 1)
    assert sorted(changes(other(bare(new), bare(packed(parts)), tmp_path))) == [
        "oversight",
        "overview",
    ]


def test_both_engines_redlines_accepted_read_the_same(tmp_path: Path) -> None:
    old, new = pair("July to January")
    ours = redline(old, new, author="Secretary", date=MEETING)
    assert as_text(accepted(other(old, new, tmp_path))) == as_text(accepted(ours)) == as_text(new)
