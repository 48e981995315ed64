"""Which fields and links a paper may hold, and why the others may not stand.

By a list of what is allowed (ISO/IEC 29500-1, 17.16.5; [MS-OI29500] for what Word adds), for the
list of what can be done with the others is long: DDE and DDEAUTO start programs, INCLUDETEXT,
INCLUDEPICTURE, IMPORT, LINK, RD and DATABASE read what lies elsewhere, QUOTE and SET put words
together out of numbers, MACROBUTTON and GOTOBUTTON do something when clicked.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from lxml import etree

from pipeline.english.pattern import late
from pipeline.word.addresses import barred, shown
from pipeline.word.fields import NESTED, Field, address_of, fields, keyword

ALLOWED = frozenset(
    (
        "PAGE",
        "NUMPAGES",
        "SECTIONPAGES",
        "SECTION",
        "PAGEREF",
        "REF",
        "NOTEREF",
        "FTNREF",
        "STYLEREF",
        "SEQ",
        "TOC",
        "TC",
        "TOA",
        "TA",
        "XE",
        "INDEX",
        "LISTNUM",
        "AUTONUM",
        "AUTONUMLGL",
        "AUTONUMOUT",
        "BIDIOUTLINE",
        "HYPERLINK",
        "EQ",
        "SYMBOL",
        "ADVANCE",
        "SHAPE",
        "FORMTEXT",
        "FORMCHECKBOX",
        "FORMDROPDOWN",
        "TITLE",
        "SUBJECT",
        "KEYWORDS",
        "COMMENTS",
        "AUTHOR",
        "DOCPROPERTY",
        "INFO",
        "DOCVARIABLE",
        "NUMWORDS",
        "NUMCHARS",
        "REVNUM",
        "FILESIZE",
        "CITATION",
        "BIBLIOGRAPHY",
    )
)
CLOCK = {"DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME"}
PEOPLE = {"FILENAME", "USERNAME", "USERINITIALS", "USERADDRESS", "LASTSAVEDBY", "TEMPLATE"}
SUMS = {"=", "IF", "COMPARE", "SET"}
MERGED = {
    "MERGEFIELD",
    "MERGEREC",
    "MERGESEQ",
    "NEXT",
    "NEXTIF",
    "SKIPIF",
    "ADDRESSBLOCK",
    "GREETINGLINE",
}
OBJECTS = {"EMBED", "CONTROL", "HTMLCONTROL"}
"""Beside an object that is told of itself."""
KNOWN = (
    CLOCK
    | PEOPLE
    | SUMS
    | MERGED
    | OBJECTS
    | {
        "DDE",
        "DDEAUTO",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "IMPORT",
        "LINK",
        "DATABASE",
        "MACROBUTTON",
        "MACRO",
        "GOTOBUTTON",
        "QUOTE",
        "AUTOTEXT",
        "AUTOTEXTLIST",
        "GLOSSARY",
        "ADDIN",
        "RD",
        "ASK",
        "FILLIN",
        "PRINT",
        "PRIVATE",
        "DATA",
        "BARCODE",
        "DISPLAYBARCODE",
        "MERGEBARCODE",
        "HTMLACTIVEX",
        "PLACEHOLDER",
        "?",
    }
)
"""What is never a bookmark's name alone, which stands for a reference to it."""
TELLING = late(
    r"\b(?:LastSavedBy|CreateTime|LastSavedTime|LastPrinted|TotalEditingTime|Template|FileName|SaveDate|"
    r"PrintDate|CreateDate|EditTime)\b",
    re.IGNORECASE,
)
"""What DOCPROPERTY and INFO may name that is a clock's or a person's."""
UNLINK = "Click in it and press Ctrl+Shift+F9, which leaves its words as plain text."
DELETE = "Press Alt+F9 to see the codes of fields, delete this one, and press Alt+F9 again."
OR_DELETE = f"{UNLINK} Or delete it."
PASSIVE = (
    (
        CLOCK,
        "changes with the clock, and the paper with it.",
        "Click in it and press Ctrl+Shift+F9, or type the date; a template has a name for the"
        " meeting's date.",
    ),
    (PEOPLE, "shows the name of a person, a file or a folder.", OR_DELETE),
    (
        SUMS,
        "reckons something that comes from no row, and reckons it anew at any time.",
        OR_DELETE,
    ),
    (MERGED, "belongs to a mail merge.", OR_DELETE),
    ({"ADDIN"}, "belongs to an add-in, such as one for citations.", UNLINK),
)
"""Fields that do nothing to whoever reads them, with what they do, and the way out."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why a field may not stand: a sentence that goes on after the field's code, and the way out;
    `passive` as in `gate`.
    """

    kind: str
    message: str
    remedy: str
    passive: bool = False
    about: str = ""


