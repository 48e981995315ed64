"""The redline: what is marked, what accepting and rejecting give back, and that Word's rules are
kept.
"""

from __future__ import annotations

import datetime
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.compare.align import alike, increasing, longest_first
from pipeline.compare.redline.package import Paper
from pipeline.compare.redline.reads_like import canonical, first_difference, part_lines
from pipeline.compare.redline.redline import RedlineFailed, prove, redline
from pipeline.compare.redline.resolve import accepted, rejected, settle_all
from pipeline.compare.redline.settled import settled_lines
from pipeline.files.package import packed, parts_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{WP}" xmlns:a="{A}" xmlns:pic="{PIC}"'
OFFICIAL = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DAY = datetime.date(2021, 1, 14)
STYLES = ("Normal", "Heading1", "Heading2", "ListParagraph")


# --- builders
# ----------------------------------------------------------------------------------------------------


def run(text: str, look: str = "") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def figure(key: str, text: str) -> str:
    return control(key, run(text))


def para(
    *content: str, style: str = "", number: tuple[int, int] | None = None, more: str = ""
) -> str:
    """A paragraph; content that is no markup is text. `number` is a list's number and the level."""
    listed = (
        f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
        if number
        else ""
    )
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(part if part.startswith("<") else run(part) for part in content if part)
    return f"<w:p><w:pPr>{named}{listed}{more}</w:pPr>{inside}</w:p>"


def cell(*content: str, fill: str = "") -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    inside = "".join(
        part if part.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else para(part) for part in content
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{shade}</w:tcPr>{inside}</w:tc>'


def table(*rows: Sequence[str]) -> str:
    grid = '<w:gridCol w:w="2000"/>' * max(len(row) for row in rows)
    inside = "".join(
        "<w:tr>"
        + "".join(part if part.startswith("<w:tc>") else cell(part) for part in row)
        + "</w:tr>"
        for row in rows
    )
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>'


def control(key: str, *content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{key}"/></w:sdtPr><w:sdtContent>{"".join(content)}</w:sdtContent></w:sdt>'


def picture(key: str, words: str) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="P" descr="{words}"/>'
        f'<a:graphic><a:graphicData uri="{PIC}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="P"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch/></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        f"</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def numbering(lists: int, shape: str = "decimal") -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/>'
        f'<w:lvlText w:val="%{level + 1}."/></w:lvl>'
        for level in range(3)
    )
    nums = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/></w:num>' for at in range(1, lists + 1)
    )
    return f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{nums}</w:numbering>'


def paper(
    *blocks: str,
    header: str = "",
    styles: Sequence[str] = STYLES,
    lists: int = 0,
    links: Sequence[str] = (),
    image: bytes = b"",
) -> bytes:
    """A document; the list numbers 1 to `lists` exist, link n has the relation `link<n>`, the image
    `image`.
    """
    styled = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in styles
    )
    parts = {"word/styles.xml": f"<w:styles {NAMES}>{styled}</w:styles>"}
    if lists:
        parts["word/numbering.xml"] = numbering(lists)
    if header:
        parts["word/header1.xml"] = f"<w:hdr {NAMES}>{header}</w:hdr>"
    reference = '<w:headerReference w:type="default" r:id="header1"/>' if header else ""
    section = f'<w:sectPr>{reference}<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    relations = [
        (name, name.strip("1"), f"{name}.xml", "")
        for part in parts
        for name in [part.removeprefix("word/").removesuffix(".xml")]
    ]
    relations += [
        (f"link{at}", "hyperlink", link, ' TargetMode="External"') for at, link in enumerate(links)
    ]
    relations += [("image", "image", "media/image1.png", "")] if image else []
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{OFFICIAL}.{key.strip("1")}+xml"/>'
        for part in parts
        for key in [part.removeprefix("word/").removesuffix(".xml")]
    )
    related = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in relations
    )
    body = f"<w:document {NAMES}><w:body>{''.join(blocks)}{section}</w:body></w:document>"
    texts = parts | {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{OFFICIAL}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": body,
    }
    media = {"word/media/image1.png": image} if image else {}
    return packed({name: text.encode() for name, text in texts.items()} | media)


# --- what a redline says
# -----------------------------------------------------------------------------------------


def compared(old: bytes, new: bytes) -> bytes:
    """The redline of two papers, its laws checked."""
    result = redline(old, new, author="Secretariat", date=DAY)
    assert canonical(accepted(result)) == canonical(accepted(new))
    assert canonical(rejected(result)) == canonical(accepted(old))
    assert read_as_settled(result) == []
    lawful(result)
    return result


def read_as_settled(result: bytes) -> list[str]:
    """Where a redline reads otherwise in its own tree, settled either way, than once it is settled."""
    found = []
    for keep_new in (True, False):
        paper = Paper(result)
        settle_all(paper, keep_new)
        lines = part_lines(paper, paper.main)
        read = settled_lines(Paper(result), paper.main, keep_new=keep_new)
        found += [told for told in [first_difference(read, lines)] if told]
    return found


