"""What must hold between the figures, or there is no paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import pandas as pd

from pipeline.checks.codes import finding
from pipeline.figures.figure import Figure
from pipeline.figures.sums import OPENINGS, sums
from pipeline.findings.finding import Finding
from pipeline.register.inspections import Log, Report
from pipeline.register.movement import Period
from pipeline.register.recommendations import Register
from pipeline.settings.model import Settings, fold

SAY = "This is a fault of the rows listed by `explain`, or of the program: look at them with the command explain."


def adds_up(figures: Mapping[str, Figure], settings: Settings, file: str) -> Iterator[Finding]:
    """Yield a finding for each sum of `figures.sums` whose parts do not come to its total."""
    for one in sums(settings):
        if not one.is_known(figures) or one.holds(figures):
            continue
        values = [(part, figures[part.key].value) for part in one.parts]
        if one.kind == "balance":
            parts = " ".join(f"{'+' if part.sign > 0 else '-'} {part.key} {value}" for part, value in values).lstrip("+ ")
        else:
            parts = f"{', '.join(part.key for part, _ in values)}: {' + '.join(str(value) for _, value in values)}"
        yield finding("balance" if one.kind == "balance" else "breakdown",
                      f"{parts} = {one.reached(figures)}, but {one.total} is {figures[one.total].value}.", SAY, file)


def opening(figures: Mapping[str, Figure], filed: Mapping[str, int | None], meeting: str | None, file: str
            ) -> Iterator[Finding]:
    """Yield a finding where an opening balance is not the closing balance filed at the last meeting."""
    for now, then in OPENINGS.items():
        value, closing = figures[now].value, filed.get(then)
        if value is not None and closing is not None and value != closing:
            yield finding("opening-balance", f"{now} is {value}, but {then} filed for {meeting} is {closing}.",
                          f"Restore inputs/meetings/{meeting} as it was filed.", file)


def report_parts(log: Log) -> Iterator[Finding]:
    """Yield a finding for each report whose parts do not sum to the recommendations it makes."""
    for report in log.reports:
        parts = (report.for_force, report.jointly, report.for_others)
        if report.recommendations is None or None in parts:
            continue
        summed = sum(part or 0 for part in parts)
        if summed != report.recommendations:
            cells = [report.cells[key].address for key in ("recommendations", "for_force", "jointly", "for_others")]
            yield finding(
                "report-parts",
                f"Recommendations says {report.recommendations}, but For the force {parts[0]} + Jointly {parts[1]} + "
                f"For others {parts[2]} = {summed} ({', '.join(cells)}).",
                "Count the recommendations in the report again and correct whichever number is wrong.", log.file,
                cell=report.cells["recommendations"])


def report_rows(log: Log, register: Register, period: Period) -> Iterator[Finding]:
    """Yield a finding for each report of the period whose rows in the register are not as many as the log says."""
    titles = Counter(fold(report.title) for report in log.reports)
    rows = register.recommendations
    known = sorted(set(rows["report"][rows["publish"]]))
    for report in log.reports:
        if report.published is None or report.published not in period or None in (report.for_force, report.jointly):
            continue
        mine = rows_of(report, rows, unique=titles[fold(report.title)] == 1)
        if mine["ref"].duplicated().any():
            continue  # told by refs_twice: one of them may be too many
        said = (report.for_force or 0) + (report.jointly or 0)
        if len(mine) == said:
            yield from _split(report, mine, log.file)
            continue
        near = get_close_matches(report.title, [title for title in known if fold(title) != fold(report.title)], 1, 0.8)
        hint = f' Its rows may stand under "{near[0]}".' if near and not len(mine) else ""
        other = rows[(rows["report"].map(fold) == fold(report.title)) & ~rows["ref"].isin(mine["ref"])]
        if len(other):
            hint = f" Under this title but with another date: {', '.join(other['ref'])}."
        refs = f" ({', '.join(mine['ref'])})" if len(mine) else ""
        yield finding(
            "report-rows",
            f'"{report.title}": For the force {report.for_force} + Jointly {report.jointly} = {said}, but the workbook has '
            f"{len(mine)} {'row' if len(mine) == 1 else 'rows'} of this report for the force or jointly{refs}.{hint}",
            f"Add the missing rows to {register.file} under exactly this title, or correct the log." if len(mine) < said else
            f"Correct the log, or in {register.file} the rows that are not of this report or not for the force.", log.file,
            cell=report.cells["for_force"])


def _split(report: Report, rows: pd.DataFrame, file: str) -> Iterator[Finding]:
    alone = int((rows["scope"] == "force").sum())
    if alone != report.for_force:
        yield finding(
            "report-split", f"For the force {report.for_force} and Jointly {report.jointly}, but by Addressed to the "
            f"workbook has {alone} for the force and {len(rows) - alone} jointly.",
            "Correct the log, or Addressed to in the workbook.", file, cell=report.cells["for_force"])


def rows_of(report: Report, rows: pd.DataFrame, *, unique: bool = True) -> pd.DataFrame:
    """Return the register's rows of a report: by its title, and by its date too where the title has come out before."""
    mine = rows[rows["report"].map(fold) == fold(report.title)]
    dated = mine[mine["published"] == pd.Timestamp(report.published or "NaT")]
    return dated if not unique or (len(dated) and mine["published"].nunique() > 1) else mine


def everything(figures: Mapping[str, Figure], settings: Settings, register: Register, log: Log, period: Period,
               filed: Mapping[str, int | None], meeting: str | None) -> Sequence[Finding]:
    """Return all that does not hold between the figures, the log and the last meeting's filed balances."""
    return [*adds_up(figures, settings, register.file), *opening(figures, filed, meeting, register.file),
            *report_rows(log, register, period)]
