"""What the panel reviewed and the force signed off in the period, by rating and status."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.figures.measure import Count, Measure
from pipeline.settings.model import slug


def reviewed(ratings: Sequence[str]) -> Iterator[Measure]:
    """Yield what the panel reviewed in the period, by rating."""
    rule = (
        "recommendations and areas for improvement for the force or jointly, reviewed by the panel"
        " in the period"
    )

    yield Measure("reviewed", "total", "Reviewed in the period", rule, in_period("reviewed"))
    for word in ratings:
        yield Measure(
            "reviewed",
            slug(word),
            f"Reviewed in the period and rated {word}",
            f"{rule}, rated {word} now",
            in_period("reviewed", "rag", word),
            word,
        )


def in_period(date: str, column: str = "", word: str = "") -> Count:
    """Return how the rows with a date in the period are counted: all, or those with a word in a
    column.
    """
    return lambda position: [
        row for row in position.of_period[date] if not column or row.words(column) == word
    ]


def signed_off(statuses: Sequence[str]) -> Iterator[Measure]:
    """Yield what was signed off in the period, by status."""
    rule = "recommendations whose date of internal sign-off lies in the period"

    yield Measure("signed_off", "total", "Signed off in the period", rule, in_period("signed_off"))
    for word in statuses:
        yield Measure(
            "signed_off",
            slug(word),
            f"Signed off in the period, status {word}",
            f"{rule} and whose status now is {word}",
            in_period("signed_off", "status", word),
            word,
        )
