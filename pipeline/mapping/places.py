"""Which sheets hold a table: those that report.toml names, the one of its name, or the one that has
its headings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pipeline.findings.finding import Finding, did_you_mean
from pipeline.mapping.codes import finding
from pipeline.mapping.headings import BETWEEN
from pipeline.settings.mapping import Reading, Source, is_heading, names_in
from pipeline.settings.model import FILE, Settings, fold
from pipeline.settings.schema import LOG_SHEETS, Sheet
from pipeline.workbook.cell import name_of
from pipeline.workbook.guard import Guarded
from pipeline.workbook.unread import glances

ENOUGH = 0.75
"""So many of the headings that a table must have are found in the sheet that is it."""


class Places(NamedTuple):
    """The names of the sheets of one table, in order, and what is wrong with how they are named."""

    names: tuple[str, ...] = ()
    faults: tuple[Finding, ...] = ()


def places(safe: Guarded, sheet: Sheet, settings: Settings, file: str) -> Places:
    """Return the sheets of a guarded workbook that hold a table."""
    reading, listed = settings.reading(sheet), [facts.name for facts in safe.sheets]
    if reading.sheets == "all":
        return _all(safe, sheet, reading, file)
    if reading.sheets:
        return _named(listed, sheet, reading.sheets, file)
    own = next((name for name in listed if name == sheet.name), None) or next(
        (name for name in listed if fold(name) == fold(sheet.name)), None
    )
    return Places((own,)) if own else _found(safe, sheet, settings, file)


def _named(listed: Collection[str], sheet: Sheet, names: Collection[str], file: str) -> Places:
    found, faults = [], []
    for name in names:
        own = next((one for one in listed if fold(one) == fold(name)), None)
        if own:
            found.append(own)
        else:
            faults.append(
                finding(
                    "sheet-missing",
                    f'there is no sheet "{name}", which [workbook.{sheet.key}] of {FILE} names.'
                    f"{did_you_mean(name, listed)}",
                    f"Correct sheets there; the workbook has: {', '.join(listed)}.",
                    file,
                    sheet=name,
                )
            )
    return Places(tuple(found), tuple(faults))


def _all(safe: Guarded, sheet: Sheet, reading: Reading, file: str) -> Places:
    """Return every sheet that can be seen, but for those that are excepted."""
    excepted = {fold(name) for name in reading.except_}
    listed = [facts.name for facts in safe.sheets]
    strange = [name for name in reading.except_ if fold(name) not in map(fold, listed)]
    faults = tuple(
        finding(
            "sheet-missing",
            f'there is no sheet "{name}", which except under [workbook.{sheet.key}] of {FILE} '
            f"names.{did_you_mean(name, listed)}",
            f"Correct it; the workbook has: {', '.join(listed)}.",
            file,
            sheet=name,
        )
        for name in strange
    )
    return Places(
        tuple(
            facts.name
            for facts in safe.sheets
            if not facts.hidden and fold(facts.name) not in excepted
        ),
        faults,
    )


def _found(safe: Guarded, sheet: Sheet, settings: Settings, file: str) -> Places:
    """Return the one sheet that has the headings of a table, whatever its name."""
    musts = required(sheet, settings.sources(sheet))
    known = {name for names in musts.values() for name in names}
    alike = {
        glance.facts.name: sum(bool(names & glance.best) for names in musts.values())
        for glance in glances(safe, known)
        if not glance.facts.hidden and glance.below
    }
    whole = [name for name, count in alike.items() if count == len(musts)]
    near = whole or [name for name, count in alike.items() if count >= max(2, ENOUGH * len(musts))]
    if len(near) == 1:
        return Places((near[0],))
    if near:
        return Places((), (_several(near, sheet, file),))
    seen = [facts.name for facts in safe.sheets if not facts.hidden]
    if len(seen) == 1 and sheet not in LOG_SHEETS:
        return Places((seen[0],))  # then what its headings lack can be said
    best = max(alike, key=lambda name: alike[name], default="")
    has = (
        f' "{best}" has {alike[best]} of its {len(musts)} headings.' if best and alike[best] else ""
    )
    missing = finding(
        "sheet-missing",
        f'there is no sheet "{sheet.name}".{has}{did_you_mean(sheet.name, seen)}',
        f'Name the sheet "{sheet.name}"; the workbook has: {", ".join(seen)}. Or name it'
        f" and its headings in {FILE}, under [workbook.{sheet.key}] and"
        f" [columns.{sheet.key}].",
        file,
        sheet=sheet.name,
    )
    return Places((), (missing,))


def _several(near: Sequence[str], sheet: Sheet, file: str) -> Finding:
    told = " and ".join(f'"{name}"' for name in near)
    return finding(
        "sheets-many",
        f"the sheets {told} have the headings of {sheet.name}, and nothing says which is read.",
        f'Write under [workbook.{sheet.key}] of {FILE}: sheets = ["{near[0]}"], or both names where'
        " both are read.",
        file,
    )


def required(sheet: Sheet, sources: Mapping[str, Source]) -> dict[str, set[str]]:
    """Return the headings, as `name_of` compares them, of which a table must have one, for each key
    that must have a column.
    """
    found = {}
    for column in sheet.columns:
        names = {
            name_of(name.rpartition(BETWEEN)[2])
            for name in names_in(sources[column.key])
            if is_heading(name)
        }
        if column.required and names:
            found[column.key] = names
    return found
