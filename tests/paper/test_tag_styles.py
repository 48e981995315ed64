"""Tags look like tags in Word, and what is printed looks like its paragraph."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.commands.run import made
from pipeline.compare.text import as_text
from pipeline.files.package import parts_of
from pipeline.paper.template import template_faults
from pipeline.proof.accessible.contrast import ratio
from tests import builders, saved
from tests.golden import example, example_run, template
from tests.house.tag_styles import COLOUR, styled
from tests.paper.test_template import KEYS, document, n

SOFFICE = shutil.which("soffice")


def paper_of(content: bytes) -> bytes:
    return made(replace(example(), template=content)).paper


def test_tags_in_their_styles_print_the_same_paper() -> None:
    marked = styled(template())
    assert b'"TagLine"' in parts_of(marked)["word/document.xml"]
    assert template_faults(marked, KEYS) == []
    paper = paper_of(marked)
    assert as_text(paper) == as_text(example_run().paper)
    assert not any(b'"Tag"' in part or b'"TagLine"' in part for part in parts_of(paper).values())


def test_what_has_the_styles_keeps_them_once() -> None:
    once = styled(template())
    assert parts_of(styled(once)) == parts_of(once)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("save", [saved.by_word, saved.by_word_online, saved.by_google])
def test_no_program_that_saves_the_template_brings_the_styles_into_the_paper(
    save: Callable[[bytes], bytes],
) -> None:
    paper = paper_of(save(styled(template())))
    assert as_text(paper) == as_text(example_run().paper)
    assert not any(b'"Tag"' in part for part in parts_of(paper).values())


def test_words_that_were_typed_in_the_style_of_tags_are_plain_words() -> None:
    marked = styled(
        document(n("{%p if force %}"), n("In all, {{ force }} came."), n("{%p endif %}"))
    )
    typed = saved.replaced(
        marked, "word/document.xml", b"{{ force }}</w:t>", b"{{ force }} itself</w:t>"
    )
    lined = saved.replaced(
        typed, "word/document.xml", b'<w:pStyle w:val="Normal"/>', b'<w:pStyle w:val="TagLine"/>'
    )
    paper = parts_of(made(builders.inputs({}, template=lined)).paper)["word/document.xml"]
    assert b"> itself</w:t>" in paper
    assert b"TagLine" not in paper and b"rStyle" not in paper


def test_the_colour_of_tags_can_be_read() -> None:
    assert ratio(COLOUR, "FFFFFF") >= 4.5


@pytest.mark.judge
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not here")
def test_libreoffice_keeps_the_styles_apart_from_what_is_printed(tmp_path: Path) -> None:
    (tmp_path / "T.docx").write_bytes(styled(template()))
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
    paper = parts_of(paper_of((tmp_path / "out" / "T.docx").read_bytes()))["word/document.xml"]
    assert COLOUR.encode() not in paper.upper() and b'"Tag"' not in paper
