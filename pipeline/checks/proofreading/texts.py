"""What may be printed, as pieces of text with their cells: of the register the published rows, of the log those of the paper."""

from __future__ import annotations

from pipeline.checks.proofreading.slip import Prose
from pipeline.figures.position import Position
from pipeline.register.inspections import Forthcoming, Inspection, Report
from pipeline.settings.model import Settings
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS

NAMED = ("owner", "department", "addressed_to")
LABELS = ("type", "commissioned_by", "inspectorates", "lead")
PROSE = ("description", "questions", "narrative", "findings", "next_step")


def titles(position: Position) -> frozenset[str]:
    """Return the titles of reports and inspections, which stand verbatim."""
    logged = (row.title for row in position.log.entries)
    return frozenset(title for title in (*position.register.frame["report"], *logged) if title)


def prose_of(position: Position) -> list[Prose]:
    """Return the prose that is proof-read: the log's rows of the period; the published rows' wordings, updates and reasons."""
    pieces = []
    rows = position.register.ours
    for record in rows[rows["publish"]][["row", "text", "update", "rag_reason"]].to_dict("records"):
        for key in ("text", "update", "rag_reason"):
            if record[key]:
                cell, heading = position.register.cell(record["row"], key), position.settings.heading(RECOMMENDATIONS, key)
                pieces.append(Prose(position.register.file, cell, heading, record[key], quoted=key == "text"))
    for entry in position.period_log.entries:
        counts = [getattr(entry, key, None) for key in ("recommendations", "for_force", "jointly", "for_others")]
        stated = {count for count in counts if count is not None}
        if counts[1] is not None and counts[2] is not None:
            stated.add(counts[1] + counts[2])
        numbers = {"recommendation": frozenset(stated)} if stated else {}
        for key in PROSE:
            if getattr(entry, key, None):
                pieces.append(Prose(position.period_log.file, entry.cells[key], _heading(entry, key, position.settings),
                                    getattr(entry, key).text, numbers))
    return pieces


def labels_of(position: Position) -> list[Prose]:
    """Return the names, posts and labels that stand beside the prose."""
    rows = position.register.ours
    pieces = []
    for record in rows[rows["publish"]][["row", *NAMED]].to_dict("records"):
        for key in NAMED:
            if record[key]:
                pieces.append(Prose(position.register.file, position.register.cell(record["row"], key),
                                    position.settings.heading(RECOMMENDATIONS, key), record[key], quoted=True))
    for entry in position.period_log.entries:
        for key in LABELS:
            value = getattr(entry, key, "")
            if value and key in entry.cells:
                pieces.append(Prose(position.period_log.file, entry.cells[key], _heading(entry, key, position.settings),
                                    value if isinstance(value, str) else "; ".join(value)))
    return pieces


def _heading(entry: Inspection | Report | Forthcoming, key: str, settings: Settings) -> str:
    return settings.heading(next(sheet for sheet in LOG_SHEETS if sheet.name == entry.cells["title"].sheet), key)
