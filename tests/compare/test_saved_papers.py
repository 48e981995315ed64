"""Redlines of papers that other programs saved: Word opens them without a repair, and what those
programs wrote into the file stays.
"""

from __future__ import annotations

import datetime

import pytest

from pipeline.compare.redline.redline import redline
from pipeline.files.package import packed, parts_of
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.copies import as_copy, copy_of
from pipeline.word.package import opened
from pipeline.word.received import admitted
from tests import saved
from tests.golden import example_run, papers

DAY = datetime.date(2021, 1, 14)
LABEL = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:v="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property'
    ' fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="7" name="MSIP_Label_1_Name">'
    "<v:lpwstr>OFFICIAL</v:lpwstr></property></Properties>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def labelled(document: bytes) -> bytes:
    """Return a paper with a custom property, as SharePoint, a label or LibreOffice leaves one."""
    parts = parts_of(document)
    one = f'<Relationship Id="rId90" Type="{RELATIONS}/custom-properties" Target="docProps/custom.xml"/>'
    types = f'<Override PartName="/docProps/custom.xml" ContentType="{KIND}"/>'
    return packed(
        {
            **parts,
            "_rels/.rels": parts["_rels/.rels"].replace(
                b"</Relationships>", f"{one}</Relationships>".encode()
            ),
            "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                b"</Types>", f"{types}</Types>".encode()
            ),
            "docProps/custom.xml": LABEL.encode(),
        }
    )


def without_data_sheet(document: bytes) -> bytes:
    """Return a paper as LibreOffice writes it, whose chart names a data sheet that is not there."""
    parts = parts_of(document)
    return admitted(
        packed({name: part for name, part in parts.items() if "embeddings/" not in name})
    ).content


PAPERS = {
    "as it was made": lambda document: document,
    "with a label": labelled,
    "without its data sheet": without_data_sheet,
    "without its data sheet, with a label": lambda document: without_data_sheet(labelled(document)),
    "by Word": saved.by_word,
    "by Google": saved.by_google,
}


@pytest.mark.parametrize("new", PAPERS)
@pytest.mark.parametrize("old", PAPERS)
def test_word_opens_the_redline_of_saved_papers(old: str, new: str) -> None:
    before, after = (
        admitted(PAPERS[how](document)).content
        for how, document in ((old, papers()["empty"]), (new, example_run().paper))
    )
    made = redline(before, after, author="Secretariat", date=DAY)
    faults = {str(fault) for fault in ooxml_faults(made)}
    assert not faults - {str(fault) for fault in ooxml_faults(after)}
    assert copy_of(made) == "redline"
    assert (b"OFFICIAL" in opened(made).get("docProps/custom.xml", b"")) == ("label" in new)


def test_a_copy_of_a_copy_is_marked_once() -> None:
    once = as_copy(opened(labelled(example_run().paper)), "preview")
    twice = as_copy(opened(once), "redline")
    assert (copy_of(twice), list(ooxml_faults(twice))) == ("redline", [])
    assert opened(twice)["docProps/custom.xml"].count(b"<property ") == 2
