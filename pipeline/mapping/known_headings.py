"""Which headings of a sheet are missing, stand twice, or are almost those that are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Unpack

from pipeline.english.signs import named, odd, shown
from pipeline.findings.finding import Cell, Finding, Where, column_letters, did_you_mean
from pipeline.mapping.codes import finding
from pipeline.mapping.grid import Grid
from pipeline.mapping.headings import Headings, stand_twice
from pipeline.mapping.sources import Sources
from pipeline.settings.mapping import Column, Source, is_heading, names_in
from pipeline.settings.model import FILE, Settings, fold
from pipeline.settings.schema import Column as Wanted
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import plain

NEAR = 0.8
A_TABLE = 4
"""So many headings that stand twice are a second table."""


def sign_notes(
    typed: str, meant: str, what: str, file: str, **where: Unpack[Where]
) -> list[Finding]:
    """Return a note where a heading or the name of a sheet only looks like what it is read as."""
    signs = [sign for sign in odd(typed, spaces=False) if sign not in meant]
    return (
        [
            finding(
                "word-forgiven",
                f'{what} holds "{" ".join(shown(typed).split())}" with {named(signs)} in it; it is'
                f' read as "{meant}".',
                f'Type "{meant}" over it.',
                file,
                **where,
            )
        ]
        if signs
        else []
    )


def heading_faults(
    grid: Grid, found: Headings, made: Sources, kind: Sheet, settings: Settings
) -> list[Finding]:
    """Return findings for headings that are missing, stand twice, or are almost those that are
    read.
    """
    row, own = found.rows[-1], settings.columns.get(kind.key, {})
    several = len(settings.reading(kind).sheets) > 1  # or "all"
    if not any(map(found.shown, found.names)):
        way = f"Correct headings under [workbook.{kind.key}] of {FILE}, or take the line out: the"
        told, ending = f"row {row} holds no heading.", " row is then found by itself."
        return [finding("header-missing", told, way + ending, grid.file, sheet=grid.name)]
    faults = list(_twice(grid, found, made))
    for name, column in made.columns.items():
        typed, at = plain(grid.value(row, column)), grid.cell(row, column)
        faults += sign_notes(typed, name, f"the heading in cell {at.address}", grid.file, cell=at)
    others = {
        found.shown(column): column
        for column in sorted(found.names.keys() - set(made.columns.values()))
        if found.shown(column)
    }
    for need in kind.columns:
        missing = _missing(made.sources[need.key], made)
        named = need.key in own
        if missing and (need.required or named):
            faults.append(
                _heading_missing(
                    need,
                    missing,
                    kind,
                    others,
                    found,
                    grid,
                    named=named,
                    beside=several and isinstance(made.sources[need.key], Column),
                )
            )
        elif missing:
            faults += _nearly(need, missing[0], kind, others, grid.cell(row, 1), grid.file)
    return faults


def _twice(grid: Grid, found: Headings, made: Sources) -> Iterator[Finding]:
    """Yield the headings that stand twice, at each place but the first."""
    row, twice = found.rows[-1], stand_twice(found, made.columns)
    if len(twice) >= A_TABLE:
        name, columns = min(twice.items(), key=lambda one: one[1][1])
        yield finding(
            "heading-twice",
            f'the heading "{name}" stands here and in {column_letters(columns[0])}{row}, and so do'
            f" {len(twice) - 1} others: a second table stands beside the first.",
            "Move one of the two tables to a sheet of its own.",
            grid.file,
            cell=grid.cell(row, columns[1]),
        )
        return
    for name, columns in twice.items():
        first = f"{column_letters(columns[0])}{row}"
        for column in columns[1:]:
            yield finding(
                "heading-twice",
                f'the heading "{name}" stands here and in {first}.',
                "Rename or delete one of the two columns.",
                grid.file,
                cell=grid.cell(row, column),
            )


def _missing(source: Source, made: Sources) -> list[str]:
    """Return the headings for want of which a key has no column: all that are named, or each part
    of what is joined.
    """
    gone = [name for name in names_in(source) if is_heading(name) and name not in made.columns]
    return [] if isinstance(source, Column) and len(gone) < len(source.headings) else gone


def _heading_missing(
    need: Wanted,
    missing: list[str],
    kind: Sheet,
    others: Mapping[str, int],
    found: Headings,
    grid: Grid,
    *,
    named: bool,
    beside: bool,
) -> Finding:
    """Return that a key has no column, with the nearest of the headings that are not read, in full
    or by the lower row alone; `beside` other sheets that may well have it.
    """
    near = did_you_mean(
        missing[0], [name for column in others.values() for name in reversed(found.names[column])]
    )
    known = f" Headings there that are not known: {', '.join(others)}." if others else ""
    named_so = " or ".join(f'"{name}"' for name in missing)
    return finding(
        "heading-missing",
        f"row {found.rows[-1]} has no heading {named_so} ({need.holds}).{near}{known}",
        _way(need, missing, kind, named=named, beside=beside),
        grid.file,
        sheet=grid.name,
        found=named_so + near.replace(" Did you mean ", " (") + (")" if near else ""),
        for_all=(known + _way_for_all(need, missing, kind, grid.file, beside=beside)).lstrip(),
    )


def _way(need: Wanted, missing: list[str], kind: Sheet, *, named: bool, beside: bool) -> str:
    """Return what to do about one column that is missing."""
    if beside:
        return (
            "Add the column to this sheet too, blank where nothing of it is kept; or name what"
            f" this sheet calls it in [columns.{kind.key}] of {FILE}:"
            f" {need.key} = {_and_its_own(missing)}."
        )
    if named:
        return f"Correct {need.key} under [columns.{kind.key}] of {FILE}, or the heading."
    return (
        f'Add the column, or name it in [columns.{kind.key}] of {FILE}: {need.key} = "your'
        ' heading".'
    )


def _and_its_own(missing: list[str]) -> str:
    return "[" + ", ".join(f'"{name}"' for name in (*missing, "its heading here")) + "]"


def _way_for_all(need: Wanted, missing: list[str], kind: Sheet, file: str, *, beside: bool) -> str:
    """Return what to do about several columns that are missing."""
    if beside:
        return (
            " Add each to this sheet too, blank where nothing of it is kept; or name what this"
            f" sheet calls it under [columns.{kind.key}] of {FILE}:"
            f" {need.key} = {_and_its_own(missing)}, and so on."
        )
    return (
        f" Name each under [columns.{kind.key}] of {FILE}:"
        f' {need.key} = "your heading", and so on; init --from {file} proposes them.'
    )


def _nearly(
    need: Wanted, heading: str, kind: Sheet, others: Mapping[str, int], row: Cell, file: str
) -> list[Finding]:
    """Return a note where a column that may be missing seems to be there under a heading that is
    not known.
    """
    near = get_close_matches(fold(heading), map(fold, others), n=1, cutoff=NEAR)
    return [
        finding(
            "heading-near",
            f'the heading "{other}" is not known, so its column is not read. Did you mean'
            f" {heading}?",
            f"Correct the heading, or name it in [columns.{kind.key}] of {FILE}: {need.key} ="
            f' "{other}".',
            file,
            cell=Cell(row.sheet, row.row, column),
        )
        for other, column in others.items()
        if fold(other) in near
    ]
