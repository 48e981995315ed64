"""What counts and is not for publication, of what the paper lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pipeline.figures.measure import Measure
from pipeline.figures.position import Position
from pipeline.figures.selections import new, overdue, settled, worst_rated
from pipeline.register.recommendation import Recommendation


def withheld(worst: str) -> Iterator[Measure]:
    """Yield how many are not for publication of each list of the paper."""
    rule = "of these, the rows whose column Publish says No: they count, and are not listed"

    def part(
        name: str,
        told: str,
        count: Callable[[Position], Iterable[Recommendation]],
        *,
        compares: bool = False,
        dated: str = "",
    ) -> Measure:
        return Measure(
            "withheld",
            name,
            f"{told}, not for publication",
            rule,
            lambda position: [row for row in count(position) if not row.publish],
            compares=compares,
            needs=dated,
            dated=dated,
        )

    yield replace(
        part("worst", f"Outstanding and rated {worst or 'worst'}", worst_rated),
        worst=True,
        needs="rag",
    )
    yield part("new", "New since the last meeting", new, compares=True)
    yield part("settled", "Signed off or closed since the last meeting", settled, compares=True)
    yield part("overdue", "Overdue", overdue, dated="target")
