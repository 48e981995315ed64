"""What a name that is not there was meant to be: first by sense (`total_outstanding`, `red`), then
by spelling, and only among what its place can take.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

SAME = {
    **dict.fromkeys(("count", "number", "sum", "amount", "all"), "total"),
    **dict.fromkeys(("open", "live"), "outstanding"),
    **dict.fromkeys(("late", "overrun"), "overdue"),
    **dict.fromkeys(("last", "prior", "earlier"), "previous"),
    **dict.fromkeys(("rag", "colour", "grade"), "rating"),
    **dict.fromkeys(("due", "deadline"), "target"),
    **dict.fromkeys(("closed", "completed"), "settled"),
    "day": "date",
    "reference": "ref",
}
"""Words that people write for the ones that names are made of."""
EMPTY = frozenset(
    {"name", "the", "of", "recommendation", "current", "now", "paper", "value", "meeting", "total"}
)
"""Words that add nothing to a name where no name has them."""
MEANT = {"cutoff": "data_to", "cut_off": "data_to", "data_cut_off": "data_to"}
SPELT = 0.75
"""How like two names are of which one may be the other misspelt."""
FIRST = ("total", "outstanding", "meeting")
"""What is meant where several names hold the word: `overdue` is overdue_total, `red` is
outstanding_red, `date` is meeting_date.
"""


def suggestion(word: str, known: Mapping[str, str], wanted: Iterable[str]) -> str:
    """Return ` Did you mean outstanding_total?`, or "" where no name of the kinds that are `wanted`
    is near; `known` has the kind of each name.

    >>> known = {"outstanding_red": "number", "outstanding_total": "number", "reports": "list"}
    >>> suggestion("total_outstanding", known, ["number"]), suggestion("red", known, ["number"])
    (' Did you mean outstanding_total?', ' Did you mean outstanding_red?')
    >>> suggestion("report", known, ["number"]), suggestion("report", known, ["list"])
    ('', ' Did you mean reports?')
    """
    kinds = frozenset(wanted)
    fitting = [name for name, kind in known.items() if kind in kinds]
    near = _by_sense(word, fitting)
    if near is None:
        near = nearest(word, fitting)
    return f" Did you mean {near}?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the name that a word is spelt most like, "" where none is near."""
    fold = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), fold, n=1, cutoff=SPELT)
    return fold[close[0]] if close else ""


def same_words(words: str, known: Iterable[str]) -> str:
    """Return the name that is these words with other signs between them, "" where there is none.

    >>> same_words("Outstanding total", ["outstanding_total"])
    'outstanding_total'
    """
    said = re.findall(r"\w+", words.casefold())
    return next((name for name in known if name.casefold().split("_") == said), "")


def _by_sense(word: str, known: Iterable[str]) -> str | None:
    """Return the name that is meant, "" where several may be, None where none has the words."""
    names = list(known)
    meant = MEANT.get("_".join(re.findall(r"[a-z]+", word.casefold())), "")
    if meant in names:
        return meant
    said = _stems(word)
    vocabulary = frozenset[str]().union(*map(_stems, names)) if names else frozenset()
    near = frozenset(_nearest(stem, vocabulary) for stem in said)
    for asked in dict.fromkeys((said, near, said - EMPTY, near - EMPTY)):
        if asked and (found := _holding(asked, names)) is not None:
            return found
    return None


def _holding(asked: frozenset[str], names: Iterable[str]) -> str | None:
    """Return the one name that holds all these stems: that has no others, or the first choice; ""
    where no one of several is it.
    """
    ranked = []
    for name in names:
        row, dot, field = name.rpartition(".")
        stems = _stems(field)
        more = stems - asked
        if asked <= stems | (_stems(row) if dot else frozenset()):
            order = next((turn for turn, one in enumerate(FIRST) if one in more), len(FIRST))
            ranked.append(((bool(more), order if more else 0, len(more)), name))
    if not ranked:
        return None
    ranked.sort(key=lambda one: one[0])
    alone = len(ranked) == 1 or ranked[0][0] != ranked[1][0]
    return ranked[0][1] if alone else ""


@lru_cache(maxsize=2000)
def _stems(name: str) -> frozenset[str]:
    """Return the words of a name without their endings and capitals, each as names have it."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).casefold()
    return frozenset(_stem(one) for one in re.findall(r"[^\W_]+", parted))


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "su":
        word = word[:-1]
    return SAME.get(word, word)


def _nearest(stem: str, vocabulary: frozenset[str]) -> str:
    if stem in vocabulary or len(stem) < 4:
        return stem
    near = difflib.get_close_matches(stem, sorted(vocabulary), n=1, cutoff=0.8)
    return near[0] if near else stem
