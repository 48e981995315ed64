"""Words that are no date, and months and quarters as targets."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.settings.model import fold
from pipeline.settings.schema import RECOMMENDATIONS
from pipeline.start.family import Family
from pipeline.start.keys import Value
from pipeline.start.question import (
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    quoted,
)
from pipeline.start.vocabulary import (
    is_no_date,
)

NO_DATE = (Choice("no date", True), Choice("a mistake that will be corrected", False))


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
                        f"{name} {quoted(word)}: does it stand for the want of a date?",
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
