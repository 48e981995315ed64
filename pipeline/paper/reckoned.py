r"""Fields that Word reckons from the paper itself: the running numbers of captions (SEQ), and the
properties of its file.

A template holds what they came to there. In a paper a loop has repeated a caption, or a condition
has left one out, and Word reckons these numbers anew only when it is asked, the web page never. So
they are counted here as Word counts them (ISO/IEC 29500-1, 17.16.5.56). Of the file's properties a
paper keeps its title and author (`fill`); what a field shows of another is left as plain words, for
Word would put an error in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from pipeline.english.writing import in_words, ordinal
from pipeline.paper.live_fields import CODED, SIMPLE, LiveField, live_fields
from pipeline.word.fields import keyword
from pipeline.word.labels import numeral
from pipeline.word.outline import style_names
from pipeline.word.package import Package
from pipeline.word.xml import value, w

SEQ = re.compile(
    r"\s*SEQ\s+\"?(?P<name>[^\s\"\\]+)\"?(?P<switches>(?:\s*\\.*)?)\s*", re.DOTALL | re.I
)
FORMAT = re.compile(r"\\\*\s*\"?(\w+)\"?")
AGAIN, HIDDEN = re.compile(r"\\c(?!\w)", re.I), re.compile(r"\\h(?!\w)", re.I)
RESET, BELOW = re.compile(r"\\r\s*(\d+)", re.I), re.compile(r"\\s\s*(\d)", re.I)
HEADING = re.compile(r"heading (\d)", re.I)
FORMATS: dict[str, Callable[[int], str]] = {
    "arabic": str,
    "ALPHABETIC": lambda number: numeral(number, "upperLetter"),
    "alphabetic": lambda number: numeral(number, "lowerLetter"),
    "ROMAN": lambda number: numeral(number, "upperRoman"),
    "roman": lambda number: numeral(number, "lowerRoman"),
    "cardtext": in_words,
    "ordtext": ordinal,
}
LOOKS = {"mergeformat", "charformat"}
OF_FILE = {"TITLE", "AUTHOR", "SUBJECT", "KEYWORDS", "COMMENTS", "DOCVARIABLE"}
NAMED = ("DOCPROPERTY", "INFO")
ASKED = re.compile(rf"\b(?:SEQ|{'|'.join(sorted(OF_FILE))}|{'|'.join(NAMED)})\b", re.IGNORECASE)


def counted(parts: Package, roots: Mapping[str, etree._Element]) -> None:
    """Give each running number of a filled paper the number that is its turn; `roots` are the parts
    with text, each of which is counted by itself, changed in place.
    """
    for root in roots.values():
        found = [(one, match) for one in _asked(root) if (match := SEQ.fullmatch(one.code))]
        if found:
            below = any(BELOW.search(match["switches"]) for _, match in found)
            above = _headings(root, parts) if below else {}
            turns: Counter[str] = Counter()
            under: dict[str, int] = {}
            for one, match in found:
                _count(one, match, turns, under, above)


def told_of_file(roots: Mapping[str, etree._Element], kept: Mapping[str, str]) -> None:
    """Make each field that tells a property of the file tell that of this paper, where it is one of
    those that a paper has `kept`, and plain words of any other.
    """
    for root in roots.values():
        for one in list(_asked(root)):
            name = keyword(one.code)
            if name in NAMED:
                name = keyword(re.sub(rf"^\W*{name}\s*", "", one.code, flags=re.IGNORECASE))
            elif name not in OF_FILE:
                continue
            if name in kept:
                one.show(kept[name])
            else:
                one.unlink()


def _asked(root: etree._Element) -> Iterator[LiveField]:
    """Yield the fields of a part where one of them is of a kind that is reckoned here."""
    codes = (one.get(w("instr")) or one.text or "" for one in root.iter(CODED, SIMPLE))
    if any(ASKED.search(code) for code in codes):
        yield from live_fields(root)


def _count(
    one: LiveField,
    match: re.Match[str],
    turns: Counter[str],
    under: dict[str, int],
    above: Mapping[etree._Element, tuple[int, ...]],
) -> None:
    """Count one running number, and show it in its format; one that is not known stays as it is."""
    name, switches = match["name"].lower(), match["switches"]
    reset, below = RESET.search(switches), BELOW.search(switches)
    if below:
        level = int(below[1])
        here = sum(above.get(one.paragraph, ())[:level])
        if under.setdefault(name, here) != here:
            turns[name], under[name] = 0, here
    if reset:
        turns[name] = int(reset[1])
    elif not AGAIN.search(switches):
        turns[name] += 1
    formats = [word for word in FORMAT.findall(switches) if word.lower() not in LOOKS]
    known = [FORMATS.get(word) or FORMATS.get(word.lower()) for word in formats or ["arabic"]]
    if known[0] is not None and (not HIDDEN.search(switches) or formats):
        one.show(known[0](turns[name]))


def _headings(root: etree._Element, parts: Package) -> dict[etree._Element, tuple[int, ...]]:
    """Return, for each paragraph, how many headings of each level stand before it."""
    names = style_names(parts)
    levels = {
        style: int(match[1])
        for style, name in names.items()
        if (match := HEADING.fullmatch(name)) is not None
    }
    seen = [0] * 9
    found = {}
    for paragraph in root.iter(w("p")):
        level = levels.get(value(paragraph, "pPr/pStyle"))
        if level:
            seen[level - 1] += 1
        found[paragraph] = tuple(seen)
    return found
