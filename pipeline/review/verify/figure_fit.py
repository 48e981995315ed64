"""What a figure's content control says: the figure in some accepted form, the figure in other
words, or something else.

Case, digits or words, spaces that do not break, and small words around the number make no
difference. What turns the number into another claim ("fewer than 91", "91 causes of concern", a
minus sign that is gone) is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from pipeline.english.reading import Numeral, agree, dates, falls, numerals, words_of
from pipeline.figures.measure import Measure
from pipeline.review.verify.topics import NOUN, TOPICS
from pipeline.settings.model import slug

Fit = Literal["same", "reworded", "wrong"]
HEDGE = re.compile(
    r"\b(?:about|above|almost|and|approximately|around|barely|below|beyond|beside|besides|between|but|by|circa|double|dozens?|"
    r"exceed\w*|except|excluding|few|fewer|half|hardly|hundreds?|least|less|maybe|million|minus|more|most|nearly|neither|never|non|"
    r"nor|not|only|or|over|percent|percentage|perhaps|plus|possibly|quarter|roughly|scarcely|scores?|some|than|third|thousands?|"
    r"times|towards?|twice|under|until|up|upwards|well|without|before|after|since|to|from|cent|k|m)\b|n't\b",
    re.IGNORECASE,
)
"""Words beside a number that make it say more, less or something else."""
HARMLESS = words_of(
    "a all altogether an are as at been had has have in inside is of on our the their them these"
    " this those total was were monday tuesday wednesday thursday friday saturday sunday"
)
STEPS = re.compile(
    r"\b(?:a|an|by|change\w*|decreas\w*|down|drop\w*|fall\w*|fell|fewer|increas\w*|less|lower|minus|more|higher|"
    r"plus|reduc\w*|rise\w*|rose|than|last|time|meeting|then|up)\b",
    re.IGNORECASE,
)
"""Words in which a change since the last meeting may be told."""
SIGNS = set("+<>\u2264\u2265\u00b1~\u2248%\u2030/*\u00d7=\u00a3$\u20ac?^\u2212")
SIGN_BEFORE = re.compile(
    r"(?<![^\s(\[\"'\u201c\u2018])(?:minus\s+|[+<>\u2264\u2265\u00b1~\u2248\u00a3$\u20ac\u2212]\s?|-)\Z",
    re.IGNORECASE,
)
NEAR = 40
"""How far beside a control its neighbours are looked at, in characters."""
LEFT_OF_DIGIT = re.compile(r"(?:[\w.,/]*\w|[\w.,/]*[0-9][.,/])\Z")
LEFT_OF_WORD = re.compile(r"[\w.,/]*[0-9][.,/]?\Z")
RIGHT_OF_DIGIT = re.compile(
    r"\w+(?:[.,/]\w+)*|[.,/:][0-9][\w.,]*|[^\S\n]?%|[^\S\n]per\s?cent\b|\+|[\u2010\u2011\u2013-][0-9]+"
    r"|[^\S\n]+(?:hundred|thousand|million|billion|dozen)\b"
)
RIGHT_OF_WORD = re.compile(r"[0-9][\w.,/]*")
"""What stands right beside a control that begins or ends with a digit, or with another sign, and is
read as one with it.
"""
SPACES = " \t\u00a0\u2009\u202f"


def fit(
    about: Measure | None,
    printed: str,
    found: str,
    ratings: Sequence[str] = (),
    *,
    is_change: bool = False,
) -> Fit:
    """Return how a control's words stand to how the generated paper prints there what they are
    `about`, None for no figure.

    `is_change` says that they tell by how much the figure moved.

    >>> [fit(None, "91 recommendations", text) for text in ("Ninety-one", "91 old ones",
    ...     "fewer than 91")]
    ['same', 'reworded', 'wrong']
    """
    if _flat(printed) == _flat(found):
        return "same"
    if not agree(printed, found):
        return "wrong"
    days, signed = dates(found), is_change or printed[:1] in "+\u2212-"
    if not days and falls(printed) != falls(found):
        return "wrong"
    rest = _besides(about, found, signed=signed)
    if (
        HEDGE.search(rest.replace("’", "'"))
        or set(rest) & SIGNS
        or _speaks_of_another(about, printed, rest, ratings)
    ):
        return "wrong"
    known = (
        HARMLESS | {word.rstrip("s") for word in _words(printed)} | {slug(word) for word in ratings}
    )
    plain = not re.search(r"[0-9]", rest) and all(
        word in known or word.rstrip("s") in known for word in _words(rest)
    )
    return "same" if plain else "reworded"


def best(fits: Iterable[Fit]) -> Fit:
    """Return the best of several fits; wrong where there is none."""
    return min(fits, key=("same", "reworded", "wrong").index, default="wrong")


def _speaks_of_another(
    about: Measure | None, printed: str, rest: str, ratings: Sequence[str]
) -> bool:
    """Return whether words name another noun, another figure's topic or another rating than the
    figure's own.
    """
    nouns = {str(match.lastgroup) for match in NOUN.finditer(printed)} or {
        about.noun if about else "recommendation"
    }
    if any(str(match.lastgroup) not in nouns for match in NOUN.finditer(rest)):
        return True
    bare = NOUN.sub(" ", rest)
    if any(
        re.search(rf"\b{re.escape(word)}\b", bare, re.IGNORECASE)
        and not (about and about.word == word)
        for word in ratings
    ):
        return True
    return any(
        re.search(rf"\b(?:{pattern})\b", bare, re.IGNORECASE)
        and not (about and (about.key in keys or about.family == topic))
        for topics in TOPICS.values()
        for topic, pattern, keys in topics
    )


def _besides(about: Measure | None, found: str, *, signed: bool) -> str:
    """Return the words of a control besides its numbers or dates, those of its figure, and, where
    it tells a change (`signed`), those of a step.
    """
    days, rest = dates(found), found
    for start, end in reversed(
        [(day.start, day.end) for day in days] or [(one.start, one.end) for one in numerals(found)]
    ):
        rest = f"{rest[:start]} {rest[end:]}"
    rest = STEPS.sub(" ", rest) if signed and not days else rest
    for _, pattern, keys in TOPICS[about.noun] if about else ():
        if about and about.key in keys:
            rest = re.sub(rf"\b(?:{pattern})\b", " ", rest, flags=re.IGNORECASE)
    return rest


def seen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where a reader sees one number or word, of which the control from
    `start` to `end` is a part.

    >>> [text[slice(*seen(text, 2, 4))] for text in ("91 11 were", ", 11, then", "a 11.5",
    ...     "a 11% b")]
    ['91 11', '11', '11.5', '11%']
    >>> seen("Red\\n30 June", 4, 6)  # a line of its own
    (4, 6)
    """
    inner = text[start:end]
    if not inner.strip():
        return start, end
    first, last = inner[0], inner[-1]
    near = text[max(0, start - NEAR) : start]
    left = (LEFT_OF_DIGIT if first.isdigit() else LEFT_OF_WORD).search(near)
    begin = start - len(left[0]) if left else start
    if not dates(inner):
        sign = SIGN_BEFORE.search(text[max(0, begin - NEAR) : begin])
        begin = begin - len(sign[0]) if sign and first not in "+\u2212-" else begin
    right = (RIGHT_OF_DIGIT if last.isdigit() else RIGHT_OF_WORD).match(text[end:])
    stop = end + right.end() if right else end
    for item in numerals(text):
        if _is_of(item, text, start, end):
            begin, stop = min(begin, item.start), max(stop, item.end)
    return begin, stop


def _is_of(item: Numeral, text: str, start: int, end: int) -> bool:
    """Return whether a reader sees a numeral as one with the control from `start` to `end`: it
    overlaps it, or nothing but spaces lies between their digits.
    """
    inner = text[start:end]
    overlaps = item.start < end and start < item.end
    if overlaps and not re.match(r"[-\u2013]\s", text[item.start : start]):
        return True
    before = inner[0].isdigit() and item.end < start and not text[item.end : start].strip(SPACES)
    after = (
        inner[-1].isdigit()
        and item.start > end
        and not text[end : item.start].strip(SPACES)
        and not dates(inner)
    )
    return (before or after) and text[item.start].isdigit()


def _flat(text: str) -> str:
    return " ".join(text.replace("\u2011", "-").replace("\u2010", "-").split()).casefold()


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d]+", text.casefold())
