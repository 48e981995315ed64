"""Which column a key is read from: by the heading's likeness, and by what the cells hold; sure,
likely, or to be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.settings.schema import RECOMMENDATIONS, Sheet
from pipeline.start.columns import Looks, fit, shown
from pipeline.start.family import Family
from pipeline.start.names import EXACT, likeness

Level = Literal["sure", "likely", "ask"]
SURE, LIKELY, RIVAL = 0.9, 0.6, 0.85
Value = object
"""What report.toml is given: a text, False, a list of texts, or a table."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a key: what report.toml is to hold (None where nothing is proposed), the
    columns that it comes from, and those that may be meant instead.
    """

    key: str
    level: Level
    value: Value = None
    columns: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()


def assigned(
    table: Family, sheet: Sheet, withheld: Collection[str], settled: Mapping[str, Collection[str]]
) -> dict[str, Proposal]:
    """Return a proposal for each key whose column can be told.

    `withheld` columns are never taken, for they may say what must not be printed; the `settled`
    keys have theirs.
    """
    free = {
        name: found
        for name, found in table.columns.items()
        if name not in withheld and not any(name in names for names in settled.values())
    }
    worth = _worth(free, sheet, [c.key for c in sheet.columns if c.key not in settled])
    taken: dict[str, list[str]] = {}
    by: dict[str, str] = {}
    for score, key, name in sorted(worth, key=lambda one: -one[0]):
        if score < LIKELY or name in by:
            continue
        if key not in taken or not any(table.has(name) & table.has(held) for held in taken[key]):
            taken.setdefault(key, []).append(name)
            by[name] = key
    found = {}
    for key, names in taken.items():
        scores = {name: score for score, other, name in worth if other == key}
        rivals = tuple(
            name
            for name, score in scores.items()
            if name not in by and score >= min(RIVAL, 0.9 * scores[names[0]])
        )
        found[key] = _filling_in(table, _proposal(key, names, scores, rivals, sheet))
    return _by_content(table, sheet, free, by, found, settled)


def _worth(
    free: Mapping[str, Looks], sheet: Sheet, keys: Collection[str]
) -> list[tuple[float, str, str]]:
    """Return how much speaks for each column to be that of each key, in the order of the sheet."""
    return [
        (likeness(name, sheet.key, key) * fit(found, sheet.column(key).kind, key), key, name)
        for name, found in free.items()
        for key in keys
        if key not in ("addressed_to", "publish") or sheet is not RECOMMENDATIONS
    ]


def _proposal(
    key: str,
    names: list[str],
    scores: Mapping[str, float],
    rivals: tuple[str, ...],
    sheet: Sheet,
) -> Proposal:
    least = min(scores[name] for name in names)
    value: Value = names[0] if len(names) == 1 else names
    own = scores[names[0]] == EXACT and names[0] == sheet.column(key).heading
    if rivals and not own:
        return Proposal(key, "ask", None, tuple(names), rivals)
    level: Level = "sure" if least >= SURE else "likely"
    return Proposal(key, level, value, tuple(names), rivals)


def _filling_in(table: Family, found: Proposal) -> Proposal:
    """Return a proposal with the rival that is filled where its own column is blank, as where
    recommendations and areas for improvement have a column each.
    """
    if len(found.columns) != 1 or not found.rivals or not table.columns[found.columns[0]].blank:
        return found
    own = found.columns[0]
    for rival in found.rivals:
        both = [
            (bool(shown(sheet.raw(row, one))), bool(shown(sheet.raw(row, other))))
            for sheet in table.sheets
            for row in table.rows(sheet)
            if (one := sheet.columns.get(own)) and (other := sheet.columns.get(rival))
        ]
        if any(other for _, other in both) and not any(one and other for one, other in both):
            names = (own, rival)
            return replace(found, level="likely", value=list(names), columns=names, rivals=())
    return found


def _by_content(
    table: Family,
    sheet: Sheet,
    free: Mapping[str, Looks],
    by: Mapping[str, str],
    found: dict[str, Proposal],
    settled: Mapping[str, Collection[str]],
) -> dict[str, Proposal]:
    """Add what the cells alone show: the one long text is the wording, the one column of unique
    short texts the ref.
    """
    if sheet is not RECOMMENDATIONS:
        return found
    rest = {name: looks for name, looks in free.items() if name not in by and looks.filled}
    if "text" not in found and "text" not in settled:
        prose = [name for name, looks in rest.items() if looks.average >= 15 and looks.unique > 0.7]
        if prose:
            best = max(prose, key=lambda name: rest[name].average)
            found["text"] = Proposal("text", "likely", best, (best,))
            rest.pop(best)
    if "ref" not in found and "ref" not in settled:
        codes = [
            name
            for name, looks in rest.items()
            if looks.unique == 1 and looks.longest <= 25 and not looks.dated and not looks.blank
        ]
        if len(codes) == 1:
            found["ref"] = Proposal("ref", "likely", codes[0], (codes[0],))
    return found


def joined(table: Family, column: str) -> list[tuple[str, Value]]:
    """Return ways to make refs unique that a column alone does not: with the sheet's name or the
    row
    that heads the group.
    """
    ways: list[tuple[str, Value]] = []
    if len(table.sheets) > 1:
        ways.append(
            (f"(the sheet's name, then {column})", {"join": ["{sheet}", column], "with": " "})
        )
    if any(sheet.groups for sheet in table.sheets):
        ways.append(
            (
                f"(the row that heads the group, then {column})",
                {"join": ["{group}", column], "with": " "},
            )
        )
    return ways


def is_unique(table: Family, column: str) -> bool:
    """Return whether no two rows show the same in a column."""
    looks = table.columns[column]
    return looks.distinct == looks.filled


def unique_by_sheet(table: Family, column: str) -> bool:
    """Return whether no two rows of one sheet show the same in a column."""
    return all(
        is_unique(Family((sheet,), table.rows), column)
        for sheet in table.sheets
        if column in sheet.columns
    )