def lawful(result: bytes) -> None:
    """Whatever is redlined: well-formed, ids unique, no move, one author and day, no tracked end
    where Word hangs.
    """
    seen: list[str] = []
    for name, data in parts_of(result).items():
        if not re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            continue
        root = etree.fromstring(data)
        assert not [found for found in root.iter() if "move" in str(found.tag)]
        for mark in (found for found in root.iter() if found.get(f"{{{W}}}author")):
            seen.append(mark.get(f"{{{W}}}id", ""))
            assert (mark.get(f"{{{W}}}author"), mark.get(f"{{{W}}}date")) == (
                "Secretariat",
                "2021-01-14T00:00:00Z",
            )
        for holder in root.iter(*(f"{{{W}}}{tag}" for tag in ("tc", "body", "hdr", "ftr"))):
            blocks = [child for child in holder if str(child.tag).endswith(("}p", "}tbl", "}sdt"))]
            assert not str(blocks[-1].tag).endswith("}tbl")
            assert not blocks[-1].xpath(
                "w:pPr/w:rPr/w:ins | w:pPr/w:rPr/w:del", namespaces={"w": W}
            )
        wrong = "//w:del//w:t[not(ancestor::w:drawing)] | //w:ins//w:delText | //w:sdtContent[not(node())]"
        assert not root.xpath(wrong, namespaces={"w": W})
    assert len(seen) == len(set(seen))


def marks(result: bytes, part: str = "word/document.xml") -> list[str]:
    """The tracked text in order: `+new` and `-old`, row marks as `+row`, ends of paragraphs as
    `+¶`.
    """
    found = []
    for mark in etree.fromstring(parts_of(result)[part]).iter(f"{{{W}}}ins", f"{{{W}}}del"):
        sign = "+" if str(mark.tag).endswith("ins") else "-"
        holder = str(next(mark.iterancestors()).tag)
        text = "".join(map(str, mark.itertext(f"{{{W}}}t", f"{{{W}}}delText")))
        found.append(
            sign + ("row" if holder.endswith("trPr") else "¶" if holder.endswith("rPr") else text)
        )
    return found


def body(result: bytes) -> str:
    return parts_of(result)["word/document.xml"].decode()


def changed(*blocks: tuple[str, str]) -> list[str]:
    return marks(compared(paper(*(old for old, _ in blocks)), paper(*(new for _, new in blocks))))


# --- parts under headings
# -----------------------------------------------------------------------------------------


def inspection(title: str, asked: str, lead: str) -> list[str]:
    return [
        para(title, style="Heading1"),
        para(asked),
        para("Next step", style="Heading2"),
        para(f"Lead in the force: {lead} Smith."),
    ]


def test_what_stands_under_another_heading_is_not_woven_into_what_stood_there() -> None:
    old, new = (
        inspection("Custody", "Inspectors saw the cells.", "Ann"),
        inspection("Protests", "Officers were asked.", "Bob"),
    )
    assert [
        mark
        for mark in marks(
            compared(
                paper(*old, para("End", style="Heading1")),
                paper(*new, para("End", style="Heading1")),
            )
        )
        if not mark.endswith("¶")
    ] == [
        "-Custody",
        "-Inspectors saw the cells.",
        "-Next step",
        "-Lead in the force: Ann Smith.",
        "+Protests",
        "+Officers were asked.",
        "+Next step",
        "+Lead in the force: Bob Smith.",
    ]


def test_a_part_stays_itself_under_its_heading_or_where_nearly_all_it_holds_stayed() -> None:
    asked = "Inspectors saw the cells, the kitchens and the yards of all suites in Coventry and spoke with detainees."
    old, new = (
        inspection("Custody", asked, "Ann") + inspection("Protests", "Officers were asked.", "Cal"),
        inspection("Places of detention", asked, "Bob")
        + inspection("Protests", "Officers answered well.", "Dee"),
    )
    assert [
        mark for mark in marks(compared(paper(*old), paper(*new))) if not mark.endswith("¶")
    ] == [
        "-Custody",
        "+Places of detention",
        "-Ann",
        "+Bob",
        "-Officers were asked.",
        "+Officers answered well.",
        "-Cal",
        "+Dee",
    ]


# --- words
# -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "The force has made good progress.",
            "The force has made slow progress.",
            ["-good", "+slow"],
        ),
        (
            "It took place on 12 November 2020.",
            "It took place on 14 January 2021.",
            ["-12 November 2020", "+14 January 2021"],
        ),
        ("Six of the ten are closed.", "Six of the ten are closed now.", ["+ now"]),
        (
            "A total of 1,234 crimes, or 5.5%.",
            "A total of 1,235 crimes, or 5.5%.",
            ["-1,234", "+1,235"],
        ),
        ("Same words.", "Same words.", []),
    ],
)
def test_one_word_changed_is_one_word_marked(old: str, new: str, expected: list[str]) -> None:
    assert changed((para(old), para(new))) == expected


def test_unrelated_paragraphs_are_not_woven_into_one_another() -> None:
    result = changed(
        (para("First."), para("First.")),
        (
            para("The tenancy of the station ended."),
            para("The members of the panel asked for more."),
        ),
        (para("Last."), para("Last.")),
    )
    assert result == [
        "-¶",
        "-The tenancy of the station ended.",
        "+¶",
        "+The members of the panel asked for more.",
    ]


