"""What the workbook's words mean: for the ladder, the ratings, the kinds, whose a row is, and
whether it may be printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from pipeline.settings.mapping import SHEET
from pipeline.settings.model import fold
from pipeline.settings.schema import KIND_WORDS, PUBLISH, RECOMMENDATIONS
from pipeline.start.columns import MOST_WORDS
from pipeline.start.keys import Value
from pipeline.start.question import (
    KIND_CHOICES,
    LADDER,
    NO_RATING,
    NONE,
    PRINTED,
    SCOPES,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    shortly,
)
from pipeline.start.study import Family
from pipeline.start.vocabulary import (
    INSPECTORATE,
    RATINGS,
    is_no_date,
    is_unranked,
    kind_of,
    rating_of,
    rating_of_colour,
    rating_within,
)
from pipeline.workbook.addressees import FORCES, is_another_body
from pipeline.workbook.markings import is_mark, keeps_back

ROLE = (
    Choice("publish: it decides whether a row may be printed", "publish"),
    Choice("ignore: it says something else, and nothing is held back by it", "ignore"),
)
READ = (Choice("read these rows", True), Choice("leave them out", False))
NO_DATE = (Choice("no date", True), Choice("a mistake that will be corrected", False))
SPARE, MOST_SPARE = 1, 4
KEY = RECOMMENDATIONS.key


def publication(table: Family, names: Collection[str], draft: Draft) -> None:
    """Ask of each column that may say what must not be printed whether it does, and what its words
    mean.
    """
    harmless = [*map(fold, draft.at("workbook", KEY, "ignore") or ())]
    settled = columns_in(draft.at("columns", KEY, "publish") or False)
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
                f"{name}: {_word(word)}. May these rows be printed?",
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
    names = columns_in(source)
    several = [
        text for name in names if name in table.columns for text in table.columns[name].texts
    ]
    apart = any(";" in text for text in several)
    force = draft.at("force") or {}
    own = tuple(
        name
        for name in (force.get("name"), force.get("short_name"), *force.get("aliases", ()))
        if name
    )
    settled = draft.settles("columns", KEY, "addressed_to")
    for name in (name for name in names if name in table.columns):
        words = Counter(
            part
            for text in table.columns[name].texts
            for part in (filter(None, map(str.strip, text.split(";"))) if apart else [text])
        )
        listed = words.most_common(MOST_WORDS)
        for word, count in listed:
            if draft.lists(word, "addressees") or _is_known(word, own if settled else (), draft):
                continue
            draft.ask(
                Question(
                    ("addressees", word),
                    "Whose a recommendation is",
                    f"Addressed to {_word(word)}: whose is it?",
                    counted(count, "row"),
                    SCOPES,
                    of=name,
                )
            )
        rest = sum(words.values()) - sum(count for _, count in listed)
        if rest and not draft.lists("*", "addressees"):
            draft.ask(
                Question(
                    ("addressees", "*"),
                    "Whose a recommendation is",
                    "Every other addressee, not listed here: whose is it?",
                    counted(rest, "row"),
                    SCOPES[2:],
                    of=name,
                )
            )


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
        stems = _stems(looks.texts) if looks is not None else {}
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
                f"Status {_word(word)}: where does it stand?",
                counted(count, "row"),
                LADDER,
                of=of,
            )
        )


_DATED = re.compile(r"(.*\w)\W+(?:on )?[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}\W*", re.IGNORECASE)


def _is_dated(word: str) -> bool:
    return bool(_DATED.fullmatch(word))


def _stems(texts: Sequence[str]) -> dict[str, int]:
    """Return the words before the dates of statuses such as "Closed 12/03/2020", where there are
    several of one; none where another text begins so too.
    """
    found = Counter(match[1].strip(" -:(") for text in texts if (match := _DATED.fullmatch(text)))
    plain = {fold(text) for text in texts if not _is_dated(text)}
    sound = all(
        not any(text.startswith(fold(stem)) and text != fold(stem) for text in plain)
        for stem in found
    )
    return dict(found) if sound and len(found) <= MOST_WORDS else {}


def kinds(table: Family, source: Value, draft: Draft) -> None:
    """Write the kinds that are beyond doubt, and ask the others."""
    of = next(iter(columns_in(source)), "")
    looks = table.columns.get(of)
    words = [(word, count) for word, count in (looks.words if looks else ())]
    if draft.at("kind") is None and all(word in KIND_WORDS.values() for word, _ in words):
        return
    for word, count in words:
        if draft.lists(word, "kind") or draft.means("kind", word):
            continue
        kind = kind_of(word)
        path = ("kind", word) if word else ("words", "kind", "")
        if kind and not draft.asking:
            draft.write(path, kind, "sure")
            continue
        draft.ask(
            Question(
                path,
                "What a kind means",
                f"Type {_word(word)}: what is it?",
                counted(count, "row"),
                KIND_CHOICES,
                next((choice.answer for choice in KIND_CHOICES if choice.writes == kind), ""),
                of=of,
            )
        )


def ratings(table: Family, source: Value, draft: Draft) -> None:
    """Ask for the legend and its meanings, and for the rating of each word or colour that is not in
    it.
    """
    if source is False:
        return
    of = next(iter(columns_in(source)), "")
    looks = table.columns.get(of)
    coloured = isinstance(source, dict) and "fill" in source
    legend = {word: means for word, means in (draft.at("rag") or {}).items() if means}
    words: Sequence[tuple[str, int]] = ()
    if looks is not None:
        words = looks.fills if coloured else looks.words
    guess = {word: _rating(word, coloured=coloured) for word, _ in words if word}
    apart = [word for word in guess if not coloured and is_unranked(word)]
    if not legend:
        _legend(sorted({*guess.values()} - {""}, key=RATINGS.index), apart, draft)
    known = set(map(fold, legend or [*guess.values(), *apart])) - {""}
    choices = [*(Choice(word, word) for word in legend), Choice(NO_RATING, NO_RATING)]
    for word, count in words:
        told = draft.lists(word, "fills") if coloured else draft.means("rag", word)
        if told or fold(word) in known:
            continue
        draft.ask(
            Question(
                ("fills", word) if coloured else ("words", "rag", word),
                "Ratings",
                f"Cells filled with {word}: which rating?"
                if coloured
                else f"{of} {_word(word)}: which rating?",
                counted(count, "row"),
                tuple(choices) if legend else (),
                proposed=guess.get(word, "") if word else NO_RATING,
                of=of,
                ratings=not legend,
                colour=word if coloured else "",
            )
        )


def _rating(word: str, *, coloured: bool) -> str:
    if coloured:
        return rating_of_colour(word)
    return rating_of(word) or rating_within(word)


def _legend(found: Sequence[str], apart: Sequence[str], draft: Draft) -> None:
    """Ask for the ratings that the paper prints, worst first, and for what each means."""
    slots = [*found, *[NONE] * SPARE] if found else ["", *[NONE] * MOST_SPARE]
    slots += [NONE] * (3 - len(slots))
    numbered = [(str(number), word) for number, word in enumerate(slots, 1)]
    last = [("apart", apart[0] if apart else NONE)] if apart or not found else []
    for slot, word in [*numbered, *last]:
        worst = " (the worst)" if slot == "1" else ""
        draft.ask(
            Question(
                ("legend", slot, "word"),
                "Ratings",
                f"Rating {slot}{worst} that the paper prints"
                if slot != "apart"
                else "A word that is counted by itself, neither better nor worse, as Not graded",
                f"worst first; {NONE} where there are fewer"
                if slot != "apart"
                else NONE + " if none",
                proposed=word,
                free="text",
            )
        )
    for slot, word in [*numbered, *last]:
        draft.ask(
            Question(
                ("legend", slot, "means"),
                "Ratings",
                f"What rating {slot} means, as the paper prints it"
                if slot != "apart"
                else "What the word counted by itself means, as the paper prints it",
                f"for {shortly([word])}" if word and word != NONE else "",
                free="text",
            )
        )
    for word in found:
        draft.write(("rag", word), "", "likely")


def dates(table: Family, believed: Mapping[str, Value], draft: Draft) -> None:
    """Ask of words in columns of dates that are none, and of months and quarters as targets."""
    told: set[str] = set()
    months, quarters, of = 0, False, ""
    for column in RECOMMENDATIONS.columns:
        if column.kind != "date":
            continue
        for name in columns_in(believed.get(column.key, column.heading)):
            looks = table.columns.get(name)
            if looks is None:
                continue
            if column.key in ("target", "original_target") and looks.months:
                months, quarters, of = months + looks.months, quarters or looks.quarters, name
            for word, count in looks.no_dates[:12]:
                known = draft.at("dates", "none") or []
                if fold(word) in told or fold(word) in map(fold, known):
                    continue
                told.add(fold(word))
                draft.ask(
                    Question(
                        ("dates", "none", word),
                        "Dates",
                        f"{name} {_word(word)}: does it stand for the want of a date?",
                        counted(count, "row"),
                        NO_DATE,
                        NO_DATE[0].answer if is_no_date(word) else "",
                        of=name,
                    )
                )
    if months:
        _months(months, of, quarters, draft)


def _months(count: int, of: str, quarters: bool, draft: Draft) -> None:
    draft.ask(
        Question(
            ("dates", "month"),
            "Dates",
            f"{of} holds months or quarters without a day: which day is meant?",
            counted(count, "row"),
            (Choice("the last day", "last day"), Choice("the first day", "first day")),
            "the last day",
            of=of,
        )
    )
    if quarters:
        draft.ask(
            Question(
                ("dates", "year_starts"),
                "Dates",
                "In which month does the first quarter start?",
                "years are written in two parts, as 2020/21",
                (Choice("April", "April"), Choice("January", "January")),
                "April",
                of=of,
            )
        )


def part(table: Family, believed: Mapping[str, Value], draft: Draft) -> bool:
    """Ask which rows of a wider register are read, where a column names the inspectorate beside
    others.
    """
    used = {name for value in believed.values() for name in columns_in(value)}
    known = draft.at("workbook", KEY, "only") or {}
    for name, looks in table.columns.items():
        words = [(word, count) for word, count in looks.words if word]
        ours = [word for word, _ in words if INSPECTORATE.search(word)]
        if name in used or not looks.few or not ours or len(ours) == len(words) or name in known:
            continue
        for word, count in looks.words:
            draft.ask(
                Question(
                    ("workbook", KEY, "only", name, word),
                    "Sheets and rows",
                    f"{name} {_word(word)}: are these rows part of the paper?",
                    counted(count, "row"),
                    READ,
                )
            )
        return True
    return False


def _word(word: str) -> str:
    return shortly([word]) if word else "left blank"
