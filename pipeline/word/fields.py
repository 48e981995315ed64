"""The fields of a Word document: their codes, in however many pieces, and the words that they show
(ISO/IEC 29500-1, 17.16); `allowed_fields` says which of them a paper may hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.english.pattern import late
from pipeline.word.leaves import text_of

CODES = ("instrText", "delInstrText")
PARTS_OF_FIELDS = tuple(
    f"{{*}}{name}" for name in ("fldChar", *CODES, "fldSimple", "t", "delText", "p")
)
WORDS_ALONE = ("t", "delText")
NESTED = "\ufffc"
"""Stands in a code where another field lies in it."""
WORD = re.compile(r"=|[^\s\"\\\ufffc\u201c\u201d{}]+")
PIECE = late(
    r'\\[A-Za-z](?![\w\\])|["\u201c\u201d](?:\\.|[^"\u201c\u201d\\])*["\u201c\u201d]?|[^\s"\u201c\u201d]+'
)
ADDRESS_LATER = {"\\l", "\\o", "\\t", "\\s"}
"""Switches of HYPERLINK whose next word is no address."""


@dataclass(slots=True)
class Field:
    """One field: where it begins, its code as Word puts it together, and the words that it shows;
    `unseen` is what makes it a field: its ends, and all that stands in its code (where it never
    ends, all up to the end of the part).
    """

    begin: etree._Element
    code: str = ""
    words: str = ""
    shows: bool = field(default=False, repr=False)
    unseen: list[etree._Element] = field(default_factory=list, repr=False)
    ended: bool = field(default=False, repr=False)


def fields(root: etree._Element) -> Iterator[Field]:
    """Yield the fields of a part, the inner before the outer; one that does not end, and a code
    without a field, too.
    """
    if (
        next(root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple"), None)
        is None
    ):
        return
    stack: list[Field] = []
    stray: Field | None = None
    for element in root.iter(*PARTS_OF_FIELDS):
        name = str(element.tag).rpartition("}")[2]
        if name == "p":
            if stray is not None:
                yield stray
            stray = None
            continue
        if not stack and name in WORDS_ALONE:
            continue
        _hide(stack, element, is_end=name == "fldChar")
        if name == "fldSimple":
            _nest(stack)
            yield Field(element, _attribute(element, "instr"), text_of(element))
        elif name == "fldChar":
            kind = _attribute(element, "fldCharType")
            if kind == "begin":
                _nest(stack)
                stack.append(Field(element, unseen=[element]))
            elif kind == "separate" and stack:
                stack[-1].shows = True
            elif kind == "end" and stack:
                stack[-1].ended = True
                yield stack.pop()
        elif name in CODES and (not stack or stack[-1].shows):
            stray = stray or Field(element)
            stray.code += element.text or ""
            stray.unseen.append(element)
        elif stack:
            _take(stack, element.text or "", is_code=name in CODES)
    yield from (one for one in (stray, *reversed(stack)) if one is not None)


def _hide(stack: list[Field], element: etree._Element, *, is_end: bool) -> None:
    """Note an element with each field in whose code it stands, and an end with its field."""
    for one in stack:
        if not one.shows or (is_end and one is stack[-1]):
            one.unseen.append(element)


def _nest(stack: list[Field]) -> None:
    if stack and not stack[-1].shows:
        stack[-1].code += NESTED


def _take(stack: list[Field], text: str, *, is_code: bool) -> None:
    """Add a piece of text to the code of the field that it stands in, or to the words of all that
    show it.
    """
    if not stack[-1].shows:
        stack[-1].code += text
    elif not is_code:
        for one in stack:
            if one.shows:
                one.words += text


def _attribute(element: etree._Element, name: str) -> str:
    return next(
        (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name),
        "",
    )


def keyword(code: str) -> str:
    r"""Return the first word of a field's code in capitals; "" where the code is blank, "?" where
    another field gives it.

    >>> [keyword(code) for code in (" page \\* MERGEFORMAT", '"DDEAUTO" x', "=SUM(ABOVE)",
    ...     "TOC\\o", "  ", "\ufffc x")]
    ['PAGE', 'DDEAUTO', '=', 'TOC', '', '?']
    """
    plain = "".join(
        sign for sign in code if sign.isspace() or unicodedata.category(sign) not in ("Cc", "Cf")
    )
    head = plain.lstrip(" \t\r\n\xa0\"'\\\u201c\u201d\u2018\u2019\u3000{}")
    found = WORD.match(head)
    if head.startswith(NESTED) or (found and head[found.end() :].startswith(NESTED)):
        return "?"
    return found[0].upper() if found else ""


def address_of(code: str) -> str:
    r"""Return the address in the code of a HYPERLINK field, "" where it leads to a bookmark only.

    >>> [address_of(one) for one in (r' HYPERLINK "https://example.org/x" \l "part" ',
    ...     r'HYPERLINK \l "top"', r'hyperlink c:\\a')]
    ['https://example.org/x', '', 'c:\\\\a']
    """
    plain = re.sub(r"^\W*hyperlink", "", code, count=1, flags=re.IGNORECASE)
    words = PIECE.findall(plain)
    skipped = False
    for word in words:
        if skipped:
            skipped = False
        elif re.fullmatch(r"\\[A-Za-z]", word):
            skipped = word.lower() in ADDRESS_LATER
        else:
            return str(word).strip('"\u201c\u201d')
    return ""
