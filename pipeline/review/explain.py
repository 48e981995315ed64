"""A figure as a sceptical member wants it: what it counts, by which rule, what it was, and each row
with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.english.writing import digits, number, plural, say_date, signed
from pipeline.figures.figure import Evidence, Figure
from pipeline.figures.result import Computed
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.register.recommendations import Register
from pipeline.review.laid_out import laid, table, term
from pipeline.review.withheld import WITHHELD
from pipeline.settings.schema import RECOMMENDATIONS

TITLE_WIDTH = 60
WIDE = 10_000
"""Columns of what has no width: a file."""
COLUMN = 13


def explained(result: Computed, figure: Figure, width: int = WIDE) -> str:
    """Return what stands behind a figure, as lines of text for a terminal of so many columns."""
    return "\n".join(_lines(result, figure, width))


def _lines(result: Computed, figure: Figure, width: int) -> Iterator[str]:
    yield from laid(f"{figure.label} ({figure.key})", width, 0, 2)
    yield ""
    for name, text in _facts(result, figure):
        yield from term(name, text, width, 2, COLUMN)
    if figure.value is None:
        return
    yield ""
    if not figure.evidence:
        yield from laid("No row is behind it: that is what a figure of 0 means.", width, 2)
        return
    rows = "row" if len(figure.evidence) == 1 else f"{digits(len(figure.evidence))} rows"
    file = result.file_of(figure.evidence[0])
    yield from laid(f"The {rows} behind it, in {file}:", width, 2)
    before = {row.ref: row for row in result.position.both} if figure.evidence else {}
    yield from table((_row(result, row, before) for row in figure.evidence), width, 4)


def _facts(result: Computed, figure: Figure) -> Iterator[tuple[str, str]]:
    """Yield what is told of a figure before its rows, by its name."""
    if figure.value is None:
        yield "Value", f"none: {_without(result, figure)}"
    else:
        printed = number(figure.value, result.settings.style.numbers_in_words_to)
        spelt = f', in a sentence "{printed}"' if printed != digits(figure.value) else ""
        yield "Value", f"{digits(figure.value)}{spelt}"
    if result.previous:
        yield "Last time", _last_time(result, figure)
    yield "Rule", figure.rule
    yield "Period", _period(result)


def _last_time(result: Computed, figure: Figure) -> str:
    assert result.previous is not None
    then = f"at the meeting of {say_date(result.previous.meeting)}"
    if figure.previous is None:
        return f"not known {then}"
    change = "" if figure.value is None else f" (change {signed(figure.value - figure.previous)})"
    return f"{digits(figure.previous)} {then}{change}"


def _without(result: Computed, figure: Figure) -> str:
    """Return why a figure has no value."""
    needs = figure.measure.needs
    if needs and needs not in result.position.kept:
        return (
            "no word of [status] means signed_off."
            if needs == "awaiting"
            else "rag is false under [columns.recommendations]: no ratings are kept."
            if needs == "rag"
            else (
                "[workbook] log is false: no log is kept."
                if needs in ("log", "responses") and "log" not in result.position.kept
                else "the log has no column for when a response is due, or was made."
                if needs == "responses"
                else (
                    f"{result.settings.heading(RECOMMENDATIONS, needs)} is blank in every row, so"
                    " it is not kept."
                )
            )
        )
    return "it needs an earlier meeting, and none is filed before this one."


def _period(result: Computed) -> str:
    period = result.position.period
    start = (
        f"after {say_date(period.after)}"
        if period.after
        else (f"from {say_date(period.since)}" if period.since else "from the beginning")
    )
    return f"{start}, up to and including {say_date(period.end)}"


def _row(result: Computed, row: Evidence, before: dict[str, Movement]) -> tuple[str, str, str]:
    """Return the ref, the cell, and in words what the row says that bears on the figure."""
    source = result.then if row.meeting else result.register
    assert source is not None
    record = source.by_cell.get(row.cell)
    if record is None:
        return row.ref, row.cell, _logged(result, row)
    if not record.publish or is_withheld(
        result.register, row.ref
    ):  # a row of the last meeting may be withheld since
        return row.ref, row.cell, WITHHELD
    told = [record.rag or "not rated", record.status]
    if record.target:
        told.append(f"target {say_date(record.target)}")
        meeting = result.settings.meeting.date
        if not row.meeting and record.stage == "outstanding" and record.target < meeting:
            late = (meeting - record.target).days
            told.append(f"{digits(late)} {plural(late, 'day')} overdue")
    then = before.get(row.ref)
    if not row.meeting and result.then and then and not is_withheld(result.then, row.ref):
        told.append(_before(then))
    if record.reviewed:
        told.append(f"reviewed {say_date(record.reviewed)}")
    return row.ref, row.cell, f"{'; '.join(told)}; {_short(record.report)}"


def is_withheld(register: Register, ref: str) -> bool:
    """Return whether a register has the row, and it is not for publication there."""
    return any(row.ref == ref and not row.publish for row in register.rows)


def _before(row: Movement) -> str:
    """Return how a row stood at the last meeting: only that it was the same, where it was."""
    if row.then is None or row.stage_then == "absent":
        return "not there last time"
    if row.now and _standing(row.now) == _standing(row.then):
        return "the same last time"
    rated = f"{row.then.rag}, " if row.then.rag else ""
    target = f", target {say_date(row.then.target)}" if row.then.target else ""
    return f"last time {rated}{row.then.status}{target}"


def _standing(row: Recommendation) -> tuple[object, ...]:
    return row.rag, row.status, row.target


def _logged(result: Computed, row: Evidence) -> str:
    for entry in result.position.period_log.entries:
        if row.cell == entry.cell:
            day = (
                getattr(entry, "finished", None)
                or getattr(entry, "published", None)
                or getattr(entry, "starts", None)
            )
            return f"{say_date(day)}; {_short(entry.title)}" if day else _short(entry.title)
    return ""


def _short(title: str) -> str:
    return title if len(title) <= TITLE_WIDTH else f"{title[: TITLE_WIDTH - 1]}\u2026"