def unlink_passive(root: etree._Element, bookmarks: Collection[str]) -> None:
    """Leave of each passive field of a part (as `told`) its words alone, as Word does at
    Ctrl+Shift+F9; `bookmarks` are the document's, in small letters.

    A redline is a copy of ours: it shows what a paper read, and no clock's, person's or machine's
    field of it. A w:fldSimple must have been written as runs before.
    """
    for one in list(fields(root)):
        fault = told(one, bookmarks)
        if fault is not None and fault.passive:
            home = _paragraph(one.begin)
            for element in one.unseen:
                parent = element.getparent()
                own = etree.QName(element).localname != "t" and _paragraph(element) is home
                if parent is not None and (one.ended or own):
                    parent.remove(element)


def _paragraph(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("{*}p"), None)


def told(one: Field, bookmarks: Collection[str]) -> Told | None:
    """Return why a field may not stand in a paper, None where it may; a bookmark's name alone is a
    reference to it.
    """
    name = keyword(one.code)
    code = f"the field {{ {shown(' '.join(one.code.replace(NESTED, '{…}').split()), 60)} }}"
    if name == "HYPERLINK":
        return _link(one)
    if name in ("DOCPROPERTY", "INFO") and TELLING.search(one.code):
        why = f"{code} shows a time, a name or a place of a machine."
        return Told("field", why, OR_DELETE, passive=True)
    if name in ALLOWED or not name or (name.casefold() in bookmarks and name not in KNOWN):
        return None
    for names, does, remedy in PASSIVE:
        if name in names:
            return Told("field", f"{code} {does}", remedy, passive=True)
    if name in OBJECTS:
        return Told(
            "object",
            f"{code} holds an embedded object, which could run.",
            "Delete it, and type what it says.",
        )
    if name == "?":
        why = f"{code} takes its first word from another field, so what it does is not known."
        return Told("field", why, DELETE)
    return Told(
        "field",
        f"{code} is none that a paper may hold: it could run or load something, or ask whoever"
        " opens the paper.",
        f"{UNLINK} Where it shows no words: {DELETE[0].lower()}{DELETE[1:]}",
    )


def _link(one: Field) -> Told | None:
    address = address_of(one.code)
    if NESTED in address:
        return Told(
            "link",
            f'the link of "{shown(one.words, 60)}" takes its address from another field.',
            "Right-click it, Edit Hyperlink, and type the address in full.",
        )
    return link(one.words, address)


def link(words: str, address: str, thing: str = "a link") -> Told | None:
    """Return why a link may not lead to an address, None where it may; without words it is `thing`
    that leads there.
    """
    why = barred(address)
    if not why:
        return None
    said = f'the link of "{shown(" ".join(words.split()), 60)}"' if words.strip() else thing
    remove = "or choose Remove Hyperlink there."
    if why == "http":
        return Told(
            "link",
            f"{said} leads to {shown(address)}: a paper's links lead to https: and mailto:"
            " addresses.",
            f"Right-click it, Edit Hyperlink, and type {shown('https' + address.strip()[4:])} (see"
            f" in a browser that it opens); {remove}",
            passive=True,
            about=address,
        )
    if why == "signs":
        return Told(
            "link",
            f"{said} leads to {shown(address)}, an address with signs in it that hide where it"
            " leads.",
            f"Right-click it, Edit Hyperlink, and type the address anew; {remove}",
            about=address,
        )
    return Told(
        "link",
        f"{said} leads to {shown(address)}, {why}: a paper's links lead to https: and mailto:"
        " addresses.",
        f"Right-click it, Edit Hyperlink, and type an address that begins with https://; {remove}",
        about=address,
    )