def test_the_last_paragraphs_of_a_cell_are_one_but_unlike_text_is_replaced_whole() -> None:
    assert changed(
        (
            rows(["R1", "In the new year the panel of officers met the force.", "x"]),
            rows(["R1", "Of the ten points in all, the fifth of March is nearest.", "x"]),
        )
    ) == [
        "-In the new year the panel of officers met the force.",
        "+Of the ten points in all, the fifth of March is nearest.",
    ]


def test_a_changed_figure_is_struck_and_written_inside_its_own_control() -> None:
    result = compared(
        paper(para("There are ", figure("outstanding_total", "22"), " in all.")),
        paper(para("There are ", figure("outstanding_total", "25"), " in all.")),
    )
    content = re.search(r"<w:sdtContent>(.*?)</w:sdtContent>", body(result), re.DOTALL)
    assert content is not None
    assert re.sub(r"<[^>]*>", " ", content[1]).split() == ["22", "25"]
    for settled, text in ((accepted(result), "25"), (rejected(result), "22")):
        assert body(settled).count("<w:sdt>") == 1 and f">{text}<" in body(settled)


def test_a_control_that_came_goes_again_on_rejecting() -> None:
    result = compared(
        paper(para("There are many in all.")),
        paper(para("There are ", figure("total", "25"), " in all.")),
    )
    assert (
        body(result).count("<w:customXmlInsRangeStart")
        == body(result).count("<w:customXmlInsRangeEnd")
        == 2
    )
    assert "<w:sdt>" in body(accepted(result))
    assert "<w:sdt>" not in body(rejected(result))


def test_a_control_that_went_leaves_only_its_struck_text() -> None:
    result = compared(
        paper(para("There are ", figure("total", "25"), " in all.")),
        paper(para("There are many in all.")),
    )
    assert "<w:sdt>" not in body(result)


def test_controls_around_blocks_do_not_count_and_stay() -> None:
    old = paper(
        para("A first one."),
        control("narrative", para("Kept words here."), para("Gone altogether.")),
        para("Z."),
    )
    new = paper(para("A first one."), control("narrative", para("Kept words there.")), para("Z."))
    result = compared(old, new)
    assert marks(result) == ["-here", "+there", "-¶", "-Gone altogether."]
    assert "Gone" in body(result).split("<w:sdtContent>")[1].split("</w:sdtContent>")[0]
    assert marks(compared(paper(para("A")), paper(control("x", para("A"))))) == []


def test_words_inside_a_link_change_inside_it_and_a_new_address_replaces_it() -> None:
    def linked(text: str, address: str) -> bytes:
        link = f'<w:hyperlink r:id="link0">{run(text)}</w:hyperlink>'
        return paper(para("See ", link, " for more."), links=[address])

    one, two = "https://example.org/a", "https://example.org/b"
    same = compared(linked("the first report", one), linked("the second report", one))
    assert marks(same) == ["-first", "+second"]
    assert body(same).count("<w:hyperlink") == 1
    other = compared(linked("the report", one), linked("the report", two))
    assert marks(other) == ["-the report", "+the report"]
    assert [span.link for span in canonical(rejected(other))[0].spans] == ["", one, ""]


def test_a_change_of_bold_is_the_word_struck_and_written_again() -> None:
    assert changed(
        (para("One ", run("two"), " three"), para("One ", run("two", "<w:b/>"), " three"))
    ) == ["-two", "+two"]


def test_fields_change_as_a_whole_and_page_numbers_never() -> None:
    def field(instruction: str, text: str) -> str:
        return f'<w:fldSimple w:instr="{instruction}">{run(text)}</w:fldSimple>'

    assert changed((para("Page ", field("PAGE", "1")), para("Page ", field("PAGE", "7")))) == []
    assert changed(
        (para("See page ", field("REF x", "one")), para("See page ", field("REF x", "two")))
    ) == ["-one", "+two"]


# --- paragraphs
# --------------------------------------------------------------------------------------------------


def test_a_paragraph_in_or_out_takes_its_end_with_it() -> None:
    one, two, three = para("One is first."), para("Two comes next."), para("Three ends it.")
    assert marks(compared(paper(one, three), paper(one, two, three))) == ["+¶", "+Two comes next."]
    assert marks(compared(paper(one, two, three), paper(one, three))) == ["-¶", "-Two comes next."]


def test_the_last_paragraph_keeps_its_end_and_the_one_before_gives_its_own() -> None:
    one, two = para("One is first.", style="Heading1"), para("Two comes next.")
    assert marks(compared(paper(one), paper(one, two))) == ["+¶", "+Two comes next."]
    assert marks(compared(paper(one, two), paper(one))) == ["-¶", "-Two comes next."]
    assert marks(compared(paper(two), paper(table(["a", "b"]), one))) != []
    assert marks(compared(paper(one, table(["a", "b"]), two), paper(one))) != []


def test_a_style_or_list_change_is_a_paragraph_property_change() -> None:
    result = compared(
        paper(para("A title."), para("x")), paper(para("A title.", style="Heading1"), para("x"))
    )
    assert marks(result) == [] and body(result).count("<w:pPrChange") == 1
    result = compared(
        paper(para("An item."), para("x"), lists=1),
        paper(para("An item.", number=(1, 0)), para("x"), lists=1),
    )
    assert marks(result) == [] and body(result).count("<w:pPrChange") == 1


