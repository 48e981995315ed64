"""Shares as words tell them, "nearly half", "at least 40%", "two in three", "most", and whether a
share is so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.english.reading import NUMBER_WORDS, VALUES


def spaced(words: Iterable[str]) -> str:
    """Return a pattern of several words, with any space between theirs."""
    return "|".join(word.replace(" ", r"\s+") for word in words)


PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "seven": 7,
    "nine": 9,
}
HEDGES = {
    "more": ("more than", "over", "in excess of", "above", "upwards of", "well over", "at least"),
    "less": (
        "fewer than",
        "less than",
        "under",
        "below",
        "well under",
        "up to",
        "no more than",
        "at most",
    ),
    "above": ("just over", "slightly more than", "a little over"),
    "below": ("nearly", "almost", "just under", "close to", "approaching"),
    "about": (
        "about",
        "around",
        "roughly",
        "approximately",
        "some",
        "circa",
        "an estimated",
        "in the region of",
    ),
}
_HEDGES = sorted((words for told in HEDGES.values() for words in told), key=len, reverse=True)
HEDGE = rf"(?P<hedge>{spaced(_HEDGES)})\s+"
PER_CENT = rf"(?P<percent>[0-9]+(?:\.[0-9]+)?|{NUMBER_WORDS})\s*(?:%|per\s?cent\b)"
FRACTION = (
    rf"(?:(?P<count>{'|'.join(COUNTS)})[\s-]+)?(?P<part>half|(?:third|quarter|fifth|sixth|eighth"
    rf"|tenth)s?)\b|"
    r"(?P<sign>[\xbc-\xbe\u2150-\u215e])|"
    r"(?P<one>one|two|three|four|five|six|seven|eight|nine|[1-9])\s+in\s+(?P<in>[0-9]{1,2}|two"
    r"|three|four|five|six|"
    r"seven|eight|nine|ten)\b"
)
MOST = {
    "nearly all": (0.85, 1.0),
    "almost all": (0.85, 1.0),
    "virtually all": (0.9, 1.0),
    "the vast majority": (0.7, 1.0),
    "the great majority": (0.7, 1.0),
    "the majority": (0.5, 1.0),
    "a majority": (0.5, 1.0),
    "most": (0.5, 1.0),
    "a minority": (0.0, 0.5),
    "only a minority": (0.0, 0.5),
    "a small minority": (0.0, 0.35),
}
"""Between which shares each of these words is so."""
WORDS = spaced(sorted(MOST, key=len, reverse=True))
NEAR, FAR = 0.05, 0.1
"""How far from a share that is told in round words the true one may be, and from where on it is
surely not so.
"""


def fits_share(found: dict[str, str | None], true: float) -> tuple[bool, bool]:
    """Return whether a share is as it is told, and whether it surely is not; a rounded one may be
    rounded either way.
    """
    if most := found.get("most"):
        low, high = MOST[" ".join(most.casefold().split())]
        return (low < true <= high if low else low <= true < high), True
    said, exact = _value(found)
    hedge = " ".join((found.get("hedge") or "").casefold().split())
    way = next((way for way, words in HEDGES.items() if hedge in words), "")
    off = true - said
    if way in ("more", "less"):
        inclusive = hedge in ("at least", "up to", "no more than", "at most")
        beyond = off if way == "more" else -off
        return beyond > 0 or (inclusive and beyond == 0), abs(off) > 0.01
    if exact and not way:
        return abs(off) < exact, True
    low, high = {"above": (-0.01, NEAR), "below": (-NEAR, 0.01)}.get(way, (-NEAR, NEAR))
    return low <= off <= high, abs(off) > FAR


def _value(found: dict[str, str | None]) -> tuple[float, float]:
    """Return the share that words tell, and, of per cent, how near it is meant; 0 for a fraction,
    which is round.
    """
    if percent := found.get("percent"):
        number = float(percent) if percent[0].isdigit() else float(_spelt(percent))
        return number / 100, 0.01 if "." not in percent else 0.001
    if within := found.get("in"):
        one, of = (
            int(word) if word.isdigit() else VALUES[word.casefold()]
            for word in (str(found["one"]), within)
        )
        return one / max(of, 1), 0
    if sign := found.get("sign"):
        return unicodedata.numeric(sign), 0
    part, count = (
        str(found["part"]).casefold().rstrip("s"),
        str(found.get("count") or "a").casefold(),
    )
    return COUNTS[count] / PARTS["half" if part == "hal" else part], 0


def _spelt(words: str) -> int:
    return sum(VALUES[word] for word in re.findall(r"[a-z]+", words.casefold()))
