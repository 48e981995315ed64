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


BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="s1" style="width:90pt;'
    'height:30pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>For members only</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="9" cy="9"/>'
    '<wp:docPr id="900" name="Crest" descr="The crest"/><a:graphic xmlns:a='
    '"http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.'
    'openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats'
    '.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="0" name="Crest"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rId901"/><a:stretch><a:fillRect/></a:stretch>'
    '</pic:blipFill><pic:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def with_first(document: bytes, content: str) -> bytes:
    """Return a paper with a run more at the end of its title."""
    return saved.replaced(document, saved.DOCUMENT, b"</w:p>", f"{content}</w:p>".encode())


def with_lost_picture(document: bytes) -> bytes:
    """Return a paper with a picture that a program lost: its relation leads to "NULL"."""
    lost = f'<Relationship Id="rId901" Type="{RELATIONS}/image" Target="NULL"/></Relationships>'
    return saved.replaced(
        with_first(document, PICTURE), saved.RELS, b"</Relationships>", lost.encode()
    )


PAPERS = {
    "as it was made": lambda document: document,
    "with a label": labelled,
    "without its data sheet": without_data_sheet,
    "without its data sheet, with a label": lambda document: without_data_sheet(labelled(document)),
    "with a text box": lambda document: with_first(document, BOX),
    "with a picture that was lost": with_lost_picture,
    "by Word": saved.by_word,
    "by Google": saved.by_google,
}


MADE = "as it was made"


@pytest.mark.one_in(4)
@pytest.mark.parametrize(
    ("old", "new"),
    [*((how, MADE) for how in PAPERS), *((MADE, how) for how in PAPERS if how != MADE)],
)
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


@pytest.mark.parametrize("broken", [b"", b"<Properties", b"<html/>"])
def test_custom_properties_that_cannot_be_read_give_way_to_the_mark(broken: bytes) -> None:
    parts = {**parts_of(labelled(example_run().paper)), "docProps/custom.xml": broken}
    made = as_copy(parts, "redline")
    assert (copy_of(made), list(ooxml_faults(made))) == ("redline", [])
