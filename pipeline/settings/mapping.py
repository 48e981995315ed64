"""How a force's own sheets are read, as report.toml says it: where the rows lie, and where each key
comes from.

What is said here is carried out in the room `mapping`, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from pipeline.english.signs import seen
from pipeline.settings.checked import by_word, choice, key, many, text, yes_or_no

GROUP, SHEET = "{group}", "{sheet}"
ABOVE = re.compile(r"\{\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\}")
"""A cell above the headings, such as {A1}."""
FILL = re.compile(r"#?([0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
ALWAYS_KEPT = ("ref", "text", "status")
"""Without these no row is a recommendation."""
NEVER_MADE_UP = ("ref", "target", "reviewed", "signed_off", "closed")
"""What is never the same in every row: one ref for all, or a date that nobody wrote down."""
MADE_UP = "a date that nobody wrote down is made up"
_NO_ROW = (
    "it is false, and cannot be left out: without it no row is a recommendation.",
    "Name the column it stands in.",
)
NEVER_LEFT_OUT = {
    **dict.fromkeys(ALWAYS_KEPT, _NO_ROW),
    "addressed_to": (
        "it is false, and decides which rows are the force's: that is never guessed.",
        'Where every row is for the force, write addressed_to = { value = "…" } with the force\'s'
        " name.",
    ),
}
"""Keys that a force must keep, each with what is wrong where it does not, and what to do."""


class Column(NamedTuple):
    """The first of these headings that the sheet has; also "{group}", "{sheet}" or a cell above the
    headings, "{A1}".
    """

    headings: tuple[str, ...]


class Joined(NamedTuple):
    """One text of several, in this order; blank ones are left out."""

    parts: tuple[str, ...]
    between: str = " "


class Same(NamedTuple):
    """The same words in every row."""

    value: str


class Fill(NamedTuple):
    """The word by the colour that fills the cell under this heading."""

    heading: str


class FromDates(NamedTuple):
    """A status that follows from the dates of closure and of sign-off."""


class NotKept(NamedTuple):
    """What the force does not keep: its figures are null, and never 0."""


Source = Column | Joined | Same | Fill | FromDates | NotKept


def source_of(value: object) -> Source:
    """Return where a key comes from, as `[columns.<sheet>]` writes it; raises ValueError in words
    for anything else.

    >>> source_of("Due date"), source_of(["Title", "Report"]), source_of(False)
    (Column(headings=('Due date',)), Column(headings=('Title', 'Report')), NotKept())
    """
    if isinstance(value, (Column, Joined, Same, Fill, FromDates, NotKept)):
        return value
    if value is False:
        return NotKept()
    if isinstance(value, str):
        return Column((_name(value),))
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return Column(tuple(map(_name, value)))
    if isinstance(value, dict):
        return _described(value)
    raise ValueError(
        f"it is {value!r}; write a heading, a list of headings, false where the force does not keep"
        f" it, or one of {FORMS}"
    )


FORMS = '{ join = ["…", "…"], with = " " }, { value = "…" }, { fill = "…" }'


def _described(value: Mapping[str, Any]) -> Source:
    match value:
        case {"join": [str(), *_] as parts, **rest} if all(
            isinstance(part, str) for part in parts
        ) and set(rest) <= {"with"}:
            between = rest.get("with", " ")
            if not isinstance(between, str) or "\n" in between:
                raise ValueError("what stands between the parts is a text on one line")
            return Joined(tuple(map(_name, parts)), between)
        case {"value": str(same), **rest} if not rest:
            return Same(_name(same))
        case {"fill": str(heading), **rest} if not rest:
            return Fill(_name(heading))
        case {"from": "dates", **rest} if not rest:
            return FromDates()
    raise ValueError(
        f'it is {dict(value)!r}; between braces stands one of {FORMS}, or {{ from = "dates" }} for'
        " the status"
    )


def _name(text: str) -> str:
    found = " ".join(seen(text).split())
    if not found:
        raise ValueError("it is empty")
    return found


def names_in(source: Source) -> tuple[str, ...]:
    """Return what a source names: headings, and the words between braces."""
    match source:
        case Column(headings):
            return headings
        case Joined(parts):
            return parts
        case Fill(heading):
            return (heading,)
    return ()


def is_heading(name: str) -> bool:
    """Return whether a name in a source is a heading, and not a group, the sheet or a cell above
    the headings.
    """
    return name not in (GROUP, SHEET) and not ABOVE.fullmatch(name)


def pattern(typed: str) -> re.Pattern[str]:
    """Return what a text with `*` for whatever stands there fits: the whole of a cell, case and
    spaces forgiven.

    A text that ends in a colon is the beginning of one, as "Note:" is.
    """
    whole = f"{typed} *" if typed.endswith(":") else typed
    parts = (r"\s+".join(map(re.escape, part.split())) for part in whole.split("*"))
    return re.compile(r"\s*" + r".*".join(parts) + r"\s*", re.IGNORECASE | re.DOTALL)


def _rows(value: object) -> tuple[int, ...]:
    """Return the row or the two rows of headings as a tuple."""
    rows: list[Any] = value if isinstance(value, list) else [value]
    if not all(isinstance(row, int) and not isinstance(row, bool) and row > 0 for row in rows):
        raise ValueError(
            f"it is {value!r}; write the number of the row, as 5, or of two rows, as [4, 5]"
        )
    if len(rows) > 2 or (len(rows) == 2 and rows[1] != rows[0] + 1):
        raise ValueError(
            f"it is {value!r}; headings stand in one row or in two that follow each other, as"
            " [4, 5]"
        )
    return tuple(rows)


def _all_or_names(value: object) -> tuple[str, ...] | Literal["all"]:
    if value == "all":
        return "all"
    if isinstance(value, list) and all(isinstance(name, str) and name.strip() for name in value):
        return tuple(map(_name, value))
    raise ValueError(f'it is {value!r}; write the names of sheets, as ["Open", "Closed"], or "all"')


def _heading(value: object) -> str:
    return _name(text(value))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """`[workbook.<sheet>]`: which sheets of which file hold the table, and which of their rows are
    entries.
    """

    file: str = key(text, "")
    sheets: tuple[str, ...] | Literal["all"] = key(_all_or_names, ())
    except_: tuple[str, ...] = key(many(_heading), (), "except")
    headings: tuple[int, ...] = key(_rows, ())
    group_rows: bool = key(yes_or_no, False)
    one_row: Literal["", "ref"] = key(choice("", "ref"), "")
    not_rows: tuple[str, ...] = key(many(_heading), ())
    ends: str = key(text, "")
    only: dict[str, tuple[str, ...]] = key(by_word(_heading, many(text)), {})
    ignore: tuple[str, ...] = key(many(_heading), ())


@dataclass(frozen=True, kw_only=True)
class Dates:
    """`[dates]`: words that are no date, and how a target that names a month or a quarter is
    read.
    """

    none: tuple[str, ...] = key(many(_heading), ())
    month: Literal["", "first day", "last day"] = key(choice("", "first day", "last day"), "")
    year_starts: Literal["January", "April"] = key(choice("January", "April"), "January")


def faults_in(
    sheet: str, columns: Mapping[str, Source], reading: Reading
) -> Iterator[tuple[str, str, str]]:
    """Yield the key, what is wrong and what to do, for each source of a sheet that can never be
    right.
    """
    for name, source in columns.items():
        if isinstance(source, Same) and name in NEVER_MADE_UP:
            of_ref = name == "ref"
            why = "one ref for every row is none" if of_ref else MADE_UP
            rest = "." if of_ref else ", or write false where the force does not keep it."
            told = f"it is {{ value = … }}, and cannot be the same in every row: {why}."
            yield name, told, f"Name the column it stands in{rest}"
        if isinstance(source, NotKept) and name in NEVER_LEFT_OUT:
            yield name, *NEVER_LEFT_OUT[name]
        if isinstance(source, FromDates) and (name != "status" or sheet != "recommendations"):
            yield name, "only the status follows from dates.", "Name the column it stands in."
        if isinstance(source, FromDates) and isinstance(columns.get("closed"), NotKept):
            yield (
                name,
                "closed is false, so the status cannot follow from dates.",
                "Name the column of the status, or that of the closing dates.",
            )
        if GROUP in names_in(source) and not reading.group_rows:
            yield (
                name,
                f"{GROUP} needs rows that head the rows below them.",
                f"Write group_rows = true under [workbook.{sheet}].",
            )
