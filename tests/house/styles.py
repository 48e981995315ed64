"""The house styles and numbering: Arial 12, one dark blue, white space instead of rules."""

from __future__ import annotations

INK, BLUE, PALE, RULE = "0B0C0C", "12436D", "F3F5F8", "B1B4B6"


def _style(
    kind: str,
    style_id: str,
    name: str,
    *,
    based: str = "",
    following: str = "",
    paragraph: str = "",
    run: str = "",
    ui: str = "<w:qFormat/>",
    default: bool = False,
    more: str = "",
) -> str:
    links = (f'<w:basedOn w:val="{based}"/>' if based else "") + (
        f'<w:next w:val="{following}"/>' if following else ""
    )
    return (
        f'<w:style w:type="{kind}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>{links}{ui}'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}{more}</w:style>"
    )


def _spaced(before: int, after: int, line: int = 0) -> str:
    return (
        f'<w:spacing w:before="{before}" w:after="{after}"'
        + (f' w:line="{line}" w:lineRule="auto"' if line else "")
        + "/>"
    )


def _bold(size: int, colour: str = BLUE) -> str:
    return (
        f'<w:b/><w:bCs/><w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _list(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def styles() -> str:
    """Return the contents of styles.xml."""
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
        f'<w:color w:val="{INK}"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    return defaults + "".join(
        [
            _style("paragraph", "Normal", "Normal", default=True),
            _style(
                "character",
                "DefaultParagraphFont",
                "Default Paragraph Font",
                default=True,
                ui='<w:uiPriority w:val="1"/><w:semiHidden/>',
            ),
            _style(
                "table",
                "TableNormal",
                "Normal Table",
                default=True,
                ui='<w:uiPriority w:val="99"/><w:semiHidden/>',
                more=(
                    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
                    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
                ),
            ),
            _style(
                "numbering",
                "NoList",
                "No List",
                default=True,
                ui='<w:uiPriority w:val="99"/><w:semiHidden/>',
            ),
            _style(
                "paragraph",
                "Title",
                "Title",
                based="Normal",
                following="CoverLine",
                paragraph="<w:keepNext/>" + _spaced(0, 200, 240),
                run=_bold(44),
            ),
            _style(
                "paragraph",
                "Heading1",
                "heading 1",
                based="Normal",
                following="NumberedParagraph",
                paragraph=(
                    f'<w:keepNext/><w:keepLines/>{_list(1)}{_spaced(260, 100, 240)}<w:outlineLvl w:val="0"/>'
                ),
                run=_bold(32),
            ),
            _style(
                "paragraph",
                "Heading2",
                "heading 2",
                based="Normal",
                following="NumberedParagraph",
                paragraph=(
                    f'<w:keepNext/><w:keepLines/>{_spaced(150, 60, 240)}<w:ind w:left="709"/><w:outlineLvl w:val="1"/>'
                ),
                run=_bold(26),
            ),
            _style(
                "paragraph",
                "Heading3",
                "heading 3",
                based="Normal",
                following="NumberedParagraph",
                paragraph=(
                    f'<w:keepNext/><w:keepLines/>{_spaced(150, 60, 240)}<w:ind w:left="709"/><w:outlineLvl w:val="2"/>'
                ),
                run=_bold(24, INK),
            ),
            _style(
                "paragraph",
                "AppendixHeading",
                "Appendix Heading",
                based="Heading1",
                following="Normal",
                paragraph=(
                    f'<w:keepNext/><w:keepLines/>{_list(5)}{_spaced(360, 140, 240)}<w:outlineLvl w:val="0"/>'
                ),
            ),
            _style(
                "paragraph",
                "MainPointsHeading",
                "Main Points Heading",
                based="Heading1",
                following="MainPoint",
                paragraph=(
                    f"<w:keepNext/><w:keepLines/>{_list(0)}{_spaced(280, 100, 240)}"
                    '<w:ind w:left="0" w:firstLine="0"/><w:outlineLvl w:val="0"/>'
                ),
            ),
            _style(
                "paragraph",
                "MainPoint",
                "Main Point",
                based="Normal",
                paragraph=(
                    f'{_list(6)}<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" '
                    f'w:color="{BLUE}"/></w:pBdr>{_spaced(0, 60)}'
                ),
            ),
            _style(
                "paragraph",
                "Strip",
                "Strip",
                based="Normal",
                following="NumberedParagraph",
                paragraph=f'<w:keepNext/>{_spaced(0, 60)}<w:ind w:left="709"/>',
            ),
            _style(
                "paragraph",
                "NumberedParagraph",
                "Numbered Paragraph",
                based="Normal",
                paragraph='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
                + _spaced(80, 60),
            ),
            _style(
                "paragraph",
                "ListLetter",
                "List Letter",
                based="Normal",
                paragraph=f"{_list(2)}{_spaced(0, 60)}",
            ),
            _style(
                "paragraph",
                "ListNumber",
                "List Number",
                based="Normal",
                paragraph=f"{_list(3)}{_spaced(0, 80)}",
            ),
            _style(
                "paragraph",
                "ListBullet",
                "List Bullet",
                based="Normal",
                paragraph=f"{_list(4)}{_spaced(0, 60)}",
            ),
            _style(
                "paragraph",
                "CoverLine",
                "Cover Line",
                based="Normal",
                paragraph=(
                    '<w:tabs><w:tab w:val="left" w:pos="2552"/></w:tabs>'
                    + _spaced(0, 60, 252)
                    + '<w:ind w:left="2552" w:hanging="2552"/>'
                ),
            ),
            _style(
                "character",
                "Hyperlink",
                "Hyperlink",
                run='<w:color w:val="1D70B8"/><w:u w:val="single"/>',
            ),
            _style("character", "Strong", "Strong", run="<w:b/><w:bCs/>"),
            _style("character", "Label", "Label", run=f'<w:b/><w:bCs/><w:color w:val="{BLUE}"/>'),
            _style(
                "paragraph",
                "Caption",
                "caption",
                based="Normal",
                following="Normal",
                paragraph="<w:keepNext/><w:keepLines/>" + _spaced(160, 80, 252),
                run=_bold(24),
            ),
            _style(
                "paragraph",
                "Chart",
                "Chart",
                based="Normal",
                following="Normal",
                paragraph="<w:keepNext/>" + _spaced(60, 60, 240),
            ),
            _style(
                "paragraph",
                "AlternativeText",
                "Alternative Text",
                based="Normal",
                following="Normal",
                run='<w:i/><w:iCs/><w:color w:val="505A5F"/>',
            ),
            _style(
                "paragraph",
                "TableText",
                "Table Text",
                based="Normal",
                paragraph=_spaced(20, 20, 250),
            ),
            _style(
                "paragraph",
                "AppendixSubheading",
                "Appendix Subheading",
                based="Heading2",
                following="Normal",
                paragraph=(
                    f'<w:keepNext/><w:keepLines/>{_spaced(220, 80, 240)}<w:ind w:left="0"/>'
                    '<w:outlineLvl w:val="1"/>'
                ),
            ),
            _style(
                "paragraph",
                "TableSource",
                "Table Source",
                based="TableText",
                run='<w:color w:val="505A5F"/>',
            ),
            _style(
                "paragraph",
                "RatingWord",
                "Rating Word",
                based="TableText",
                paragraph='<w:ind w:left="170"/>',
            ),
            _style(
                "paragraph",
                "RatingWordTogether",
                "Rating Word Together",
                based="RatingWord",
                paragraph="<w:keepNext/>",
            ),
            _style(
                "paragraph",
                "TableNumber",
                "Table Number",
                based="TableText",
                paragraph='<w:jc w:val="right"/>',
            ),
            _style(
                "paragraph",
                "TableTextTogether",
                "Table Text Together",
                based="TableText",
                paragraph="<w:keepNext/>",
            ),
            _style(
                "paragraph",
                "TableNumberTogether",
                "Table Number Together",
                based="TableNumber",
                paragraph='<w:keepNext/><w:jc w:val="right"/>',
            ),
            _style(
                "paragraph", "TableTotal", "Table Total", based="TableText", run="<w:b/><w:bCs/>"
            ),
            _style(
                "paragraph",
                "TableTotalNumber",
                "Table Total Number",
                based="TableTotal",
                paragraph='<w:jc w:val="right"/>',
            ),
            _style(
                "paragraph",
                "TableHeading",
                "Table Heading",
                based="TableText",
                paragraph="<w:keepNext/>",
                run=_bold(24, "FFFFFF"),
            ),
            _style(
                "paragraph",
                "TableHeadingNumber",
                "Table Heading Number",
                based="TableHeading",
                paragraph='<w:keepNext/><w:jc w:val="right"/>',
            ),
            _style(
                "paragraph",
                "AfterTable",
                "After Table",
                based="Normal",
                paragraph=_spaced(200, 140),
            ),
            _style(
                "paragraph",
                "Header",
                "header",
                based="Normal",
                ui="",
                paragraph=(
                    f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="4" w:color="{RULE}"/></w:pBdr>'
                    + _spaced(0, 180, 240)
                ),
            ),
            _style(
                "paragraph",
                "Marking",
                "Marking",
                based="Normal",
                paragraph=_spaced(0, 60, 240),
                run='<w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/>',
            ),
            _style(
                "paragraph",
                "Footer",
                "footer",
                based="Normal",
                ui="",
                paragraph=_spaced(60, 0, 240),
            ),
            _committee_table(),
        ]
    )


