"""What must hold between the figures, or there is no paper."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from pipeline.checks.codes import finding
from pipeline.figures.figure import Figure
from pipeline.figures.sums import OPENINGS, sums
from pipeline.findings.finding import Finding, did_you_mean
from pipeline.register.inspections import Log, Report
from pipeline.register.movement import Period
from pipeline.register.recommendation import Recommendation
from pipeline.register.recommendations import Register
from pipeline.settings.model import FILE, Settings, fold

SAY = (
    "This is a fault of the rows listed by `explain`, or of the program: look at them with the"
    " command explain."
)


def adds_up(figures: Mapping[str, Figure], settings: Settings, file: str) -> Iterator[Finding]:
    """Yield a finding for each sum of `figures.sums` whose parts do not come to its total."""
    for one in sums(settings):
        if not one.is_known(figures) or one.holds(figures):
            continue
        values = [(part, figures[part.key].value) for part in one.parts]
        if one.kind == "balance":
            parts = " ".join(
                f"{'+' if part.sign > 0 else '-'} {part.key} {value}" for part, value in values
            ).lstrip("+ ")
        else:
            parts = (
                f"{', '.join(part.key for part, _ in values)}:"
                f" {' + '.join(str(value) for _, value in values)}"
            )
        yield finding(
            "balance" if one.kind == "balance" else "breakdown",
            f"{parts} = {one.reached(figures)}, but {one.total} is {figures[one.total].value}.",
            SAY,
            file,
        )


def opening(
    figures: Mapping[str, Figure], filed: Mapping[str, int | None], meeting: str | None, file: str
) -> Iterator[Finding]:
    """Yield a finding where an opening balance is not the closing balance filed at the last
    meeting.
    """
    for now, then in OPENINGS.items():
        value, closing = figures[now].value, filed.get(then)
        if value is not None and closing is not None and value != closing:
            yield finding(
                "opening-balance",
                f"{now} is {value}, but {then} filed for {meeting} is {closing}.",
                f"Restore inputs/meetings/{meeting} as it was filed.",
                file,
            )


def expected(figures: Mapping[str, Figure], settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each number of the force's own, under [expect], that the workbooks do not
    give.
    """
    for key, value in settings.expect.items():
        place = f"[expect] {key}"
        if key not in figures:
            yield finding(
                "settings",
                f'there is no figure "{key}".{did_you_mean(key, figures)}',
                "Name a figure as figures.json does.",
                FILE,
                place=place,
            )
        elif (own := figures[key].value) != value:
            told = (
                "gives none, for what it is counted from is not kept"
                if own is None
                else f"gives {own}"
            )
            yield finding(
                "expected-differs",
                f"{value:,} is expected for {key}, and the workbook {told}.",
                f"Look at the rows with explain {key} and mend what is read otherwise than it is"
                " meant; if the workbook is right, correct the number.",
                FILE,
                place=place,
            )


def report_parts(log: Log) -> Iterator[Finding]:
    """Yield a finding for each report whose parts do not sum to the recommendations it makes."""
    for report in log.reports:
        parts = (report.for_force, report.jointly, report.for_others)
        if report.recommendations is None or None in parts:
            continue
        summed = sum(part or 0 for part in parts)
        if summed != report.recommendations:
            cells = [
                report.cells[key].address
                for key in ("recommendations", "for_force", "jointly", "for_others")
            ]
            yield finding(
                "report-parts",
                f"Recommendations says {report.recommendations}, but For the force {parts[0]} +"
                f" Jointly {parts[1]} + For others {parts[2]} = {summed} ({', '.join(cells)}).",
                "Count the recommendations in the report again and correct whichever number is"
                " wrong.",
                log.file,
                cell=report.cells["recommendations"],
            )


def report_rows(log: Log, register: Register, period: Period) -> Iterator[Finding]:
    """Yield a finding for each report of the period whose rows in the register are not as many as
    the log says.
    """
    titles = Counter(fold(report.title) for report in log.reports)
    rows: dict[str, list[Recommendation]] = defaultdict(list)
    for row in register.recommendations:
        rows[fold(row.report)].append(row)
    known = sorted({row.report for row in register.recommendations if row.publish})
    for report in log.reports:
        if (
            report.published is None
            or report.published not in period
            or None in (report.for_force, report.jointly)
        ):
            continue
        titled = rows[fold(report.title)]
        mine = rows_of(report, titled, unique=titles[fold(report.title)] == 1)
        refs = dict.fromkeys(row.ref for row in mine)
        if len(refs) < len(mine):
            continue  # told by refs_twice: one of them may be too many
        said = (report.for_force or 0) + (report.jointly or 0)
        if len(mine) == said:
            yield from _split(report, mine, log.file)
            continue
        others = [row.ref for row in titled if row.ref not in refs]
        hint = _elsewhere(report, mine, others, known)
        yield _not_as_many(report, mine, hint, log.file, register.file)


def _elsewhere(
    report: Report, mine: Sequence[Recommendation], others: Sequence[str], known: Sequence[str]
) -> str:
    """Return where the rows of a report may stand: under another date (`others`, by their refs), or
    under a title like it (`known`).
    """
    if others:
        return f" Under this title but with another date: {', '.join(others)}."
    titles = [title for title in known if fold(title) != fold(report.title)]
    near = get_close_matches(report.title, titles, 1, 0.8)
    return f' Its rows may stand under "{near[0]}".' if near and not mine else ""


def _not_as_many(
    report: Report, mine: Sequence[Recommendation], hint: str, log: str, register: str
) -> Finding:
    said = (report.for_force or 0) + (report.jointly or 0)
    listed = f" ({', '.join(row.ref for row in mine)})" if mine else ""
    return finding(
        "report-rows",
        f'"{report.title}": For the force {report.for_force} + Jointly {report.jointly} ='
        f" {said}, but the workbook has "
        f"{len(mine)} {'row' if len(mine) == 1 else 'rows'} of this report for the force or"
        f" jointly{listed}.{hint}",
        (
            f"Add the missing rows to {register} under exactly this title, or correct the log."
            if len(mine) < said
            else (
                f"Correct the log, or in {register} the rows that are not of this report"
                " or not for the force."
            )
        ),
        log,
        cell=report.cells["for_force"],
    )


def _split(report: Report, rows: Sequence[Recommendation], file: str) -> Iterator[Finding]:
    alone = sum(row.scope == "force" for row in rows)
    if alone != report.for_force:
        yield finding(
            "report-split",
            f"For the force {report.for_force} and Jointly {report.jointly}, but by Addressed to"
            f" the workbook has {alone} for the force and {len(rows) - alone} jointly.",
            "Correct the log, or Addressed to in the workbook.",
            file,
            cell=report.cells["for_force"],
        )


def rows_of(
    report: Report, titled: list[Recommendation], *, unique: bool = True
) -> list[Recommendation]:
    """Return the register's rows of a report, of those with its title: by its date too where the
    title has come out before.
    """
    dated = [row for row in titled if row.published and row.published == report.published]
    days = {row.published for row in titled if row.published}
    return dated if not unique or (dated and len(days) > 1) else titled


def everything(
    figures: Mapping[str, Figure],
    settings: Settings,
    register: Register,
    log: Log,
    period: Period,
    filed: Mapping[str, int | None],
    meeting: str | None,
) -> Sequence[Finding]:
    """Return all that does not hold between the figures, the log and the last meeting's filed
    balances.
    """
    return [
        *adds_up(figures, settings, register.file),
        *expected(figures, settings),
        *opening(figures, filed, meeting, register.file),
        *report_rows(log, register, period),
    ]
