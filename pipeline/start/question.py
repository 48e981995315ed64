"""A question of the form, and what a study has come to: what is sure, what is likely, what is
asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from pipeline.settings.mapping import names_in, source_of
from pipeline.settings.model import fold
from pipeline.settings.schema import RECOMMENDATIONS
from pipeline.start.keys import Value
from pipeline.workbook.meant import fits

Path = tuple[str, ...]
"""Where an answer goes: the tables of report.toml and the key, as ("status", "Open")."""
NONE, NO_RATING, NOT_KEPT = "(none)", "(no rating)", "(not kept)"
SAMPLES, SAMPLE_LENGTH = 4, 40
KEY = RECOMMENDATIONS.key


class Choice(NamedTuple):
    """An answer as the form offers it, and what it writes."""

    answer: str
    writes: Value


LADDER = (
    Choice("open: still to be done", "open"),
    Choice("signed_off: done as the force sees it, HMICFRS has not closed it", "signed_off"),
    Choice("closed: HMICFRS has closed it", "closed"),
    Choice("withdrawn: superseded, merged or no longer asked for", "withdrawn"),
)
KIND_CHOICES = (
    Choice("recommendation", "recommendation"),
    Choice("improvement: an area for improvement", "improvement"),
    Choice("concern: a cause of concern", "concern"),
)
SCOPES = (
    Choice("force: ours alone", "force"),
    Choice("joint: ours and other bodies'", "joint"),
    Choice("other: for other bodies alone", "other"),
)
PRINTED = (
    Choice("may be printed", "Yes"),
    Choice("must not be printed", "No"),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One yellow cell: where its answer goes, what is asked and what was found, the answers that it
    may have (any text where `free`), and the one that is proposed, "" where none is.

    `of` is the column whose words are asked about. `ratings`: the answers are the ratings that the
    form itself lists. `colour` is shown beside it.
    """

    path: Path
    section: str
    asks: str
    found: str = ""
    choices: tuple[Choice, ...] = ()
    proposed: str = ""
    of: str = ""
    free: Literal["", "text", "value", "whole"] = ""
    ratings: bool = False
    colour: str = ""


@dataclass
class Draft:
    """What a study has come to, gathered as it goes. `known` is what report.toml holds already, and
    `doubted` where it is marked with `# ?`.
    """

    known: Mapping[str, Any] = field(default_factory=dict)
    doubted: Collection[Path] = ()
    asking: bool = False
    """Nothing is written: what is sure is asked too, with its proposal."""
    sure: dict[Path, Value] = field(default_factory=dict)
    likely: dict[Path, Value] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def at(self, *path: str) -> Any:
        """Return what report.toml holds at a path, None where it holds nothing."""
        found: Any = self.known
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found

    def settles(self, *path: str) -> bool:
        """Return whether report.toml answers a path, without a mark of doubt."""
        return self.at(*path) is not None and path not in self.doubted

    def write(self, path: Path, value: Value, level: str) -> None:
        """Put down what report.toml is to hold, unless it is settled there."""
        if not self.settles(*path):
            (self.sure if level == "sure" else self.likely)[path] = value

    def ask(self, question: Question) -> None:
        """Add a question, unless report.toml answers it with a heading that is there."""
        if question.path[0] == "columns" or not self.settles(*question.path):
            self.questions.append(question)

    def means(self, key: str, word: str) -> bool:
        """Return whether [words.<key>] of report.toml says what a word means."""
        return bool(fits(word, self.at("words", key) or {}))

    def lists(self, word: str, *path: str) -> bool:
        """Return whether a table of report.toml names a word."""
        return fold(word) in map(fold, self.at(*path) or ())


def columns_in(value: Value) -> tuple[str, ...]:
    """Return the headings that a source of report.toml names; none of one that can never be
    right.
    """
    try:
        return names_in(source_of(value))
    except ValueError:
        return ()


def counted(count: int, noun: str) -> str:
    """Return a count with its noun in figures.

    >>> counted(1, "row"), counted(3, "row")
    ('1 row', '3 rows')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def shortly(words: Iterable[str], most: int = SAMPLES) -> str:
    """Return a few words, each cut short, in quotation marks."""
    held = [word for word in dict.fromkeys(words) if word]
    told = [
        f"\u201c{word[: SAMPLE_LENGTH - 1]}\u2026\u201d"
        if len(word) > SAMPLE_LENGTH
        else f"\u201c{word}\u201d"
        for word in held[:most]
    ]
    return ", ".join([*told, *(["\u2026"] if len(held) > most else [])])


def quoted(word: str) -> str:
    """Return a word of the workbook in quotation marks, or that it is a blank."""
    return shortly([word]) if word else "left blank"
