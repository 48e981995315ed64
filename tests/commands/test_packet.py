"""What is left out of the outputs, and what the run says of it."""

from __future__ import annotations

import dataclasses
import os
from functools import cache

import pytest

from pipeline.commands import beside
from pipeline.commands.inputs import Inputs
from pipeline.commands.packet import packet
from pipeline.commands.run import Made, made
from pipeline.files.package import packed, parts_of
from tests import builders
from tests.golden import template


def inputs(**more: object) -> Inputs:
    """Return the inputs of a small paper."""
    return builders.inputs({}, template=template(), **more)  # type: ignore[arg-type]


@cache
def first() -> Made:
    """Return the finished run of a small first paper."""
    return made(inputs())


def codes(given: Inputs, *, with_pdf: bool = False) -> tuple[set[str], set[str]]:
    """Return the names of the files made, and the codes of what was found."""
    whole = packet(given, made(given), with_pdf=with_pdf)
    return set(whole.files), {item.code for item in whole.findings}


def test_without_an_earlier_paper_there_is_no_redline_and_the_run_says_so() -> None:
    files, found = codes(inputs())
    assert "redline.docx" not in files and "no-redline" in found
    files, found = codes(inputs(then=[{}]))
    assert "redline.docx" not in files and "no-redline" in found


def test_with_an_earlier_paper_there_is_a_redline() -> None:
    given = inputs(then=[{}])
    filed = dataclasses.replace(given.filed[0], paper=first().paper)
    files, found = codes(dataclasses.replace(given, filed=(filed,)))
    assert "redline.docx" in files and "no-redline" not in found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system copies no process")
def test_what_copies_of_the_process_make_is_what_one_makes_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = inputs(then=[{}])
    given = dataclasses.replace(
        given, filed=(dataclasses.replace(given.filed[0], paper=first().paper),)
    )
    whole = []
    for processors in (1, 2):
        monkeypatch.setattr(beside, "_processors", lambda many=processors: many)
        whole.append(packet(given, made(given), with_pdf=False))
    assert whole[0] == whole[1] and "redline.docx" in whole[0].files


def test_a_redline_that_word_would_have_to_repair_is_not_handed_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = inputs(then=[{}])
    given = dataclasses.replace(
        given, filed=(dataclasses.replace(given.filed[0], paper=first().paper),)
    )
    parts = parts_of(first().paper)
    broken = packed(
        {
            **parts,
            "word/document.xml": parts["word/document.xml"].replace(
                b"<w:tbl>", b"<w:tbl><w:p/>", 1
            ),
        }
    )
    monkeypatch.setattr("pipeline.compare.redline.redline.handed_out", lambda *_: broken)
    monkeypatch.setattr("pipeline.compare.redline.redline.prove", lambda *_: None)
    files, found = codes(given)
    assert "redline.docx" not in files and "no-redline" in found


def test_without_libreoffice_there_is_no_pdf_and_the_run_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PIPELINE_SOFFICE", "nowhere")
    files, found = codes(inputs(), with_pdf=True)
    assert "hmicfrs-update.pdf" not in files and "no-pdf" in found
    files, found = codes(inputs())
    assert "hmicfrs-update.pdf" not in files and "no-pdf" not in found


def test_wording_that_may_be_hard_to_read_is_noted_and_stops_nothing() -> None:
    given = builders.inputs(
        {},
        template=template(),
        log=builders.inspections(
            reports=[{"narrative": "It is short.\n" + "ALL OF THIS IS SHOUTED. " * 4}]
        ),
    )
    assert "inaccessible" in codes(given)[1]
    assert "inaccessible" not in codes(inputs())[1]


@pytest.mark.parametrize("filed", [b"", b"PK", b"%PDF-1.7"])
def test_a_filed_paper_that_cannot_be_read_costs_the_redline_and_no_more(filed: bytes) -> None:
    given = inputs(then=[{}])
    given = dataclasses.replace(given, filed=(dataclasses.replace(given.filed[0], paper=filed),))
    files, found = codes(given)
    assert "hmicfrs-update.docx" in files and "redline.docx" not in files
    assert list(found).count("no-redline") == 1


def test_a_filed_paper_that_the_gate_does_not_let_in_costs_the_redline_and_no_more() -> None:
    given = inputs(then=[{}])
    body, runs = b"<w:body>", b'<w:body><w:p><w:fldSimple w:instr=" DDEAUTO cmd x "/></w:p>'
    parts = parts_of(first().paper)
    unsafe = packed({**parts, "word/document.xml": parts["word/document.xml"].replace(body, runs)})
    clock = packed(
        {
            **parts,
            "word/document.xml": parts["word/document.xml"].replace(
                body, runs.replace(b"DDEAUTO cmd x", b"DATE")
            ),
        }
    )
    for filed, has_redline in ((unsafe, False), (clock, True)):
        then = dataclasses.replace(given, filed=(dataclasses.replace(given.filed[0], paper=filed),))
        files, found = codes(then)
        assert ("redline.docx" in files, "no-redline" in found) == (has_redline, not has_redline)
