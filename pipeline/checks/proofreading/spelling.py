"""Where names stand in prose, and how each is spelt there: exactly, loosely, or joined and
capitalised in another way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from pipeline.english.pattern import late
from pipeline.english.reading import small

PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
"""Quotation marks and dashes as a keyboard types them."""
_GAP = r"(?:[ \t\u00a0]{1,14}|-)"
_CAPITALISED = r"[A-Z][\w’']*+"
_PIECE = late(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|\d+|[^\w\s-]")
_NAME = late(
    rf"(?<![\w'’-]){_CAPITALISED}"
    rf"(?:{_GAP}(?:(?:of|and|for|&){_GAP}(?:the{_GAP})?)?(?:{_CAPITALISED}|[0-9]{{1,4}}(?!\w)))*"
)
_JOINT = late(rf"{_GAP}(?:and|&){_GAP}")
_TOKEN = late(r"[^\W_]+(?:['’][^\W_]+)*|&")
_CAPITAL = late(r"(?<![\w'’])([A-Z][^\W_]*(?:['’][^\W_]+)*)")
_FOLLOWING = late(rf"{_GAP}({_TOKEN.pattern})")
_JOINED = late("[ -]|[a-z][A-Z]")
_OPENERS = late(
    "(?:The|A|An|In|On|At|For|This|That|These|Those|Since|Although|While|When|As|Both|Each|All|After|Before|During|Following|Under|By|From|To|With|If|No|Not|It|They|We|He|She|But|And|Or|So|One|Two|Three)["
    " \t\u00a0-]+"
)
_MONTH = late(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


class Use(NamedTuple):
    """One use of a name: in which text, from where to where, and how it is spelt."""

    text: int
    start: int
    end: int
    spelling: str


def settled(text: str, name: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each use of a name from the settings in whatever capitals and spacing, and whether it
    is right.
    """
    pattern = _loosely(name)
    for match in pattern.finditer(text) if pattern else ():
        same = match[0] == name or spelt(match[0]) == spelt(name)
        # "West Midlands police officers" are officers of the police of the West Midlands: nothing
        # is misspelt.
        if same or not re.match(r"\s+(?:officers?|staff)\b", text[match.end() : match.end() + 12]):
            yield match, same


def may_name(smalls: str, name: str) -> bool:
    """Return whether a text, given in small letters, may hold a use of a name: the longest of its
    words is there.
    """
    return _longest(name) in smalls


@lru_cache(maxsize=64)
def _longest(name: str) -> str:
    words = (small(piece) for piece in _pieces(name) if piece.isalpha())
    return max((word for word in words if word != "and"), key=len, default="")


def _pieces(name: str) -> list[str]:
    return _PIECE.findall(name.translate(PLAIN))


@lru_cache(maxsize=64)
def _loosely(name: str) -> re.Pattern[str] | None:
    pieces = _pieces(name)
    if sum(piece[0].isalpha() for piece in pieces) < 2:
        return None  # one plain word, such as Cabinet, may also be an ordinary noun
    either = {"&": "(?:&|and)", "and": "(?:&|and)", "'": "['’]"}
    loose = r"[\s-]{0,3}".join(either.get(piece.lower(), re.escape(piece)) for piece in pieces)
    return late(rf"(?<!\w){loose}(?!\w)", re.IGNORECASE)


def named(index: int, text: str) -> Iterator[Use]:
    """Yield the names in a text: two capitalised words or more, whole and split at "and", or one
    LikeThis.
    """
    for match in _NAME.finditer(text):
        for begin, end, spelling in _parts(match[0]):
            yield Use(index, match.start() + begin, match.start() + end, spelling)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[int, int, str], ...]:
    start = 0
    while opener := _OPENERS.match(name, start):
        start = opener.end()
    joints = [joint.span() for joint in _JOINT.finditer(name, start)]
    edges = [start, *(edge for joint in joints for edge in joint), len(name)]
    spans = ([(start, len(name))] if joints else []) + list(
        zip(edges[::2], edges[1::2], strict=True)
    )
    parts = [(begin, end, spelt(name[begin:end])) for begin, end in spans]
    return tuple(part for part in parts if _JOINED.search(part[2]) and not _MONTH.search(part[2]))


@lru_cache(maxsize=4096)
def spelt(name: str) -> str:
    """Return how a name is spelt, whatever the white space in it, and without the ending of an
    owner.
    """
    return " ".join(name.replace("’", "'").split()).removesuffix("'").removesuffix("'s")


def folded(spelling: str) -> list[str]:
    """Return the words of a name as they are compared, whatever their capitals."""
    return [_fold(word) for word in _TOKEN.findall(spelling)]


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    return "and" if word == "&" else word.replace("’", "'").casefold()


def alike(index: int, text: str, beginnings: Mapping[str, bool]) -> Iterator[tuple[str, Use]]:
    """Yield the longest name at each capital letter, however it is joined and capitalised further
    on, with its folded words.

    `beginnings` are the beginnings of the folded names that are looked for, each with whether it is
    a whole one.
    """
    past = 0
    for capital in _CAPITAL.finditer(text):
        word: re.Match[str] | None = capital
        key = found = ""
        while word and capital.start() >= past:
            key += _fold(word[1])
            if beginnings.get(key.removesuffix("'s")):
                found, end = key.removesuffix("'s"), word.end()
            if key not in beginnings:
                break
            word = _FOLLOWING.match(text, word.end())
        if found:
            past = end
            yield found, Use(index, capital.start(), end, spelt(text[capital.start() : end]))


def year_of(spelling: str) -> str:
    """Return the year with which the name of an Act ends, or nothing."""
    return spelling[-4:] if spelling[-4:].isdecimal() and spelling[-5:-4] == " " else ""


def near(one: str, other: str) -> bool:
    """Return whether two words look like one word misremembered, and not a plural or
    Inspector(ate).
    """
    return (
        not (one.startswith(other) or other.startswith(one))
        and SequenceMatcher(None, one, other).ratio() >= 0.7
    )


def one_letter_off(one: str, other: str) -> bool:
    """Return whether one letter was left out, added, mistyped, or changed places with its
    neighbour.

    >>> [one_letter_off("midlands", other) for other in ("midland", "middlands", "midlends",
    ...     "mildands", "midlands", "midlets")]
    [True, True, True, True, False, False]
    """
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return one != other and (one[at + 1 :] == other[at + 1 :] or swapped)
    return one[at:] == other[at + 1 :]
