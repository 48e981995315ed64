"""What is meant by what somebody wants explained: a figure by its key or in the field's words, a
ref however it was typed, a number that the paper prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias

from pipeline.english.reading import words_of
from pipeline.english.signs import straight
from pipeline.figures.measure import Measure

Kind: TypeAlias = Literal["figure", "ref", "number"]
MOST = 12
"""So many things that may be meant are listed."""
SAID: Mapping[str, tuple[str, ...]] = {
    "late": ("overdue_total",),
    "past target": ("overdue_total",),
    "past their target date": ("overdue_total",),
    "missed targets": ("overdue_total",),
    "open": ("outstanding_total",),
    "backlog": ("outstanding_total",),
    "opening balance": ("outstanding_opening", "awaiting_opening"),
    "exempt": ("withheld_worst", "withheld_new", "withheld_settled", "withheld_overdue"),
    "closed by hmicfrs": ("awaiting_closed",),
    "newly so": ("newly_worst_total",),
    "came back": ("outstanding_reopened", "awaiting_returned"),
    "closed": ("outstanding_settled", "awaiting_closed", "signed_off_closed"),
    "signed off or closed": ("outstanding_settled",),
    "settled": ("outstanding_settled",),
    "superseded": ("outstanding_withdrawn", "awaiting_withdrawn"),
    "better": ("improved_total",),
    "worse": ("worsened_total",),
    "same rating": ("unchanged_total",),
    "same update": ("stale_total",),
    "no update": ("stale_total",),
    "unchanged update": ("stale_total",),
    "slipped": ("extended_total",),
    "put back": ("extended_total",),
    "later target": ("extended_total",),
    "moved target": ("extended_total",),
    "with the inspectorate": ("awaiting_total",),
    "with hmicfrs": ("awaiting_total",),
    "awaiting sign off": ("awaiting_total",),
    "awaiting closure": ("awaiting_total",),
    "awaiting inspectorate": ("awaiting_total",),
    "cause of concern": ("concerns_total",),
    "cause for concern": ("concerns_total",),
    "coc": ("concerns_total",),
    "not reviewed": ("unreviewed_total",),
    "carried over": ("continuing_total",),
    "both meetings": ("continuing_total",),
    "under way": ("underway_total",),
    "published reports": ("reports_total",),
    "inspection reports": ("reports_total",),
    "completed inspections": ("inspections_total",),
    "coming inspections": ("forthcoming_total",),
    "forthcoming inspections": ("forthcoming_total",),
}
"""Words of the field for figures that have other keys and labels."""
NAMED = re.compile(r"(figure|ref|paragraph|para|section|§)\.?\s+(?=\S)", re.IGNORECASE)
NUMBER = re.compile(
    r"[0-9]+(?:\.[0-9]+)*\.?|appendix\s+[a-z]{1,2}|[0-9]+(?:\.[0-9]+)*\s*\([a-z]+\)"
)
STOP = words_of(
    "a an and are as at by for from has have how in is it its many of on or since that the their"
    " there they this those to was were what when which who with recommendation recommendations"
)
_WORDS = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"[^\W\d_]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Meant:
    """One thing that may be meant: a figure by its key, a ref, or a number of the paper."""

    kind: Kind
    name: str


def meant(
    what: str,
    figures: Mapping[str, Measure],
    refs: Collection[str],
    numbers: Callable[[], Collection[str]],
) -> list[Meant]:
    """Return what may be meant, the surest kind of match only: none, one, or several to choose
    from.

    `numbers` returns the numbers that the paper prints, and is asked only where `what` looks like
    one.
    """
    prefix = NAMED.match(what)
    only = _kind(prefix[1]) if prefix else None
    word = (what[prefix.end() :] if prefix else what).strip()
    folded = fold(word)
    if only in (None, "figure") and word in figures:
        return [Meant("figure", word)]
    exact = [Meant("ref", ref) for ref in refs if fold(ref) == folded]
    if only in (None, "number") and NUMBER.fullmatch(folded):
        exact += [Meant("number", one) for one in numbers() if fold(one) == folded.rstrip(".")]
    ways: tuple[Callable[[], Iterable[Meant]], ...] = (
        lambda: exact,
        lambda: _by_name(word, figures),
        lambda: _by_ref(word, refs),
        lambda: _by_words(word, figures),
    )
    for way in ways:
        if found := [one for one in way() if only in (None, one.kind)]:
            return found
    return []


def nearest(what: str, figures: Mapping[str, Measure], refs: Iterable[str]) -> list[str]:
    """Return the keys and refs that are nearest to what nothing is called by."""
    named = {fold(measure.label): key for key, measure in figures.items()}
    named |= {fold(key): key for key in figures} | {fold(ref): ref for ref in refs}
    near = get_close_matches(fold(what), named, n=6, cutoff=0.5)
    return list(dict.fromkeys(named[name] for name in near))[:3]


def fold(text: str) -> str:
    """Return a text in small letters, in plain signs and on one line."""
    return " ".join(straight(text).casefold().split())


def _kind(word: str) -> Kind:
    named = word.casefold()
    return "figure" if named == "figure" else "ref" if named == "ref" else "number"


def _by_name(word: str, figures: Mapping[str, Measure]) -> list[Meant]:
    """Return the figures that have just these words as a name, in any order; rather those whose
    label begins with them.
    """
    asked = _tokens(word)
    if not asked:
        return []
    said = {
        key for words, keys in SAID.items() if _tokens(words) == asked for key in keys
    } & figures.keys()
    own = {key for key, measure in figures.items() if asked in map(_tokens, _names(measure))}
    whole = {key for key in own if figures[key].is_total}
    first = {key for key in own if _plain(figures[key].label).startswith(_plain(word))}
    return [Meant("figure", key) for key in figures if key in (whole or (first or own) | said)]


def _names(measure: Measure) -> Iterable[str]:
    """Yield what a figure is called: its key, its label, the family for the whole of one, its part
    of it.
    """
    yield from (measure.key, measure.label)
    if measure.is_total:
        yield measure.family
    elif measure.family not in ("moved", "withheld"):
        yield measure.name
    if measure.in_brief == "worst":
        yield from ("worst", "worst rated")


def _by_words(word: str, figures: Mapping[str, Measure]) -> list[Meant]:
    """Return the figures whose key and label hold all of these words, those with the fewest others
    first.
    """
    asked = set(_tokens(word))
    more = {
        key: len(set(_tokens(measure.label)) - asked)
        for key, measure in figures.items()
        if asked and asked <= {*_tokens(measure.label), *_tokens(key)}
    }
    return [Meant("figure", key) for key in sorted(more, key=lambda key: more[key])]


def _by_ref(word: str, refs: Iterable[str]) -> list[Meant]:
    """Return the refs that these signs are, without regard to dashes and noughts in front; else
    those that end so.
    """
    asked = _parts(word)
    if not any(part.isdigit() for part in asked):
        return []
    by_parts = {ref: _parts(ref) for ref in refs}
    found = [ref for ref, parts in by_parts.items() if parts == asked]
    if not found and asked[0].isdigit():
        found = [ref for ref, parts in by_parts.items() if parts[-len(asked) :] == asked]
    return [Meant("ref", ref) for ref in found]


def _plain(text: str) -> str:
    """Return the words of a name that matter, in its own order."""
    return " ".join(word for word in _WORDS.findall(fold(text)) if word not in STOP)


def _parts(text: str) -> list[str]:
    """Return the words and numbers of a ref.

    >>> _parts("WMP-039"), _parts("1.10")
    (['wmp', '39'], ['1', '10'])
    """
    return [part.lstrip("0") or "0" for part in _PARTS.findall(fold(text))]


def _tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name that matter, in one order and in the singular.

    >>> _tokens("Causes of concern"), _tokens("outstanding_red")
    (('cause', 'concern'), ('outstanding', 'red'))
    """
    words = (word for word in _WORDS.findall(fold(text)) if word not in STOP)
    return tuple(
        sorted(
            word[:-1] if word[-1:] == "s" and word[-2:-1] not in "su" else word for word in words
        )
    )
