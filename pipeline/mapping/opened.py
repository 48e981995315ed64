"""A workbook made safe, with the sheets that hold each table."""

from __future__ import annotations

from pipeline.findings.finding import Finding
from pipeline.mapping.places import places
from pipeline.settings.model import Settings, fold
from pipeline.settings.schema import Sheet
from pipeline.workbook.guard import Guarded, guarded


def sheet_names(file: str, content: bytes) -> list[str]:
    """Return the names of a workbook's sheets that can be seen; none where it may not be opened."""
    safe = guarded(file, content, [])
    return (
        []
        if isinstance(safe, Finding)
        else [facts.name for facts in safe.sheets if not facts.hidden]
    )


def opened(
    file: str, content: bytes, sheets: tuple[Sheet, ...], settings: Settings
) -> tuple[Guarded | None, dict[str, tuple[str, ...]], list[Finding]]:
    """Return the workbook made safe with the sheets that hold each table, by the table's key; None
    where it may not be opened.
    """
    wanted = [
        name
        for sheet in sheets
        for name in settings.reading(sheet).sheets or (sheet.name,)
        if name != "all"
    ]
    if any(settings.reading(sheet).sheets == "all" for sheet in sheets):
        wanted = []
    safe = guarded(file, content, wanted)
    if isinstance(safe, Finding):
        return None, {}, [safe]
    held = {sheet.key: places(safe, sheet, settings, file) for sheet in sheets}
    where = {key: one.names for key, one in held.items()}
    faults = [fault for one in held.values() for fault in one.faults]
    every = [name for names in where.values() for name in names]
    if {*map(fold, every)} - {*map(fold, wanted)}:
        safe = guarded(file, content, every)
        if isinstance(safe, Finding):
            return None, where, [*faults, safe]
    return safe, where, faults
