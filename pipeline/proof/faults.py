"""What is wrong with a finished paper, where, and what to do about it, in the words of Word's own menus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

AGAIN = (
    "Open the template in Word, save it and run again; if this comes back, show it to whoever looks after the program."
)
TABLE = "Select the table, then Table Layout > "
LIST = "Use Home > Bullets or Home > Numbering, or a list style."

OOXML: dict[str, tuple[str, str]] = {
    "not-a-document": ("it is not a Word document that can be opened", AGAIN),
    "strict": ("it is saved in a form that other programs cannot read", "File > Save As > Word Document (*.docx)."),
    "entry-name": ("a part inside the file has a name that Word refuses", AGAIN),
    "entry-twice": ("a part is in the file twice", AGAIN),
    "entry-damaged": ("a part of the file is damaged or encrypted", AGAIN),
    "xml-broken": ("a part is no well-formed XML", AGAIN),
    "xml-dtd": ("a part holds a document type definition", AGAIN),
    "xml-prefix": ("a part says that it can be read without a vocabulary that it does not declare", AGAIN),
    "content-type": ("a part has no type, two types or the wrong one", AGAIN),
    "content-type-ghost": ("a type is given for a part that is not there", AGAIN),
    "picture-kind": ("a picture is not of the kind that its name says", "Insert the picture again."),
    "embedding-damaged": ("the workbook behind a chart cannot be opened", "Insert the chart again."),
    "part-orphan": ("nothing in the document leads to a part", AGAIN),
    "relationship": ("a relationship is written wrongly", AGAIN),
    "relationship-target": ("a relationship leads to a part that is not there", AGAIN),
    "relationship-address": (
        "a link's address cannot be read",
        "Right-click the link, Edit Link, and correct its address.",
    ),
    "relationship-missing": ("the text uses a picture, link or header that is not in the file", "Insert it again."),
    "element-unknown": ("something stands where Word allows nothing of the kind", AGAIN),
    "element-order": ("settings stand in another order than Word's", AGAIN),
    "element-twice": ("a setting is given twice", AGAIN),
    "value": ("a setting has a value that Word does not know", AGAIN),
    "value-missing": ("a setting has no value", AGAIN),
    "id-twice": ("two things carry the same number or name inside the file", AGAIN),
    "id-range": ("a number inside the file is outside the range that Word keeps to", AGAIN),
    "bookmark": (
        "a bookmark is not closed, not opened or has a name that Word refuses",
        "Insert > Bookmark: delete it and add it again.",
    ),
    "bookmark-missing": (
        "a cross-reference or link leads to a bookmark that is not there",
        "Add the bookmark (Insert > Bookmark), or remove the reference.",
    ),
    "comment-anchor": (
        "a comment and its place in the text do not belong together",
        "Delete the comment and add it again.",
    ),
    "note-missing": ("a footnote or endnote is not in the file", "Delete the reference and insert the note again."),
    "revision-text": ("deleted text is written as standing, or standing text as deleted", AGAIN),
    "style-missing": ("a style is used that the document does not have", "Choose another style, or create this one."),
    "style-chain": ("a style is based on itself, or on a style of another kind", "Styles > Modify > Style based on."),
    "list-missing": (
        "a list is used that the document does not have",
        "Select the list and choose Home > Numbering again.",
    ),
    "table-empty": ("a table has no rows, or a row no cells", "Delete the table or the row."),
    "table-parts": ("a table lacks its settings or its columns", AGAIN),
    "cell-end": ("a cell does not end in a paragraph", "Press Enter after what stands last in the cell."),
    "story-empty": ("a header, footer, note or comment holds no paragraph", "Delete it and insert it again."),
    "drawing": (
        "a picture or chart lacks its size or its number, or they stand in the wrong order",
        "Insert it again.",
    ),
    "field": ("a field is not closed, or not opened", "Delete the field (Alt+F9 shows it) and insert it again."),
    "space-lost": ("a space at the edge of a word would be lost", AGAIN),
    "section-missing": ("the document does not end in its page setup", AGAIN),
    "header-twice": ("a section has two headers or footers of one kind", "Layout > Page Setup > Layout."),
    "compatibility": ("the document is in Compatibility Mode", "File > Info > Convert."),
    "properties": ("the document's properties are written twice or wrongly", "Set them in File > Info > Properties."),
}

ACCESS: dict[str, tuple[str, str]] = {
    "title": ("the document has no title", "Set it in File > Info > Properties > Title."),
    "language": (
        "the language is not the paper's",
        "Select it, then Review > Language > Set Proofing Language; for a style, Modify > Format > Language.",
    ),
    "protection": ("the document is protected", "Review > Restrict Editing > Stop Protection."),
    "heading-none": ("there are no headings", "Use the styles Heading 1, Heading 2 and so on."),
    "heading-first": ("the first heading is not a Heading 1", "Give it the style Heading 1."),
    "heading-skipped": (
        "a level of heading is left out",
        "Give it the style of the level below the heading before it.",
    ),
    "heading-empty": ("a heading has no words", "Delete the empty line, or give it the style Normal."),
    "heading-long": ("a heading is as long as a paragraph", "Shorten it, or give it the style Normal."),
    "heading-fake": ("bold text looks like a heading and is none", "Give it a heading style, or take the bold away."),
    "heading-in-table": ("a heading stands in a table", "Move the heading above the table."),
    "header-row": ("the header row is not marked", "Select the first row, then Table Layout > Repeat Header Rows."),
    "header-look": ("the header row is not switched on", "Click in the table, then Table Design > Header Row."),
    "header-rows": (
        "a row below the first is marked as a header row",
        "Select that row, then Table Layout > Repeat Header Rows, to switch it off.",
    ),
    "header-words": ("two columns have the same heading", "Give each column a heading of its own."),
    "table-no-rows": ("a table has nothing below its header row", "Delete the table, or write a sentence instead."),
    "merged-cells": ("cells are merged or split", TABLE + "Split Cells, until every row has the same columns."),
    "empty-cell": ("a cell is empty", 'Write what is so: a figure, "None" or "Not known".'),
    "nested-table": ("a table stands inside another", "Move the inner table out of the cell."),
    "uneven-rows": ("a row has more or fewer cells than the first", TABLE + "Split Cells or Delete Cells."),
    "floating-table": ("text flows round the table", "Table Properties > Table > Text wrapping: None."),
    "table-alt": (
        "a table has neither a caption nor alternative text",
        "References > Insert Caption, or Table Properties > Alt Text.",
    ),
    "alt-missing": (
        "a picture or chart has no alternative text",
        "Right-click it, View Alt Text, and say what it shows.",
    ),
    "alt-name": (
        "the alternative text is a name and not a description",
        "Right-click it, View Alt Text, and say what it shows.",
    ),
    "alt-long": (
        "the alternative text is longer than 250 characters",
        "Say the point in a sentence or two; the detail belongs in the text.",
    ),
    "alt-decorative": (
        "a chart, or a picture with alternative text, is marked as decorative",
        "Right-click it, View Alt Text, and clear Mark as decorative.",
    ),
    "floating": ("a picture, chart or shape floats", "Select it, then Layout Options > In Line with Text."),
    "text-box": ("text stands in a box of its own or in columns", "Move the text into ordinary paragraphs."),
    "old-drawing": (
        "a picture, watermark or object is of an older kind",
        "Delete it; insert a picture in line with the text.",
    ),
    "contrast": (
        "the text is too like its background",
        "Choose a darker text or a lighter shading (black on white is best).",
    ),
    "size": (
        "the text is too small",
        "Select it and press Ctrl+Space; where its style is that small, set the size there: Styles > Modify.",
    ),
    "font": (
        "the font is not a plain sans serif",
        "Select it and press Ctrl+Space; where its style has that font, set Arial there: Styles > Modify.",
    ),
    "alignment": ("the text is not aligned left", "Home > Align Left (Ctrl+L)."),
    "capitals": (
        "words are set in capitals",
        "Home > Font: clear All caps and Small caps, and type a capital where one belongs.",
    ),
    "underline": ("text that is no link is underlined", "Home > Underline (Ctrl+U), to switch it off."),
    "animated": ("text moves or flashes", "Home > Font: take the effect away."),
    "hidden-text": ("text is hidden", "Select it, Home > Font: clear Hidden, or delete it."),
    "typed-list": ("a bullet or a number is typed by hand", LIST),
    "bullet-glyph": (
        "a bullet is a sign of a symbol font, which is read out wrongly",
        "Home > Bullets > Define New Bullet: choose • of the font Arial.",
    ),
    "empty-paragraph": ("an empty paragraph makes space", "Delete it; set Space After in the style instead."),
    "blank-lines": ("several line breaks make space", "Press Enter once instead, and set Space After in the style."),
    "blanks": ("several spaces or tabs make space", "Use one space; for columns use a table, for an indent the style."),
    "colour-alone": ("a colour or a sign says what no words say", 'Write the words in it, such as "Red: off track".'),
    "link-text": (
        "the words of a link do not say where it leads",
        "Right-click the link, Edit Link > Text to display.",
    ),
    "link-same": ("two links have the same words and lead to different places", "Give each link words of its own."),
    "link-look": ("a link is not underlined", "Give it the style Hyperlink, underlined."),
    "control-untitled": ("a content control has no title", "Developer > Properties > Title."),
    "placeholder": ("a content control still shows its prompt", "Fill it in, or delete it."),
    "tracked-change": ("there is a tracked change", "Review > Accept > Accept All Changes and Stop Tracking."),
    "comment": ("there is a comment", "Review > Delete > Delete All Comments in Document."),
}

REMEDIES = {code: remedy for table in (OOXML, ACCESS) for code, (_, remedy) in table.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `place` is in Word's terms, such as `table 3, under "Background", row 1, column 2`."""

    code: str
    place: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message} {self.remedy}"


def fault(code: str, place: str, message: str) -> Fault:
    """Return a fault with the remedy of its code; raises KeyError for a code that is not documented."""
    return Fault(code, place, message, REMEDIES[code])


def gathered(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults once each, in order; those alike in one table are told once, with their number."""
    groups: dict[tuple[str, str, str], list[Fault]] = {}
    for one in dict.fromkeys(faults):
        groups.setdefault((one.code, one.place.partition(", row ")[0], one.message), []).append(one)
    return [
        replace(first, message=f"{first.message[:-1]}, and in {len(rest)} more places of this table.")
        if rest
        else first
        for first, *rest in groups.values()
    ]