def test_lists_renumbered_by_the_package_are_no_change_and_struck_items_stay_in_their_list() -> (
    None
):
    old = paper(
        para("Alpha item.", number=(1, 0)),
        para("Beta point.", number=(1, 0)),
        para("End."),
        lists=1,
    )
    new = paper(para("Alpha item.", number=(3, 0)), para("End."), lists=3)
    result = compared(old, new)
    assert marks(result) == ["-¶", "-Beta point."]
    assert re.findall(r'<w:numId w:val="(\d+)"', body(result)) == ["3", "3"]


def test_what_struck_paragraphs_need_is_brought_over() -> None:
    old = paper(
        para("Alpha item.", number=(1, 1)),
        para("A quotation.", style="Quote"),
        para("End."),
        styles=[*STYLES, "Quote"],
        lists=1,
    )
    result = compared(old, paper(para("End.")))
    assert [(line.style, line.listing) for line in canonical(rejected(result))] == [
        ("", (1, "decimal", "%2.")),
        ("quote", None),
        ("", None),
    ]


def test_a_picture_that_changed_is_struck_and_the_new_one_shown() -> None:
    result = compared(
        paper(para("Chart:"), para(picture("image", "Old")), image=b"one"),
        paper(para("Chart:"), para(picture("image", "New")), image=b"two"),
    )
    assert marks(result) == ["-", "+"]
    assert {parts_of(result)[name] for name in parts_of(result) if "media" in name} == {
        b"one",
        b"two",
    }
    assert len(set(re.findall(r'<wp:docPr id="(\d+)"', body(result)))) == 2
    assert len(set(re.findall(r'r:embed="([^"]+)"', body(result)))) == 2
    same = compared(
        paper(para(picture("image", "x")), image=b"one"),
        paper(para(picture("image", "x")), image=b"one"),
    )
    assert marks(same) == []
    assert marks(
        compared(
            paper(para(picture("image", "x")), image=b"one"),
            paper(para(picture("image", "x")), image=b"two"),
        )
    ) == ["-", "+"]


# --- tables
# ------------------------------------------------------------------------------------------------------

HEAD = ["Ref", "Recommendation", "Rating"]


def rows(*found: Sequence[str]) -> str:
    return table(HEAD, *found) + para("After.")


def test_rows_are_the_same_by_their_first_column() -> None:
    assert changed(
        (
            rows(["R1", "Train officers", "Red"], ["R2", "Buy cameras", "Green"]),
            rows(["R1", "Train officers", "Amber"], ["R2", "Buy cameras", "Green"]),
        )
    ) == ["-Red", "+Amber"]


def test_a_row_with_its_old_key_is_the_old_row_however_its_few_words_changed() -> None:
    assert changed(
        (
            rows(["R1", "Train officers", "Red"], ["R2", "b", "c"]),
            rows(["R1", "Buy cameras", "Green"], ["R2", "b", "c"]),
        )
    ) == ["-Train officers", "+Buy cameras", "-Red", "+Green"]


def test_all_but_the_last_paragraph_of_a_new_cell_have_tracked_ends() -> None:
    assert changed(
        (rows(["R1", "a", "b"]), rows(["R1", "a", "b"], ["R2", cell("one", "two"), "c"]))
    ) == ["+row", "+R2", "+¶", "+one", "+two", "+c"]


def test_a_row_that_came_or_went_is_marked_as_a_row() -> None:
    two, three = ["R2", "Buy cameras", "Green"], ["R3", "Hire analysts", "Red"]
    assert changed((rows(two), rows(two, three))) == ["+row", "+R3", "+Hire analysts", "+Red"]
    assert changed((rows(two, three), rows(three))) == ["-row", "-R2", "-Buy cameras", "-Green"]


def test_a_moved_row_is_struck_in_one_place_and_new_in_the_other() -> None:
    a, b, c = ["R1", "aa", "x"], ["R2", "bb", "y"], ["R3", "cc", "z"]
    assert changed((rows(a, b, c), rows(b, c, a))) == [
        "-row",
        "-R1",
        "-aa",
        "-x",
        "+row",
        "+R1",
        "+aa",
        "+x",
    ]


def test_rows_without_a_key_are_the_same_by_likeness() -> None:
    old = rows(
        ["", "Train all officers in the new system", "x"], ["", "Buy cameras for every car", "y"]
    )
    new = rows(
        ["", "Quite another matter entirely", "q"],
        ["", "Train most officers in the new system", "x"],
        ["", "Buy cameras for every car", "y"],
    )
    assert changed((old, new)) == ["+row", "+Quite another matter entirely", "+q", "-all", "+most"]


def test_a_table_with_other_columns_has_its_rows_replaced() -> None:
    result = changed(
        (
            table(["a", "b"], ["c", "d"]) + para("x"),
            table(["a", "b", "n"], ["c", "d", "m"]) + para("x"),
        )
    )
    assert result.count("-row") == 2 and result.count("+row") == 2


def test_a_whole_table_comes_and_goes() -> None:
    assert changed((para("A") + para("Z"), para("A") + table(["q", "w"]) + para("Z"))) == [
        "+row",
        "+q",
        "+w",
    ]
    assert changed((para("A") + table(["q", "w"]) + para("Z"), para("A") + para("Z"))) == [
        "-row",
        "-q",
        "-w",
    ]
    assert changed(
        (para("A") + table(["q", "w"]) + para("Z"), para("A") + table(["1", "2", "3"]) + para("Z"))
    ) == ["-row", "-q", "-w", "+row", "+1", "+2", "+3"]


