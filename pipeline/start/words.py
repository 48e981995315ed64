"""What the workbook's words mean: for the ladder, the ratings, the kinds, whose a row is, and
whether it may be printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from pipeline.settings.mapping import SHEET
from pipeline.settings.model import fold
from pipeline.settings.schema import KIND_WORDS, PUBLISH, RECOMMENDATIONS
from pipeline.start.columns import MOST_WORDS
from pipeline.start.family import Family
from pipeline.start.keys import Value
from pipeline.start.question import (
    KEY,
    KIND_CHOICES,
    LADDER,
    PRINTED,
    SCOPES,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    quoted,
)
from pipeline.start.vocabulary import (
    kind_of,
)
from pipeline.workbook.addressees import FORCES, is_another_body
from pipeline.workbook.markings import is_mark, keeps_back

ROLE = (
    Choice("publish: it decides whether a row may be printed", "publish"),
    Choice("ignore: it says something else, and nothing is held back by it", "ignore"),
)


def publication(table: Family, names: Collection[str], draft: Draft) -> None:
    """Ask of each column that may say what must not be printed whether it does, and what its words
    mean.
    """
    harmless = [*map(fold, draft.at("workbook", KEY, "ignore") or ())]
    heading = RECOMMENDATIONS.column("publish").heading
    settled = columns_in(
        draft.at("columns", KEY, "publish") or (draft.asking and heading in names and heading)
    )
    for name in names:
        if fold(name) in harmless:
            continue
        looks = table.columns[name]
        if name not in settled:
            draft.ask(
                Question(
                    ("publication", name),
                    "What may be printed",
                    f"Does the column \u201c{name}\u201d say which rows must not be printed?",
                    f"{counted(looks.filled, 'row')} filled, {looks.blank} blank",
                    ROLE,
                )
            )
        if not settled or name in settled:
            _marks(name, looks.words, looks.rows, draft)


def _marks(name: str, words: Sequence[tuple[str, int]], rows: int, draft: Draft) -> None:
    plain = not keeps_back(name) and all(
        word.casefold() in ("yes", "no") for word, _ in words if word
    )
    own = name == RECOMMENDATIONS.column("publish").heading and plain
    shown = [(word, count) for word, count in words if not word or is_mark(word)]
    rest = sum(count for word, count in words if word and not is_mark(word)) or (
        rows if not words else 0
    )
    for word, count in shown if not own or any(not word for word, _ in shown) else ():
        if draft.means("publish", word) or (own and word and word in PUBLISH):
            continue
        draft.ask(
            Question(
                ("words", "publish", word),
                "What may be printed",
                f"{name}: {quoted(word)}. May these rows be printed?",
                counted(count, "row"),
                PRINTED,
                of=name,
            )
        )
    if rest and not draft.means("publish", "\u2026"):
        draft.ask(
            Question(
                ("words", "publish", "*"),
                "What may be printed",
                f"{name}: any other word (not shown here). May these rows be printed?",
                counted(rest, "row"),
                PRINTED,
                of=name,
            )
        )


def addressees(table: Family, source: Value, draft: Draft) -> None:
    """Ask whose the rows of each addressee are; what report.toml knows already is not asked
    again.
    """
    force = draft.at("force") or {}
    names = (force.get("name"), force.get("short_name"), *force.get("aliases", ()))
    settled = draft.asking or draft.settles("columns", KEY, "addressed_to")
    own = tuple(filter(None, names)) if settled else ()
    for name in (name for name in columns_in(source) if name in table.columns):
        texts = table.columns[name].texts
        apart = any(";" in text for text in texts)
        words = Counter(
            part
            for text in texts
            for part in (filter(None, map(str.strip, text.split(";"))) if apart else [text])
        )
        listed = words.most_common(MOST_WORDS)
        for word, count in listed:
            if not _is_known(word, own, draft):
                asks = f"Addressed to {quoted(word)}: whose is it?"
                draft.ask(_whose(word, asks, count, SCOPES, name))
        rest = sum(words.values()) - sum(count for _, count in listed)
        if rest and not draft.lists("*", "addressees"):
            asks = "Every other addressee, not listed here: whose is it?"
            draft.ask(_whose("*", asks, rest, SCOPES[2:], name))


def _whose(word: str, asks: str, count: int, choices: tuple[Choice, ...], of: str) -> Question:
    section, found = "Whose a recommendation is", counted(count, "row")
    return Question(("addressees", word), section, asks, found, choices, of=of)


def _is_known(name: str, own: tuple[str, ...], draft: Draft) -> bool:
    """Return whether a name needs no answer: it is ours, or a body that cannot be a force. While
    ours is not known, any force may be it.
    """
    return (
        fold(name) in map(fold, own)
        or draft.lists(name, "addressees")
        or is_another_body(name, own or tuple(FORCES))
    )


def statuses(table: Family, source: Value, draft: Draft) -> None:
    """Ask what each status means for the ladder: it is never guessed."""
    if source == SHEET:
        words = [(sheet.name, len(table.rows(sheet))) for sheet in table.sheets]
        of = SHEET
    else:
        of = next(iter(columns_in(source)), "")
        looks = table.columns.get(of)
        words = list(looks.words) if looks is not None else []
        stems = _stems(looks.texts, _DATED) if looks is not None else {}
        if stems:
            words = [(word, count) for word, count in words if not _is_dated(word)]
            words += [(f"{stem}*", count) for stem, count in stems.items()]
        if looks is not None and not words and looks.filled:
            draft.told.append(
                f"{of} holds {looks.distinct} different texts, too many for a status: name another"
                " column."
            )
    for word, count in words:
        if draft.lists(word, "status") or draft.means("status", word):
            continue
        draft.ask(
            Question(
                ("words", "status", word) if word.endswith("*") else ("status", word),
                "What a status means",
                f"Status {quoted(word)}: where does it stand?",
                counted(count, "row"),
                LADDER,
                of=of,
            )
        )


_DATED = re.compile(r"(.*\w)\W+(?:on )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}\W*", re.IGNORECASE)
_NUMBERED = re.compile(r"(.*[^\W\d_]{2})\W*[0-9]+(?:\.[0-9]+)*[a-z]?\W*", re.IGNORECASE)


def _is_dated(word: str) -> bool:
    return bool(_DATED.fullmatch(word))


def _stems(texts: Sequence[str], form: re.Pattern[str]) -> dict[str, int]:
    """Return the words before the dates of statuses such as "Closed 12/03/2020", or before the
    numbers of kinds such as "AFI 7", where there are several of one; none where another text begins
    so too.
    """
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for text in texts:
        if match := form.fullmatch(text):
            stem = match[1].strip(" -:(")
            found[first.setdefault(fold(stem), stem)] += 1
    begun = {fold(text) for text in texts if not form.fullmatch(text)} | first.keys()
    sound = all(not any(text.startswith(stem) and text != stem for text in begun) for stem in first)
    return dict(found) if sound and len(found) <= MOST_WORDS else {}


def kinds(table: Family, source: Value, draft: Draft) -> None:
    """Write the kinds that are beyond doubt, and ask the others."""
    of = next(iter(columns_in(source)), "")
    looks = table.columns.get(of)
    words = list(looks.words if looks else ())
    if looks is not None and (stems := _stems(looks.texts, _NUMBERED)):
        words = [(word, count) for word, count in words if not _NUMBERED.fullmatch(word)]
        words += [(f"{stem}*", count) for stem, count in stems.items()]
    if draft.at("kind") is None and all(word in KIND_WORDS.values() for word, _ in words):
        return
    for word, count in words:
        if draft.lists(word, "kind") or draft.means("kind", word):
            continue
        kind = kind_of(word)
        plain = bool(word) and not word.endswith("*")
        path = ("kind", word) if plain else ("words", "kind", word)
        if kind and not draft.asking:
            draft.write(("kind", word if plain else KIND_WORDS[kind]), kind, "sure")
            if not plain:
                draft.write(path, KIND_WORDS[kind], "sure")
            continue
        draft.ask(
            Question(
                path,
                "What a kind means",
                f"Type {quoted(word)}: what is it?",
                counted(count, "row"),
                KIND_CHOICES,
                next((choice.answer for choice in KIND_CHOICES if choice.writes == kind), ""),
                of=of,
            )
        )
