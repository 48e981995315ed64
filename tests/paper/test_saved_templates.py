"""The house template as other programs save it: each is filled, and gives the example's paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import packed, parts_of
from pipeline.proof.valid.document import ooxml_faults
from tests import saved
from tests.golden import example, example_run, template

SOFFICE = shutil.which("soffice")


def text_of_paper(content: bytes) -> str:
    """Return the text of the example's paper made from a template; the paper must be one that Word
    opens.
    """
    paper = made(replace(example(), template=content)).paper
    assert ooxml_faults(paper) == []
    return as_text(paper)


SAVERS = [
    saved.by_word,
    saved.by_word_online,
    saved.by_packaging,
    saved.by_google,
    lambda document: saved.by_word_online(saved.by_word(saved.by_google(document))),
]


@pytest.mark.one_in(2)
@pytest.mark.parametrize(
    "save",
    SAVERS,
    ids=["Word", "Word for the web", "packaging", "Google Docs", "one after another"],
)
def test_a_template_that_another_program_saved_gives_the_same_paper(
    save: Callable[[bytes], bytes],
) -> None:
    assert text_of_paper(save(template())) == as_text(example_run().paper)


def test_a_zip_of_another_program_gives_the_same_paper_byte_for_byte() -> None:
    odd = {name.replace("/", "\\"): part for name, part in parts_of(template()).items()}
    assert made(replace(example(), template=packed(odd))).paper == example_run().paper


@pytest.mark.judge
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_a_template_that_libreoffice_saved_gives_the_same_paper(tmp_path: Path) -> None:
    (tmp_path / "T.docx").write_bytes(template())
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(tmp_path / "T.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    ours, theirs = (
        re.sub(r"\n== (?:header|footer).*", "", text, flags=re.DOTALL)
        for text in (
            as_text(example_run().paper),
            text_of_paper((tmp_path / "out" / "T.docx").read_bytes()),
        )
    )
    assert theirs == ours  # it writes a header and a footer for each section, all alike


def test_a_label_in_a_tag_is_printed_as_typed() -> None:
    odd = saved.replaced(
        template(),
        saved.DOCUMENT,
        b'labels("Last meeting", "Now")',
        b'labels("Then &amp; &lt;before&gt;", "Now")',
    )
    chart = parts_of(made(replace(example(), template=odd)).paper)["word/charts/chart1.xml"]
    assert b"<c:v>Then &amp; &lt;before&gt;</c:v>" in chart


def test_a_template_that_word_opens_read_only_gives_the_same_paper() -> None:
    marked = saved.replaced(
        template(), saved.SETTINGS, b"<w:zoom", b'<w:writeProtection w:recommended="1"/><w:zoom'
    )
    assert made(replace(example(), template=marked)).paper == example_run().paper


def test_a_style_of_a_list_that_is_not_there_is_passed_over_as_word_does() -> None:
    lists = "word/numbering.xml"
    gone = saved.replaced(
        template(), lists, b'<w:pStyle w:val="MainPoint"/>', b'<w:pStyle w:val="Deleted"/>'
    )
    assert b"Deleted" not in parts_of(made(replace(example(), template=gone)).paper)[lists]