def test_shading_that_changed_is_tracked_and_comes_back() -> None:
    old = rows(["R1", "aa", cell("Red", fill="B10E1E")])
    new = rows(["R1", "aa", cell("Green", fill="78C6A3")])
    result = compared(paper(old), paper(new))
    assert marks(result) == ["-Red", "+Green"]
    assert "78C6A3" in body(accepted(result)) and "B10E1E" not in body(accepted(result))
    assert "B10E1E" in body(rejected(result)) and "78C6A3" not in body(rejected(result))


def test_paragraphs_and_tables_within_a_cell_are_compared_in_it() -> None:
    assert changed(
        (
            rows(["R1", cell("First line.", "Second line."), "x"]),
            rows(["R1", cell("First line."), "x"]),
        )
    ) == ["-¶", "-Second line."]
    assert changed(
        (
            rows(["R1", cell(table(["in", "out"]), ""), "x"]),
            rows(["R1", cell(table(["in", "off"]), ""), "x"]),
        )
    ) == ["-out", "+off"]


# --- the rest of the package
# -------------------------------------------------------------------------------------


def test_headers_are_compared_too() -> None:
    result = compared(
        paper(para("x"), header=para("Meeting of 12 November 2020")),
        paper(para("x"), header=para("Meeting of 14 January 2021")),
    )
    assert marks(result, "word/header1.xml") == ["-12 November 2020", "+14 January 2021"]


def test_a_header_in_one_paper_only_is_all_new_or_all_struck() -> None:
    with_header = paper(para("x"), header=para("Restricted"))
    came = redline(paper(para("x")), with_header, author="Secretariat", date=DAY)
    assert marks(came, "word/header1.xml") == ["+Restricted"]
    went = redline(with_header, paper(para("x")), author="Secretariat", date=DAY)
    assert marks(went, "word/header1.xml") == ["-Restricted"]
    lawful(went)


def test_run_splits_and_save_marks_are_no_changes() -> None:
    split = (
        f'<w:p w:rsidR="00AB"><w:pPr/>{run("One wo")}<w:proofErr w:type="spellStart"/>{run("rd ")}'
        f"{run('more')}</w:p>"
    )
    spelled = (
        f"<w:p>{run('One word more', '<w:lang w:val=' + chr(34) + 'en-GB' + chr(34) + '/>')}</w:p>"
    )
    result = compared(paper(split), paper(spelled))
    assert marks(result) == [] and "PrChange" not in body(result)


def test_tracked_changes_and_comments_of_the_papers_are_settled_first() -> None:
    tracked = para(
        run("Kept "),
        '<w:del w:id="1" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="x">{run("come")}</w:ins>',
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    result = compared(paper(tracked), paper(para("Kept come")))
    assert marks(result) == []
    assert "comment" not in body(
        redline(paper(para("y")), paper(tracked), author="Secretariat", date=DAY)
    )


def test_two_runs_give_the_same_bytes() -> None:
    old, new = paper(para("One two.")), paper(para("One three."), table(["a"]))
    assert compared(old, new) == compared(old, new)


def test_a_redline_of_a_redline_starts_from_what_was_accepted() -> None:
    old, new = paper(para("One two three four.")), paper(para("One two five four."))
    assert marks(compared(redline(old, new, author="x", date=DAY), new)) == []


def test_no_document_is_refused() -> None:
    with pytest.raises(zipfile.BadZipFile):
        redline(b"no zip", paper(para("x")), author="x", date=DAY)


def test_a_redline_that_does_not_give_back_both_papers_is_refused_with_the_first_difference() -> (
    None
):
    old, new = paper(para("One."), para("Two.")), paper(para("One."), para("Three."))
    with pytest.raises(
        RedlineFailed, match=r'rejected, .* the old paper: expected "body \[\] Two."'
    ) as refused:
        prove(new, [("word/document.xml", canonical(old), canonical(new))])
    assert isinstance(refused.value, ValueError)
    assert first_difference(canonical(old), canonical(old)) is None
    assert first_difference(canonical(old)[:1], canonical(old)) == 'missing "body [] Two."'


def test_struck_paragraphs_with_links_before_a_table_leave_nothing_behind() -> None:
    link = para("See ", f'<w:hyperlink r:id="link0">{run("this report")}</w:hyperlink>')
    grid = table(["a", "b"]) + para("End.")
    address = ["https://example.org/a"]
    result = compared(paper(link, grid, links=address), paper(grid))
    assert marks(result) == ["-¶", "-See ", "-this report"]
    assert marks(compared(paper(grid), paper(link, grid, links=address))) == [
        "+¶",
        "+See ",
        "+this report",
    ]


def test_a_style_that_the_template_now_defines_otherwise_is_no_change() -> None:
    old = paper(para("Purpose", style="Heading1"), para("x"), lists=1)
    parts = parts_of(old)
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b'<w:name w:val="Heading1"/>',
        b'<w:name w:val="Heading1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>',
    )
    result = compared(old, packed(parts))
    assert marks(result) == [] and "pPrChange" not in body(result)


