"""What people type and paste into cells: LibreOffice may draw it with another font, as one glyph or
several, or not at all.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from pipeline.commands.packet import packet
from pipeline.commands.run import made
from pipeline.findings.finding import Cell
from pipeline.paper.marks import Emitted
from pipeline.paper.pdf.docx_words import flow_of
from pipeline.paper.pdf.flow import same
from pipeline.paper.pdf.glyphs import letters_in, marks_of
from pipeline.paper.pdf.layout import Print, laid_out
from pipeline.paper.pdf.pdf import printed
from pipeline.paper.pdf.pdf_words import speech_of
from tests.builders import inputs
from tests.golden import template
from tests.paper.pdf.judges import Judge, page_judge, verapdf_judge
from tests.paper.pdf.papers import item, paper, para, table
from tests.paper.pdf.printed import MEETING, office

UNASSIGNED = "\u0378"  # no font has it
SIGNS = {
    "keycaps": "7\ufe0f\u20e3 #\ufe0f\u20e3 *\u20e3",
    "other enclosing marks": "A\u20dd B\u20e0 \u2713\u20e3 x \u20e3",
    "emoji": "\U0001f600 \u2764\ufe0f \u26a0\ufe0f \u2714\ufe0e",
    "an emoji newer than most fonts": "\U0001fae8",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "tones of skin": "\U0001f44d\U0001f3fd",
    "flags": "\U0001f1ec\U0001f1e7 \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "accents apart": "Mu\u0308ller Zoe\u0308 W\u0302yn Nguye\u0302\u0303n \u1ecc\u0300l\u00e1",
    "accents of no letter": "x\u0302\u0323 q\u0307\u0323 e\u0301\u0302\u0303\u0304 a\u1dfa a\u0336b\u0336 \u674e\u0301 m\u0489",
    "names": "Ll\u0177r \u0174yn, \u0141ukasz \u017b\u00f3\u0142\u0107, \u0130stanbul \u0131, \u00df \u1e9e \u017f, \u0391\u03bb\u03ad\u03be, \u0418\u0432\u0430\u043d",
    "Hebrew": "\u05d9\u05e2\u05dc, \u05db\u05d4\u05df (1) said 12 of \u05d2 (34)",
    "Arabic": "\u0645\u064f\u062d\u064e\u0645\u064e\u0651\u062f \u0639\u0644\u064a \u0644\u0627 \u0661\u0662",
    "Chinese, Korean": "\u674e\u5c0f\u9f99 \u845b\U000e0100 \uae40 \u1100\u1161 \uff21\uff22",
    "Devanagari, Tamil": "\u0930\u093e\u091c\u0947\u0936 \u0915\u094d\u0937 \u0bb0\u0bbe\u0b9c\u0bbe",
    "Sinhala, Thai, Khmer": "\u0dc3\u0dca\u200d\u0dbb\u0dd3 \u0e2a\u0e21\u0e0a\u0e32\u0e22 \u0e19\u0e49\u0e33 \u1780\u17d2\u1781 \u1780\u0301",
    "Mongolian": "\u1820\u180b",
    "ligatures": "office affluent \ufb01 \ufb03",
    "soft hyphen": "co\u00adoperate",
    "joiners and spaces without width": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u034fg\u2062h\u180ei",
    "marks of direction": "a\u200eb\u200fc\u202ad\u202ce\u2066f\u2069g\u061ch",
    "an override of direction": "a\u202ebc\u202cd",
    "spaces": "a\tb\u00a0c\u202f000\u2009d\u3000e",
    "hyphens and dashes": "a\u2011b \u2012 \u2013 \u2014 \u2015 \u2212",
    "mathematical letters": "\U0001d400\U0001d7d9 \u210b",
    "superscripts": "m\u00b2 x\u2075 H\u2082O",
    "fractions": "\u00bd \u00be \u2154",
    "ticks, arrows, bullets": "\u2713 \u2714 \u2717 \u2610 \u2611 \u279c \u2022 \u25e6 \u2023 \u25aa \u2500\u2502\u250c",
    "numbers as signs": "\u2460 \u2473 \u2163 \u2116",
    "music, Braille": "\U0001d11e \u2801",
    "unassigned": f"{UNASSIGNED} \U0003fffd",
    "stand-ins": "\ufffc \ufffd",
    "Hangul filler": "a\u3164b",
    "Hebrew with marks of direction and a keycap": "\u05d0\u05d1 \u200f(1)\u200e 5\ufe0f\u20e3 \u202bx \u05d2\u202c co\u00adoperate",
    "missing before found": f"{UNASSIGNED}\u2713 {UNASSIGNED} \u2713\u2714 \u2713{UNASSIGNED}",
    "annotation": "a\ufff9b\ufffac\ufffbd",
    "the same with digits around": "In 2019, 17 of 71 7\ufe0f\u20e3 were 1\ufe0f\u20e37 late",
}


@functools.cache
def body() -> bytes:
    """Return a paper that says each of the signs in a paragraph of its own, and some in a heading,
    a list and a table.
    """
    some = [SIGNS["keycaps"], SIGNS["a family"], SIGNS["Hebrew"]]
    return paper(
        para("Head", "Heading1")
        + "".join(para(f"Of {kind}: {signs} it is.") for kind, signs in SIGNS.items())
        + "".join(para(f"Heading {signs}", "Heading2") + item(f"Item {signs}", 2) for signs in some)
        + table([["Ref", "Wording"], *([f"R{signs}", f"{signs}"] for signs in some)])
    )


@functools.cache
def signs() -> Print:
    """Return the PDF of it."""
    return laid_out(body(), office(), meeting=MEETING)


@pytest.mark.judge
def test_the_pdf_says_whatever_a_cell_may_hold() -> None:
    assert signs().faults == []
    with pikepdf.open(io.BytesIO(signs().pdf)) as pdf:
        assert [same(block.text) for block in speech_of(pdf).blocks] == [
            same(block.text) for block in flow_of(body()).blocks
        ]


@pytest.mark.judge
@pytest.mark.parametrize("judging", [page_judge, verapdf_judge])
def test_a_pdf_with_any_of_them_conforms_to_pdf_ua_1_and_pdf_a_2a(
    judging: Callable[[], Judge | None],
) -> None:
    judge = judging()
    if judge is None:
        pytest.skip("not installed here")
    assert judge(signs().pdf) == []


@pytest.mark.judge
def test_a_digit_with_a_mark_that_no_font_has_is_drawn_once_and_only_there() -> None:
    with pikepdf.open(io.BytesIO(signs().pdf)) as pdf:
        drawn = "".join(marks_of(pdf).texts.values())
    assert drawn.count("7") == sum(block.text.count("7") for block in flow_of(body()).blocks) == 9


@pytest.mark.judge
def test_signs_that_are_an_empty_box_are_known_and_others_are_not_taken_for_them() -> None:
    assert UNASSIGNED in signs().undrawn
    assert signs().undrawn.isdisjoint("aZ17 \u0177\u00e9\u2013\u00bd\ufe0f\u200d\u00ad\u00a0\u2022")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("1\ufe0f\u20e3", "1\u20e3", True),
        ("1\u20e3", "1", False),
        ("Zoe\u0308", "Zo\u00eb", True),
        ("Zoe", "Zo\u00eb", False),
        ("a\u2011b", "a-b", True),
        ("a\u200e\u202eb\U000e0067", "ab", True),
        ("\u0661", "1", False),
        ("\ufffd", "", False),
        ("x \u2060\u20e3", "x\u20e3", True),
        ("\u06dd1", "1", False),
        ("m\u00b2", "m2", False),
        ("Ends IT", "ends it", True),
    ],
)
def test_what_cannot_be_seen_makes_no_difference_and_what_can_be_does(
    one: str, other: str, alike: bool
) -> None:
    assert (same(one) == same(other)) is alike


@pytest.mark.judge
def test_signs_of_a_header_are_drawn_once_too() -> None:
    document = paper(para("Words"), header=para(f"Item 7\u20e3 {UNASSIGNED} \u2713 of 9"))
    made = laid_out(document, office(), meeting=MEETING)
    assert made.faults == []
    assert UNASSIGNED in made.undrawn
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        fonts: Any = pdf.pages[0].resources.Font
        letters = {name: letters_in(font.ToUnicode.read_bytes())[1] for name, font in fonts.items()}
        drawn, font = "", {}
        for instruction in pikepdf.parse_content_stream(pdf.pages[0], "Tf Tj TJ"):
            shown: Any = instruction.operands[0]
            if str(instruction.operator) == "Tf":
                font = letters[str(shown)]
                continue
            codes = b"".join(
                bytes(piece)
                for piece in (shown if isinstance(shown, pikepdf.Array) else [shown])
                if isinstance(piece, pikepdf.String)
            )
            drawn += "".join(font.get(bytes([code]), "") for code in codes)
    assert [drawn.count(sign) for sign in "7\u27139"] == [1, 1, 1]


def emitted(*texts: str) -> list[Emitted]:
    """Return the lines of cells G2, G3 … as the template printed them."""
    return [
        Emitted(f"Our tracker.xlsx Open cases!G{row}", (text,), False)
        for row, text in enumerate(texts, 2)
    ]


@pytest.mark.judge
def test_an_empty_box_and_another_font_are_told_the_box_at_its_cell() -> None:
    document = paper(
        para("Fine")
        + para(f"Not {UNASSIGNED} fine")
        + para("of the template \u0379")
        + para("A. \u0380"),
        font="No Such Font",
    )
    cells = [
        *emitted("Fine", f"Not {UNASSIGNED} fine"),
        Emitted("report.toml author", ("A. \u0380",), False),
    ]
    pdf, notes = printed(document, MEETING, office(), emitted=cells)
    assert pdf is not None
    assert [(note.code, note.file, note.cell, note.place) for note in notes] == [
        ("sign-not-drawn", "Our tracker.xlsx", Cell("Open cases", 3, 7), ""),
        ("sign-not-drawn", "report.toml", None, "author"),
        ("sign-not-drawn", "hmicfrs-update.pdf", None, "before the first heading"),
        ("pdf-other-font", "hmicfrs-update.pdf", None, ""),
    ]
    assert "U+0378 (a sign without a name)" in notes[0].message
    assert "No Such Font, which is not on this machine" in notes[3].message


@pytest.mark.judge
def test_a_sign_that_means_something_in_one_font_only_is_told_at_its_cell_and_there_is_no_pdf() -> (
    None
):
    document = paper(para("Fine") + para("\uf0b7 First of Symbol") + para("\uf0b7 of the template"))
    pdf, notes = printed(
        document, MEETING, office(), emitted=emitted("Fine", "\uf0b7 First of Symbol")
    )
    assert pdf is None
    assert [(note.code, note.file, note.cell) for note in notes] == [
        ("no-pdf", "Our tracker.xlsx", Cell("Open cases", 3, 7)),
        ("no-pdf", "hmicfrs-update.pdf", None),
    ]
    assert "U+F0B7 (a sign of one font only, such as Symbol or Wingdings)" in notes[0].message
    assert "Put other signs, such as \u2022 or \u2713, in place of U+F0B7 there" in notes[0].remedy


@pytest.mark.judge
def test_a_keycap_in_a_wording_is_no_reason_to_make_no_pdf() -> None:
    wording = f"1\ufe0f\u20e3 Review the {UNASSIGNED} policy"
    given = inputs(
        {"ref": "Y1", "text": wording, "rag": "Red"},
        then=[{"ref": "Y1", "text": wording}],
        template=template(),
    )
    whole = packet(given, made(given), office=office())
    assert "hmicfrs-update.pdf" in whole.files
    assert [(item.code, str(item.cell)) for item in whole.findings if "U+0378" in item.message] == [
        ("sign-not-drawn", "Recommendations!G2")
    ]


@pytest.mark.judge
def test_what_is_added_is_told_and_not_what_follows_from_it() -> None:
    maths = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{maths}"><m:r><m:t>x=1</m:t></m:r></m:oMath>'
    numbered = item("x", 3).replace('<w:r><w:t xml:space="preserve">x</w:t></w:r>', formula)
    assert formula in numbered
    document = paper(
        para("HMICFRS update", "Heading1")
        + "".join(para(f"Purpose {n}", "Heading2") + item("One", 2) for n in range(9))
        + numbered
    )
    pdf, notes = printed(document, MEETING, office())
    assert pdf is None and len(notes) == 1
    assert "not in the paper" in notes[0].message and "or a formula" in notes[0].remedy


@pytest.mark.judge
def test_a_number_that_stands_alone_is_told_with_what_to_do() -> None:
    alone = item("x", 3).replace('<w:t xml:space="preserve">x</w:t>', '<w:br w:type="page"/>')
    document = paper(para("HMICFRS update", "Heading1") + alone + item("The first.", 3))
    pdf, notes = printed(document, MEETING, office())
    assert pdf is None and [note.message.partition(": ")[2] for note in notes] == [
        '"1." is in the PDF and not in the paper.'
    ]
    assert "its number stands alone" in notes[0].remedy
