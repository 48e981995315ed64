"""What a loop repeated: every number and name in the paper is there once, and what leads to it
still does.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from pipeline.commands.run import made
from pipeline.files.package import parts_of
from pipeline.proof.valid.document import ooxml_faults
from pipeline.word.editing import REFERRING, named_by
from pipeline.word.repeated import filled_up, numbered_anew
from tests import saved
from tests.earlier import example, template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def anew(body: str, name: str = "word/document.xml", **others: str) -> list[str]:
    """Return the parts with what is repeated in them numbered anew; the others are notes by their
    part's name.
    """
    roots = {
        name: _root(body),
        **{f"word/{other}.xml": _root(text) for other, text in others.items()},
    }
    numbered_anew(roots)
    return [
        etree.tostring(root).decode().partition(">")[2].removesuffix("</r>")
        for root in roots.values()
    ]


def _root(text: str) -> etree._Element:
    return etree.fromstring(f'<r xmlns:w="{W}" xmlns:wp="{WP}">{text}</r>')


def start(number: int, name: str) -> str:
    """Return the beginning of a bookmark."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def end(number: int) -> str:
    """Return the end of a bookmark."""
    return f'<w:bookmarkEnd w:id="{number}"/>'


BOOKMARKS = [
    ("one", start(7, "a") + end(7), start(1, "a") + end(1)),
    ("repeated", (start(7, "a") + end(7)) * 3, start(1, "a") + end(1)),
    (
        "two in each turn",
        (start(7, "a") + start(8, "b") + end(7) + end(8)) * 2,
        start(1, "a") + start(2, "b") + end(1) + end(2),
    ),
    ("names ignore case", start(7, "A") + end(7) + start(8, "a") + end(8), start(1, "A") + end(1)),
    (
        "one number for two names",
        start(7, "a") + end(7) + start(7, "b") + end(7),
        start(1, "a") + end(1) + start(2, "b") + end(2),
    ),
    ("the end is gone", start(7, "a") + "<w:p/>", start(1, "a") + end(1) + "<w:p/>"),
    ("the beginning is gone", "<w:p/>" + end(7), "<w:p/>"),
    ("the end is repeated", start(7, "a") + end(7) * 3, start(1, "a") + end(1)),
    ("the beginning is repeated", start(7, "a") * 2 + end(7), start(1, "a") + end(1)),
]


@pytest.mark.parametrize(
    ("text", "meant"), [case[1:] for case in BOOKMARKS], ids=[case[0] for case in BOOKMARKS]
)
def test_a_bookmark_stands_once_with_a_number_of_its_own(text: str, meant: str) -> None:
    (found,) = anew(text)
    names = [element.get(f"{{{W}}}name") for element in _root(found).iter(f"{{{W}}}bookmarkStart")]
    wanted = [element.get(f"{{{W}}}name") for element in _root(meant).iter(f"{{{W}}}bookmarkStart")]
    assert names == wanted
    starts, ends = (
        [element.get(f"{{{W}}}id") for element in _root(found).iter(f"{{{W}}}bookmark{half}")]
        for half in ("Start", "End")
    )
    assert sorted(starts) == sorted(ends) and len(set(starts)) == len(starts)