def test_a_long_text_written_anew_is_replaced_in_reasonable_time() -> None:
    old = " ".join(f"old{at} of the" for at in range(2_000))
    new = " ".join(f"new{at} of the" for at in range(2_000))
    assert len(changed((rows(["R1", old, "x"]), rows(["R1", new, "x"])))) == 2


# --- accepting and rejecting what Word wrote
# ---------------------------------------------------------------------

BY = 'w:id="9" w:author="Ann"'


@pytest.mark.parametrize(
    ("content", "kept", "dropped"),
    [
        (para("a", more=f"<w:rPr><w:del {BY}/></w:rPr>") + para("b"), ["ab"], ["a", "b"]),
        (para("a", more=f"<w:rPr><w:ins {BY}/></w:rPr>") + para("b"), ["a", "b"], ["ab"]),
        (
            para(
                f"<w:moveFrom {BY}>{run('a')}</w:moveFrom>",
                "b",
                f"<w:moveTo {BY}>{run('a')}</w:moveTo>",
            ),
            ["ba"],
            ["ab"],
        ),
        (
            para(
                f"<w:ins {BY}><w:del {BY}><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>", "b"
            ),
            ["b"],
            ["b"],
        ),
        (
            para(
                f"<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>b</w:t></w:r>"
            ),
            ["**b**"],
            ["_b_"],
        ),
        (
            para(
                "b",
                style="Heading1",
                more=f'<w:pPrChange {BY}><w:pPr><w:pStyle w:val="Heading2"/></w:pPr></w:pPrChange>',
            ),
            ["[heading1] b"],
            ["[heading2] b"],
        ),
    ],
)
def test_words_own_marks_are_settled_both_ways(
    content: str, kept: list[str], dropped: list[str]
) -> None:
    for settled, expected in (
        (accepted(paper(content)), kept),
        (rejected(paper(content)), dropped),
    ):
        lines = [str(line).removeprefix("body ") for line in canonical(settled)]
        assert [line.removeprefix("[] ") for line in lines] == expected


def test_rows_and_cells_of_words_own_are_settled_both_ways() -> None:
    row = table(["a", "b"], ["c", "d"]).replace(
        "<w:tr>", f"<w:tr><w:trPr><w:ins {BY}/></w:trPr>", 1
    )
    cells = table(["a", cell("b").replace("</w:tcPr>", f"<w:cellDel {BY}/></w:tcPr>")])

    def texts(document: bytes) -> str:
        return "".join(span.text for line in canonical(document) for span in line.spans)

    assert (texts(accepted(paper(row))), texts(rejected(paper(row)))) == ("abcd", "cd")
    assert (texts(accepted(paper(cells))), texts(rejected(paper(cells)))) == ("a", "ab")


# --- laws
# --------------------------------------------------------------------------------------------------------

VOCABULARY = [
    "the",
    "force",
    "has",
    "made",
    "good",
    "progress",
    "on",
    "six",
    "of",
    "ten",
    "points",
    "in",
    "May",
]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=9).map(" ".join)
FIGURES = st.tuples(
    WORDS, st.sampled_from(["total", "opened"]), st.sampled_from(["22", "25"]), WORDS
).map(lambda made: para(made[0] + " ", figure(made[1], made[2]), " " + made[3]))
LOOKS = st.tuples(WORDS, WORDS, st.sampled_from(["", "<w:b/>", "<w:i/>"])).map(
    lambda made: para(made[0], run(made[1], made[2]))
)
PARAGRAPHS = st.one_of(
    WORDS.map(para),
    FIGURES,
    LOOKS,
    st.tuples(WORDS, st.sampled_from(STYLES)).map(lambda made: para(made[0], style=made[1])),
    st.tuples(WORDS, st.integers(1, 2), st.integers(0, 1)).map(
        lambda made: para(made[0], number=made[1:])
    ),
)
CELLS = st.one_of(
    WORDS.map(cell), st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda made: cell(*made))
)
TABLES = (
    st.integers(1, 3)
    .flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
    .map(lambda made: table(*made))
)
BLOCKS = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    TABLES.map(lambda made: made + para("Between.")),
    TABLES,
    st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda made: control("narrative", *made)),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[bytes, bytes]:
    """Two papers that share some of their blocks, in the same order or not."""
    shared = draw(st.lists(BLOCKS, max_size=6))
    old = [block for block in shared if draw(st.integers(0, 4))] + draw(
        st.lists(BLOCKS, max_size=2)
    )
    new = [block if draw(st.integers(0, 3)) else draw(BLOCKS) for block in shared] + draw(
        st.lists(BLOCKS, max_size=1)
    )
    apart = [
        [part for block in side for part in (block, para("·"))] if draw(st.booleans()) else side
        for side in (old, new)
    ]
    header = [draw(st.sampled_from(["", para("Page of May"), para("Page of June")])) for _ in apart]
    made = [
        paper(*(side or [para("")]), lists=2, header=top)
        for side, top in zip(apart, header, strict=True)
    ]
    return made[0], made[1]


def without_headers(document: bytes) -> list[str]:
    return [str(line) for line in canonical(document) if line.place.startswith("body")]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(pairs())
def test_accepting_gives_the_new_paper_and_rejecting_the_old(pair: tuple[bytes, bytes]) -> None:
    is_settled(*pair)


