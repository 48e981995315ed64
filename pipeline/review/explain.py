"""A figure as a sceptical member wants it: what it counts, by which rule, what it was, and each row
with its cell.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.english.writing import digits, number, say_date, signed
from pipeline.figures.figure import Evidence, Figure
from pipeline.figures.result import Computed
from pipeline.register.movement import Movement
from pipeline.register.recommendations import Register
from pipeline.review.withheld import WITHHELD
from pipeline.settings.schema import RECOMMENDATIONS

TITLE_WIDTH = 60


def explained(result: Computed, figure: Figure) -> str:
    """Return what stands behind a figure, as lines of text for a terminal."""
    return "\n".join(_lines(result, figure))


def _lines(result: Computed, figure: Figure) -> Iterator[str]:
    settings = result.settings
    yield f"{figure.label} ({figure.key})"
    yield ""
    if figure.value is None:
        yield f"  Value      none: {_without(result, figure)}"
    else:
        printed = number(figure.value, settings.style.numbers_in_words_to)
        spelt = f', in a sentence "{printed}"' if printed != digits(figure.value) else ""
        yield f"  Value      {digits(figure.value)}{spelt}"
    if result.previous:
        then = f"at the meeting of {say_date(result.previous.meeting)}"
        if figure.previous is None:
            yield f"  Last time  not known {then}"
        else:
            change = (
                ""
                if figure.value is None
                else f" (change {signed(figure.value - figure.previous)})"
            )
            yield f"  Last time  {digits(figure.previous)} {then}{change}"
    yield f"  Rule       {figure.rule}"
    yield f"  Period     {_period(result)}"
    if figure.value is None:
        return
    yield ""
    if not figure.evidence:
        yield "  No row is behind it: that is what a figure of 0 means."
        return
    file = _file(result, figure)
    rows = "row" if len(figure.evidence) == 1 else f"{digits(len(figure.evidence))} rows"
    yield f"  The {rows} behind it, in {file}:"
    table = [_row(result, row) for row in figure.evidence]
    widths = [max(len(row[column]) for row in table) for column in range(2)]
    for row in table:
        yield f"    {row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip()


def _without(result: Computed, figure: Figure) -> str:
    """Return why a figure has no value."""
    needs = figure.measure.needs
    if needs and needs not in result.position.kept:
        return (
            "no word of [status] means signed_off."
            if needs == "awaiting"
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


def _file(result: Computed, figure: Figure) -> str:
    return result.file_of(figure.evidence[0])


def _row(result: Computed, row: Evidence) -> tuple[str, str, str]:
    """Return the ref, the cell, and in words what the row says that bears on the figure."""
    source = result.then if row.meeting else result.register
    assert source is not None
    record = source.by_cell.get(row.cell)
    if record is None:
        return row.ref, row.cell, _logged(result, row)
    if not record.publish or _is_withheld(
        result.register, row.ref
    ):  # a row of the last meeting may be withheld since
        return row.ref, row.cell, WITHHELD
    told = [record.rag or "not rated", record.status]
    before = next((one for one in result.position.both if one.ref == row.ref), None)
    if (
        not row.meeting
        and result.then is not None
        and before
        and not _is_withheld(result.then, row.ref)
    ):
        told.append(_before(before))
    if record.target:
        told.append(f"target {say_date(record.target)}")
    if record.reviewed:
        told.append(f"reviewed {say_date(record.reviewed)}")
    return row.ref, row.cell, f"{'; '.join(told)}; {_short(record.report)}"


def _is_withheld(register: Register, ref: str) -> bool:
    """Return whether a register has the row, and it is not for publication there."""
    return any(row.ref == ref and not row.publish for row in register.rows)


def _before(row: Movement) -> str:
    if row.then is None or row.stage_then == "absent":
        return "not there last time"
    rated = f"{row.then.rag}, " if row.then.rag else ""
    target = f", target {say_date(row.then.target)}" if row.then.target else ""
    return f"last time {rated}{row.then.status}{target}"


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
