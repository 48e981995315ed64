"""What may be printed, as pieces of text with their cells: of the register the published rows, of
the log those of the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.checks.proofreading.slip import Prose
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell
from pipeline.register.inspections import Entry, Forthcoming, Inspection, Report
from pipeline.register.recommendation import WORDINGS
from pipeline.settings.model import Settings
from pipeline.settings.schema import FORTHCOMING, INSPECTIONS, RECOMMENDATIONS, REPORTS

NAMED = ("owner", "department", "addressed_to")
LABELS = ("type", "commissioned_by", "inspectorates", "lead")
PROSE = ("description", "questions", "narrative", "findings", "next_step")


def titles(position: Position) -> frozenset[str]:
    """Return the titles of reports and inspections, which stand verbatim."""
    logged = (row.title for row in position.log.entries)
    return frozenset(
        title for title in (*(row.report for row in position.register.rows), *logged) if title
    )


def prose_of(position: Position) -> list[Prose]:
    """Return the prose that is proof-read: the log's rows of the period; the published rows'
    wordings, updates and reasons.
    """
    pieces = [
        Prose(position.register.file, cell, heading, words, quoted=key == "text")
        for key, cell, heading, words in _printed(position, WORDINGS)
    ]
    for entry in position.period_log.entries:
        counts = [
            getattr(entry, key, None)
            for key in ("recommendations", "for_force", "jointly", "for_others")
        ]
        stated = {count for count in counts if count is not None}
        if counts[1] is not None and counts[2] is not None:
            stated.add(counts[1] + counts[2])
        numbers = {"recommendation": frozenset(stated)} if stated else {}
        for key in PROSE:
            if getattr(entry, key, None):
                pieces.append(
                    Prose(
                        position.period_log.file,
                        entry.cells[key],
                        _heading(entry, key, position.settings),
                        getattr(entry, key).text,
                        numbers,
                    )
                )
    return pieces


def _printed(position: Position, keys: Iterable[str]) -> Iterator[tuple[str, Cell, str, str]]:
    """Yield the fields of the published rows that are not blank, row by row: key, cell, heading and
    words.
    """
    register = position.register
    headings = {key: position.settings.heading(RECOMMENDATIONS, key) for key in keys}
    for row in register.ours:
        if row.publish:
            for key, heading in headings.items():
                if words := row.words(key):
                    yield key, row.at(key), heading, words


def labels_of(position: Position) -> list[Prose]:
    """Return the names, posts and labels that stand beside the prose."""
    pieces = [
        Prose(position.register.file, cell, heading, words, quoted=True)
        for _, cell, heading, words in _printed(position, NAMED)
    ]
    for entry in position.period_log.entries:
        for key in LABELS:
            value = getattr(entry, key, "")
            if value and key in entry.cells:
                pieces.append(
                    Prose(
                        position.period_log.file,
                        entry.cells[key],
                        _heading(entry, key, position.settings),
                        value if isinstance(value, str) else "; ".join(value),
                    )
                )
    return pieces


SHEET_OF = {Inspection: INSPECTIONS, Report: REPORTS, Forthcoming: FORTHCOMING}


def _heading(entry: Entry, key: str, settings: Settings) -> str:
    return settings.heading(SHEET_OF[type(entry)], key)