@pytest.mark.thorough
@settings(max_examples=300, derandomize=True, deadline=None)
@given(pairs())
def test_accepting_and_rejecting_give_these_papers_for_hundreds_of_pairs(
    pair: tuple[bytes, bytes],
) -> None:
    is_settled(*pair)


def is_settled(old: bytes, new: bytes) -> None:
    """Fail unless a redline, settled either way, gives its papers."""
    result = redline(old, new, author="Secretariat", date=DAY)
    assert without_headers(accepted(result)) == without_headers(new)
    assert without_headers(rejected(result)) == without_headers(old)
    lawful(result)
    assert marks(redline(new, new, author="Secretariat", date=DAY)) == []


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=12))
@settings(derandomize=True, deadline=None)
def test_chosen_pairs_never_cross(found: list[tuple[int, int]]) -> None:
    chosen = increasing(found)
    assert all(i < k and j < m for (i, j), (k, m) in zip(chosen, chosen[1:], strict=False))


FEW = st.lists(st.integers(0, 5), max_size=20)


@given(FEW, FEW)
@settings(derandomize=True, deadline=None)
def test_the_longest_stretches_are_those_that_difflib_finds(
    olds: list[int], news: list[int]
) -> None:
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    assert longest_first(olds, news) == [
        (block.a + step, block.b + step) for block in blocks for step in range(block.size)
    ]


def test_the_most_alike_are_paired_without_crossing() -> None:
    likeness = [[0.0, 0.9, 0.0], [0.8, 0.0, 0.0], [0.0, 0.0, 0.7]]
    assert alike(3, 3, lambda i, j: likeness[i][j]) == [(0, 1), (2, 2)]


# --- other people's programs
# -------------------------------------------------------------------------------------


def many_things() -> bytes:
    """The redline of two papers that differ in every way at once."""
    old = paper(
        para("Title", style="Heading1"),
        para("There were ", figure("total", "22"), " left."),
        para("Alpha item.", number=(1, 0)),
        para("A note.", style="Quote"),
        table(HEAD, ["R1", "aa", cell("Red", fill="B10E1E")], ["R2", "b", "c"]),
        para("See ", f'<w:hyperlink r:id="link0">{run("this")}</w:hyperlink>', "."),
        para("Gone at the end."),
        styles=[*STYLES, "Quote"],
        lists=1,
        links=["https://example.org/a"],
        header=para("May"),
    )
    new = paper(
        para("Title", style="Heading2"),
        para("There were ", figure("total", "25"), " left, ", figure("more", "3"), " new."),
        control("text", para("Quite new words.")),
        table(HEAD, ["R1", "aa", cell("Green", fill="78C6A3")], ["R3", "d", "e"]),
        para("See ", f'<w:hyperlink r:id="link0">{run("that")}</w:hyperlink>', "."),
        table(["q"], ["w"]),
        para(""),
        links=["https://example.org/b"],
        header=para("June"),
    )
    return compared(old, new)


