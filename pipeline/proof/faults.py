"""What to do about a fault of a finished paper, in the words of Word's own menus. What is wrong,
its check says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.findings.finding import Finding

AGAIN = (
    "Open the template in Word, save it and run again; if this comes back, show it to whoever looks"
    " after the program."
)
TABLE = "Select the table, then Table Layout > "
LIST = "Use Home > Bullets or Home > Numbering, or a list style."

OOXML: dict[str, str] = {
    "not-a-document": AGAIN,
    "strict": "File > Save As > Word Document (*.docx).",
    "entry-name": AGAIN,
    "entry-twice": AGAIN,
    "entry-damaged": AGAIN,
    "xml-broken": AGAIN,
    "xml-dtd": AGAIN,
    "xml-prefix": AGAIN,
    "content-type": AGAIN,
    "content-type-ghost": AGAIN,
    "picture-kind": "Insert the picture again.",
    "embedding-damaged": "Insert the chart again.",
    "part-orphan": AGAIN,
    "relationship": AGAIN,
    "relationship-target": AGAIN,
    "relationship-address": "Right-click the link, Edit Link, and correct its address.",
    "relationship-missing": "Insert it again.",
    "element-unknown": AGAIN,
    "element-order": AGAIN,
    "element-twice": AGAIN,
    "value": AGAIN,
    "value-missing": AGAIN,
    "id-twice": AGAIN,
    "id-range": AGAIN,
    "bookmark": "Insert > Bookmark: delete it and add it again.",
    "bookmark-missing": "Add the bookmark (Insert > Bookmark), or remove the reference.",
    "comment-anchor": "Delete the comment and add it again.",
    "note-missing": "Delete the reference and insert the note again.",
    "revision-text": AGAIN,
    "style-missing": "Choose another style, or create this one.",
    "style-chain": "Styles > Modify > Style based on.",
    "list-missing": "Select the list and choose Home > Numbering again.",
    "table-empty": "Delete the table or the row.",
    "table-parts": AGAIN,
    "cell-end": "Press Enter after what stands last in the cell.",
    "story-empty": "Delete it and insert it again.",
    "drawing": "Insert it again.",
    "field": "Delete the field (Alt+F9 shows it) and insert it again.",
    "space-lost": AGAIN,
    "section-missing": AGAIN,
    "header-twice": "Layout > Page Setup > Layout.",
    "compatibility": "File > Info > Convert.",
    "properties": "Set them in File > Info > Properties.",
}
"""What makes Word repair a paper or not open it, by its code."""

ACCESS: dict[str, str] = {
    "title": "Set it in File > Info > Properties > Title.",
    "language": (
        "Select it, then Review > Language > Set Proofing Language; for a style, Modify > "
        "Format > Language."
    ),
    "protection": "Review > Restrict Editing > Stop Protection.",
    "read-only": (
        "File > Info > Protect Document > Always Open Read-Only, to switch it off; a password to"
        " modify goes in File > Save As > Tools > General Options."
    ),
    "heading-none": "Use the styles Heading 1, Heading 2 and so on.",
    "heading-first": "Give it the style Heading 1.",
    "heading-skipped": "Give it the style of the level below the heading before it.",
    "heading-empty": "Delete the empty line, or give it the style Normal.",
    "heading-long": "Shorten it, or give it the style Normal.",
    "heading-fake": "Give it a heading style, or take the bold away.",
    "heading-alone": (
        "Write a sentence below it for when there is nothing, or put it under the same condition."
    ),
    "heading-in-table": "Move the heading above the table.",
    "header-row": "Select the first row, then Table Layout > Repeat Header Rows.",
    "header-look": "Click in the table, then Table Design > Header Row.",
    "header-rows": "Select that row, then Table Layout > Repeat Header Rows, to switch it off.",
    "header-words": "Give each column a heading of its own.",
    "table-no-rows": "Delete the table, or write a sentence instead.",
    "merged-cells": TABLE + "Split Cells, until every row has the same columns.",
    "empty-cell": 'Write what is so: a figure, "None" or "Not known".',
    "nested-table": "Move the inner table out of the cell.",
    "uneven-rows": TABLE + "Split Cells or Delete Cells.",
    "floating-table": "Table Properties > Table > Text wrapping: None.",
    "table-alt": "References > Insert Caption, or Table Properties > Alt Text.",
    "alt-missing": "Right-click it, View Alt Text, and say what it shows.",
    "alt-name": "Right-click it, View Alt Text, and say what it shows.",
    "alt-long": "Say the point in a sentence or two; the detail belongs in the text.",
    "alt-decorative": "Right-click it, View Alt Text, and clear Mark as decorative.",
    "floating": "Select it, then Layout Options > In Line with Text.",
    "text-box": "Move the text into ordinary paragraphs.",
    "columns": "Click in it, then Layout > Columns > One.",
    "old-drawing": "Delete it; insert a picture in line with the text.",
    "contrast": "Choose a darker text or a lighter shading (black on white is best).",
    "size": (
        "Select it and press Ctrl+Space; where its style is that small, set the size "
        "there: Styles > Modify."
    ),
    "font": (
        "Select it and press Ctrl+Space; where its style has that font, set Arial there: "
        "Styles > Modify."
    ),
    "alignment": "Home > Align Left (Ctrl+L).",
    "capitals": "Home > Font: clear All caps and Small caps, and type a capital where one belongs.",
    "underline": "Home > Underline (Ctrl+U), to switch it off.",
    "animated": "Home > Font: take the effect away.",
    "hidden-text": "Select it, Home > Font: clear Hidden, or delete it.",
    "typed-list": LIST,
    "bullet-glyph": "Home > Bullets > Define New Bullet: choose • of the font Arial.",
    "empty-paragraph": "Delete it; set Space After in the style instead.",
    "blank-lines": "Press Enter once instead, and set Space After in the style.",
    "blanks": "Use one space; for columns use a table, for an indent the style.",
    "colour-alone": 'Write the words in it, such as "Red: off track".',
    "link-text": "Right-click the link, Edit Link > Text to display.",
    "link-same": "Give each link words of its own.",
    "link-look": "Give it the style Hyperlink, underlined.",
    "control-untitled": "Developer > Properties > Title.",
    "placeholder": "Fill it in, or delete it.",
    "tracked-change": "Review > Accept > Accept All Changes and Stop Tracking.",
    "comment": "Review > Delete > Delete All Comments in Document.",
}
"""What shuts readers out, by its code."""

REMEDIES = {**OOXML, **ACCESS}


def fault(code: str, place: str, message: str) -> Finding:
    """Return a fault with the remedy of its code; raises KeyError for a code that has none.

    Which code of a run's findings it comes under is known where the paper's part in a run is:
    `proof.findings`.
    """
    return Finding(code, message, REMEDIES[code], place=place)


def gathered(faults: Iterable[Finding]) -> list[Finding]:
    """Return the faults once each, in order; those alike in one table are told once, with their
    number.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for one in dict.fromkeys(faults):
        groups.setdefault((one.code, one.place.partition(", row ")[0], one.message), []).append(one)
    return [
        (
            replace(
                first,
                message=f"{first.message[:-1]}, and in {len(rest)} more places of this table.",
            )
            if rest
            else first
        )
        for first, *rest in groups.values()
    ]