def _committee_table() -> str:
    borders = (
        f'<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>'
    )
    margins = (
        '<w:tblCellMar><w:top w:w="20" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    )
    first = (
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="FFFFFF"/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{BLUE}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )
    last = (
        f'<w:tblStylePr w:type="lastRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr><w:tcBorders>'
        f'<w:top w:val="single" w:sz="8" w:space="0" w:color="{BLUE}"/></w:tcBorders>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr>'
    )
    return _style(
        "table",
        "CommitteeTable",
        "Committee Table",
        based="TableNormal",
        more=f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{borders}{margins}</w:tblPr>{first}{last}',
    )


def _level(
    level: int,
    form: str,
    text: str,
    left: int,
    hanging: int,
    *,
    style: str = "",
    run: str = "",
    suffix: str = "",
) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}'
        f'{f"""<w:suff w:val="{suffix}"/>""" if suffix else ""}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>{f"<w:rPr>{run}</w:rPr>" if run else ""}</w:lvl>'
    )


def numbering() -> str:
    """Return the contents of numbering.xml: 1 headings and paragraphs, 2 (a), 3 1., 4 bullets, 5
    appendices, 6 the bullets of the main points.
    """
    arial = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/>'
    lists = [
        (
            "multilevel",
            _level(0, "decimal", "%1.", 709, 709, style="Heading1")
            + _level(1, "decimal", "%1.%2", 709, 709, style="NumberedParagraph"),
        ),
        ("singleLevel", _level(0, "lowerLetter", "(%1)", 1276, 567, style="ListLetter")),
        ("singleLevel", _level(0, "decimal", "%1.", 1276, 567, style="ListNumber")),
        ("singleLevel", _level(0, "bullet", "\u2022", 1276, 567, style="ListBullet", run=arial)),
        (
            "singleLevel",
            _level(0, "upperLetter", "Appendix %1", 1985, 1985, style="AppendixHeading"),
        ),
        ("singleLevel", _level(0, "bullet", "\u2022", 567, 340, style="MainPoint", run=arial)),
    ]
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
        for place, (kind, levels) in enumerate(lists)
    )
    nums = "".join(
        f'<w:num w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(len(lists))
    )
    return abstracts + nums