@pytest.mark.judge
def test_libreoffice_opens_it_and_reads_both_versions(tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "redline.docx").write_bytes(many_things())
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "odt",
            "--outdir",
            str(tmp_path),
            str(tmp_path / "redline.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    text = parts_of((tmp_path / "redline.odt").read_bytes())["content.xml"].decode()
    assert "tracked-changes" in text and "Quite new words" in text and "Gone at the end" in text


@pytest.mark.judge
def test_no_schema_errors_are_found_by_openxml_audit(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    (tmp_path / "redline.docx").write_bytes(many_things())
    (tmp_path / "plain.docx").write_bytes(paper(para("x"), header=para("y")))
    validator = audit.OpenXmlValidator(max_errors=50)
    known, found = (
        [str(error) for error in validator.validate(str(tmp_path / f"{name}.docx")).errors]
        for name in ("plain", "redline")
    )
    assert set(found) <= set(known), "beyond what the small packages of these tests lack anyway"


# --- fields that a redline does not carry
# -----------------------------------------------------------------------------------


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def _end(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


SHOWN = {
    "whole": lambda code: _end("begin") + _code(code) + _end("separate") + run("x") + _end("end"),
    "no words": lambda code: _end("begin") + _code(code) + _end("end"),
    "simple": lambda code: f'<w:fldSimple w:instr=" {code} ">{run("x")}</w:fldSimple>',
    "no end": lambda code: _end("begin") + _code(code),
    "no field": _code,
    "field in its code": lambda code: (
        _end("begin") + _code(f"{code} ") + _end("begin") + _code("PAGE") + _end("separate")
        + run("7") + _end("end") + _end("separate") + run("x") + _end("end")
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHOWN)
@pytest.mark.parametrize(
    "code", ["DATE \\@ dd", "USERNAME secret", "FILENAME \\p", "IF 1 = 1 a b", "MERGEFIELD secret"]
)
def test_what_follows_the_clock_or_a_person_is_plain_words_in_a_redline(
    shape: str, code: str
) -> None:
    for inside in (SHOWN[shape](code), control("c", SHOWN[shape](code))):
        new = paper(para("One"), para("Before ", inside, " after"), para("Three"))
        result = redline(paper(para("One"), para("Three")), new, author="Secretariat", date=DAY)
        body = parts_of(result)["word/document.xml"].decode()
        assert code.split()[0] not in body and "secret" not in body and "PAGE" not in body
        kept = " ".join("".join(etree.fromstring(body.encode()).itertext()).split())
        whole = shape not in ("no words", "no end", "no field")
        assert kept == f"OneBefore {'x ' if whole else ''}afterThree"


def test_fields_of_the_paper_itself_stay_in_a_redline() -> None:
    new = paper(para("One"), para("Page ", SHOWN["whole"]("PAGE"), " of it"), para("Three"))
    assert (
        b"PAGE" in parts_of(compared(paper(para("One"), para("Three")), new))["word/document.xml"]
    )


# --- sections in which nothing is marked, and what the first page tells
# --------------------------------------------------------------------------------------------------


def headed(heading: str, *texts: str, level: int = 2) -> str:
    return para(heading, style=f"Heading{level}") + "".join(para(text) for text in texts)


def words(document: bytes) -> list[str]:
    root = etree.fromstring(parts_of(document)["word/document.xml"])
    return ["".join(one.itertext()) for one in root.iter(f"{{{W}}}p")]


OLD_PAPER = paper(
    headed("Inspections", "Two took place.", level=1),
    headed("Custody in 2019", "It was long."),
    headed("Vetting in 2019", "It was short."),
    headed("Next", "Members note five.", level=1),
    styles=(*STYLES, "Heading3"),
)
NEW_PAPER = paper(
    headed("Inspections", "One took place.", level=1),
    headed("Fraud in 2020", "It is new.")
    + headed("Next step", "A step.", level=3)
    + table(["Cell", "Words"]),
    headed("Next", "Members note six.", level=1),
    styles=(*STYLES, "Heading3"),
)
BY_NATURE = ("Custody in 2019", "Vetting in 2019", "Fraud in 2020")


def test_in_a_section_left_out_nothing_is_marked_and_the_rest_keeps_its_laws() -> None:
    result = redline(OLD_PAPER, NEW_PAPER, author="Secretariat", date=DAY, left_out=BY_NATURE)
    lawful(result)
    assert marks(result) == ["-Two", "+One", "-five", "+six"]
    assert canonical(accepted(result)) == canonical(accepted(NEW_PAPER))
    assert words(rejected(result)) == [
        "Inspections",
        "Two took place.",
        *("Fraud in 2020", "It is new.", "Next step", "A step.", "Cell", "Words"),
        "Next",
        "Members note five.",
    ]


def test_a_section_that_ends_the_paper_is_marked_as_ever() -> None:
    old, new = paper(para("Same.")), paper(para("Same."), headed("Fraud in 2020", "It is new."))
    for headings in ((), BY_NATURE):
        result = redline(old, new, author="Secretariat", date=DAY, left_out=headings)
        assert canonical(accepted(result)) == canonical(accepted(new))
        assert canonical(rejected(result)) == canonical(accepted(old))


def test_headings_that_no_paper_has_leave_nothing_out() -> None:
    plain = redline(OLD_PAPER, NEW_PAPER, author="Secretariat", date=DAY)
    assert plain == redline(
        OLD_PAPER, NEW_PAPER, author="Secretariat", date=DAY, left_out=["Elsewhere"]
    )


MIXED = (
    paper(
        para("Report", style="Heading1"),
        para("In all ", figure("total", "19"), " are outstanding; ", run("two", "<w:b/>"), " new."),
        table(["Ref", "Words"], ["A-1", "One thing."], ["A-2", "Another thing to do."]),
        para("It went"),
        para("away."),
        para("First", number=(1, 0)),
        table(["Gone", "Table"]),
        para("The end."),
        lists=2,
    ),
    paper(
        para("Report", style="Heading1"),
        para("In all ", figure("total", "21"), " are outstanding; ", run("three", "<w:i/>"), "."),
        para("A new paragraph ", figure("new", "2"), ".", style="ListParagraph"),
        table(["Ref", "Words"], ["A-1", "One other thing."], ["A-3", "A third."]),
        para("First", number=(2, 1)),
        para("Page ", SHOWN["whole"]("PAGE"), " of it"),
        para("The very end."),
        lists=2,
    ),
)


@pytest.mark.parametrize("seed", range(40))
def test_a_redline_with_a_mark_amiss_reads_in_its_own_tree_as_it_does_once_it_is_settled(
    seed: int,
) -> None:
    result = redline(MIXED[0], MIXED[1], author="Secretariat", date=DAY)
    chance, parts = random.Random(seed), parts_of(result)
    root = etree.fromstring(parts["word/document.xml"])
    names = ("ins", "del", "pPrChange", "p", "tr", "tc", "r", "customXmlInsRangeStart")
    for _ in range(chance.randint(1, 4)):
        mark = chance.choice(list(root.iter(*(f"{{{W}}}{name}" for name in names))))
        parent = mark.getparent()
        assert parent is not None
        deed = chance.choice(("gone", "bare", "turned"))
        turned = {f"{{{W}}}ins": f"{{{W}}}del", f"{{{W}}}del": f"{{{W}}}ins"}
        if deed == "turned":
            mark.tag = turned.get(str(mark.tag), mark.tag)
            continue
        for held in list(mark) if deed == "bare" and mark.tag in turned else ():
            mark.addprevious(held)
        parent.remove(mark)
    parts["word/document.xml"] = etree.tostring(root)
    assert read_as_settled(packed(parts)) == []