def link(name: str) -> str:
    """Return a link and a field that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}"/><w:r><w:instrText> REF {name} \\h </w:instrText></w:r>'


LED = [
    (
        "each turn has its own",
        (start(7, "_Ref5") + end(7) + link("_Ref5")) * 2,
        ["_Ref5", "_ref5_2"],
        ["_Ref5"] * 2 + ["_ref5_2"] * 2,
    ),
    (
        "references outside lead to the first",
        (start(7, "a") + end(7)) * 3 + link("a"),
        ["a"],
        ["a", "a"],
    ),
    ("one bookmark, many references", start(7, "a") + end(7) + link("a") * 3, ["a"], ["a"] * 6),
]


@pytest.mark.parametrize(
    ("text", "names", "leads"), [case[1:] for case in LED], ids=[case[0] for case in LED]
)
def test_a_reference_leads_to_the_bookmark_of_its_own_turn(
    text: str, names: list[str], leads: list[str]
) -> None:
    root = _root(anew(text)[0])
    assert [element.get(f"{{{W}}}name") for element in root.iter(f"{{{W}}}bookmarkStart")] == names
    assert [name for element in root.iter(*REFERRING) for name in named_by(element)] == [
        name.lower() for name in leads
    ]


def test_controls_and_drawings_are_numbered_through_all_parts() -> None:
    control = '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr></w:sdt>'
    drawing = '<wp:docPr id="5" name="x"/>'
    text, header = anew((control + drawing) * 2, header1=control + drawing)
    assert text.count('w:val="1"') == text.count('w:val="2"') == header.count('w:val="3"') == 1
    assert text.count(' id="1"') == text.count(' id="2"') == header.count(' id="3"') == 1


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_that_a_loop_repeated_becomes_a_note_for_each(kind: str) -> None:
    reference, note = f'<w:{kind}Reference w:id="1"/>', f'<w:{kind} w:id="1"><w:p/></w:{kind}>'
    text, notes = anew(reference * 3, **{f"{kind}s": note})
    numbers = [element.get(f"{{{W}}}id") for element in _root(text)]
    assert numbers == ["1", "2", "3"]
    assert [element.get(f"{{{W}}}id") for element in _root(notes).iter(f"{{{W}}}{kind}")] == numbers


@pytest.mark.parametrize(
    ("inside", "paragraphs"),
    [
        ("<w:tcPr/>", 1),
        ("<w:tcPr/><w:p/>", 1),
        ("<w:tcPr/><w:tbl/>", 1),
        ("<w:tcPr/><w:sdt><w:sdtContent/></w:sdt>", 1),
        ("<w:tcPr/><w:p/><w:bookmarkEnd w:id='1'/>", 1),
    ],
)
def test_a_cell_that_a_condition_emptied_ends_in_a_paragraph(inside: str, paragraphs: int) -> None:
    root = _root(f"<w:tc>{inside}</w:tc>")
    filled_up(root)
    assert (
        len(list(root.iter(f"{{{W}}}p"))) == paragraphs
        and "sdt" not in etree.tostring(root).decode()
    )


def test_a_cell_whose_words_stand_under_a_condition_makes_a_paper_that_word_opens() -> None:
    cell = b'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr><w:r><w:t xml:space="preserve">{{ row.owner }}</w:t></w:r></w:p>'
    line = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    odd = saved.replaced(
        template(),
        saved.DOCUMENT,
        cell,
        line % b"{%p if not row.owner %}" + cell + line % b"{%p endif %}",
    )
    assert ooxml_faults(made(replace(example(), template=odd)).paper) == []


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


def in_a_loop(xml: bytes) -> bytes:
    """Return the house template with something more in the heading of each inspection."""
    return saved.replaced(
        template(),
        saved.DOCUMENT,
        b"{{ inspection.title }}</w:t></w:r>",
        b"{{ inspection.title }}</w:t></w:r>" + xml,
    )


REPEATED = {
    "a bookmark": b'<w:bookmarkStart w:id="3" w:name="Mine"/><w:bookmarkEnd w:id="3"/>',
    "a control": b'<w:sdt><w:sdtPr><w:alias w:val="Mine"/><w:id w:val="77"/></w:sdtPr><w:sdtContent><w:r><w:t>!</w:t></w:r>'
    b"</w:sdtContent></w:sdt>",
    "a place that may be edited": b'<w:permStart w:id="4" w:edGrp="everyone"/><w:permEnd w:id="4"/>',
    "a mark of the cursor": b'<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("what", REPEATED)
def test_what_stands_in_a_loop_makes_a_paper_that_word_opens(what: str) -> None:
    assert ooxml_faults(made(replace(example(), template=in_a_loop(REPEATED[what]))).paper) == []


def test_a_picture_in_a_loop_keeps_its_words_and_gets_a_number_each() -> None:
    drawing = (
        b'<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        b'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:r="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships"><wp:inline><wp:extent cx="360000" cy="360000"/><wp:docPr id="1" name="Crest" '
        b'descr="The crest of {{ force }} beside {{ inspection.title }}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
        b'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Crest"/>'
        b'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId900"/></pic:blipFill><pic:spPr/></pic:pic>'
        b"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    held = saved.with_part(
        in_a_loop(drawing),
        "word/media/image1.png",
        PICTURE,
        kind=f"{saved.KIND}/image",
        type_="image/png",
    )
    paper = made(replace(example(), template=held)).paper
    assert ooxml_faults(paper) == []
    told = [
        drawn.get("descr")
        for drawn in etree.fromstring(parts_of(paper)["word/document.xml"]).iter(f"{{{WP}}}docPr")
    ]
    crests = [text for text in told if text and text.startswith("The crest")]
    assert len(crests) > 2 and all(
        text.startswith("The crest of West Midlands Police beside ") for text in crests
    )
