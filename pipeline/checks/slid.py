"""Columns whose values stand beside other refs than at the last meeting: slid by a row, or sorted
without the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from pipeline.checks.codes import finding
from pipeline.checks.rule import heading
from pipeline.english.writing import listed
from pipeline.figures.position import Position
from pipeline.findings.finding import Finding
from pipeline.register.recommendation import Recommendation

SLIDING = ("text", "target", "published", "update", "updated", "signed_off")
FEWEST_SLID = 5
"""So few rows that have their neighbour's value may have it by chance."""
FEWEST_SORTED = 8
"""So few values may change places by chance, as targets do that are set anew."""
MOST_SORTED = 0.6
"""The others have what rows had that do not count, or are new."""
Pair = tuple[Recommendation, Recommendation]
"""A row then and now."""
Values = tuple[object, object]
"""What a row held then and holds now."""


def columns_slid(position: Position) -> Iterator[Finding]:
    """Columns in which the values stand beside the refs of their neighbours: cells were deleted, or
    refs typed anew.
    """
    rows = sorted(
        ((row.then, row.now) for row in position.compared if row.then and row.now),
        key=lambda pair: pair[0].row,
    )
    of = attrgetter(*SLIDING)
    both = [tuple(zip(of(then), of(now), strict=True)) for then, now in rows]
    columns = {key: [pairs[at] for pairs in both] for at, key in enumerate(SLIDING)}
    if not (told := list(_slid_columns(position, rows, columns))):
        told = list(_sorted_alone(position, rows, columns))
    yield from told


def _slid_columns(
    position: Position, rows: Sequence[Pair], columns: Mapping[str, Sequence[Values]]
) -> Iterator[Finding]:
    """Yield the columns that stand a row higher, and those that stand a row lower."""
    for step, where in ((1, "higher"), (-1, "lower")):
        slid = {
            key: [rows[place][1] for place in found]
            for key, pairs in columns.items()
            if (found := _slid(pairs, step))
        }
        if slid:
            first, headings, most = _where(position, slid)
            yield finding(
                "columns-slid",
                f"{headings} {'stands' if len(slid) == 1 else 'stand'} a row {where} beside the"
                f" refs than at the meeting of {position.last_meeting}, in {most} rows from here"
                f" on: {first.ref} has what its neighbour had.",
                "If cells were deleted or inserted in the column, undo that; if refs were typed"
                " anew, give each row the ref that it had.",
                position.register.file,
                cell=first.at(next(iter(slid))),
            )


def _where(
    position: Position, columns: Mapping[str, Sequence[Recommendation]]
) -> tuple[Recommendation, str, int]:
    """Return the first row of some columns, their headings in words, and the most rows of one."""
    first = min((row for rows in columns.values() for row in rows), key=lambda row: row.row)
    return first, listed(heading(position, key) for key in columns), max(map(len, columns.values()))


def _sorted_alone(
    position: Position, rows: Sequence[Pair], columns: Mapping[str, Sequence[Values]]
) -> Iterator[Finding]:
    """Yield the columns that hold what they held then in another order: one column, or that of the
    refs, was sorted without the others.
    """
    moved_about = {
        key: [rows[place][1] for place in found]
        for key, pairs in columns.items()
        if (found := _in_another_order(pairs))
    }
    if moved_about:
        first, headings, most = _where(position, moved_about)
        yield finding(
            "columns-slid",
            f"{headings} {'holds' if len(moved_about) == 1 else 'hold'} in {most} rows what other"
            f" rows held at the meeting of {position.last_meeting}, as where one column is sorted"
            " without the others.",
            "If a column was sorted alone, undo that or go back to the last copy that is right; to"
            " sort, select the whole table. If refs were typed anew, give each row the ref that it"
            " had.",
            position.register.file,
            cell=first.at(next(iter(moved_about))),
        )


def _in_another_order(pairs: Sequence[Values]) -> list[int]:
    """Return the places that hold now what another of them held then, where that is most of what
    changed in the column, and its values are not few.
    """
    changed = [place for place, (then, now) in enumerate(pairs) if now != then]
    before, after = (
        Counter(filter(None, (pairs[place][side] for place in changed))) for side in (0, 1)
    )
    held = sum(after.values())
    least = max(FEWEST_SORTED, held / 2)  # a few days that many share prove nothing
    same = sum((before & after).values())
    enough = held >= FEWEST_SORTED and len(before) >= least and same >= MOST_SORTED * held
    return changed if enough and not _is_put_off(pairs[place] for place in changed) else []


def _is_put_off(changed: Iterable[Values]) -> bool:
    """Return whether dates went one way, as targets do that are each put off by a month: among
    twelve of them most then hold what another held. Sorted, about as many go back as forward.
    """
    later = [
        now > then for then, now in changed if isinstance(now, date) and isinstance(then, date)
    ]
    return bool(later) and not 0.2 <= sum(later) / len(later) <= 0.8


def _slid(pairs: Sequence[Values], step: int) -> list[int]:
    """Return the places that hold now what their neighbour held then, where that is nearly all that
    changed in the column; `pairs` are what each held then and holds now.
    """
    changed = [place for place, (then, now) in enumerate(pairs) if now != then]
    found = [
        place
        for place in changed
        if 0 <= place + step < len(pairs)
        and pairs[place][1]
        and pairs[place][1] == pairs[place + step][0]
    ]
    return found if len(found) >= FEWEST_SLID and len(found) >= 0.8 * len(changed) else []
