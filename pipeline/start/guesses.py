"""What is proposed for a key beyond the likeness of headings: from groups, sheets, colours, other
keys, or that it is not kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pipeline.settings.schema import RECOMMENDATIONS, Column, Sheet
from pipeline.start.columns import Looks
from pipeline.start.family import Family
from pipeline.start.keys import (
    LIKELY,
    Proposal,
    is_unique,
    joined,
    unique_by_sheet,
)
from pipeline.start.names import bare, likeness
from pipeline.start.special import BY_GROUP, BY_SHEET, KINDS
from pipeline.start.vocabulary import kind_of, rating_of_colour, rating_within

SETTLED = {"b", "blue", "complete", "completed", "closed", "discharged", "done"}


COLOURED = 0.5


NOT_PROPOSED = ("ref", "report", "text", "status", "rag", "title")
"""Keys that are asked where no column seems to be theirs; others seem not to be kept."""


def from_sheets_and_groups(
    table: Family, found: dict[str, Proposal], settled: Collection[str]
) -> None:
    """Propose the row that heads a group, or the cells above the headings, for the report and its
    date.
    """
    grouped = any(sheet.groups for sheet in table.sheets)
    dated = grouped and all(sheet.dated_groups for sheet in table.sheets if sheet.groups)
    above = _titles(table) if len(table.sheets) > 1 else {}
    for key, in_groups in (("report", grouped), ("published", dated)):
        if key in found or key in settled:
            continue
        if in_groups:
            found[key] = Proposal(key, "likely", BY_GROUP.writes)
        elif key in above:
            found[key] = Proposal(key, "likely", above[key])


def _titles(table: Family) -> dict[str, str]:
    """Return the cells above the headings, the same in every sheet, that hold a title and a
    date.
    """
    first = table.sheets[0]
    found: dict[str, str] = {}
    for address, text in first.above:
        if not all(address in dict(sheet.above) for sheet in table.sheets):
            continue
        date = any(character.isdigit() for character in text) and text[:4].isdigit()
        if date or not found.get("report"):
            found.setdefault("published" if date else "report", f"{{{address}}}")
    texts = (
        {dict(sheet.above)[found["report"][1:-1]] for sheet in table.sheets}
        if ("report" in found)
        else set()
    )
    return found if len(texts) == len(table.sheets) else {}


def unique_ref(table: Family, found: dict[str, Proposal], settled: Collection[str]) -> None:
    """See that refs are unique: else propose them with the sheet's name or the group's, or the
    number in the report in their stead.
    """
    if "ref" in settled:
        return
    held = found.get("ref") or found.get("number")
    if held is None or held.value is None or not isinstance(held.value, str):
        return
    column = held.value
    if is_unique(table, column):
        if held.key == "number":
            found.pop("number")
            found["ref"] = Proposal("ref", "likely", column, (column,))
        return
    ways = [value for _, value in joined(table, column)]
    if len(table.sheets) > 1 and unique_by_sheet(table, column):
        found["ref"] = Proposal("ref", "likely", ways[0], (column,))
    else:
        found["ref"] = Proposal("ref", "ask", None, (column,))


def rating_and_status(
    table: Family, found: dict[str, Proposal], settled: Mapping[str, Collection[str]]
) -> None:
    """Propose the rating from colours, and one column for both the rating and the status."""
    if "rag" not in found and "rag" not in settled:
        for name, looks in table.columns.items():
            if likeness(name, RECOMMENDATIONS.key, "rag") >= LIKELY and _is_coloured(looks):
                found["rag"] = Proposal("rag", "likely", {"fill": name}, (name,))
    rag, status = _column(found, settled, "rag"), _column(found, settled, "status")
    if rag is None and status is not None and "rag" not in settled:
        words = [word for word, _ in table.columns[status].words if word]
        if sum(bool(rating_within(word)) for word in words) >= 2:
            found["rag"] = Proposal("rag", "likely", status, (status,))
    if status is None and "status" not in settled:
        names = {name.casefold() for name in table.names}
        if len(table.sheets) > 1 and names & (SETTLED | {"archive", "archived"}):
            found["status"] = Proposal("status", "likely", BY_SHEET.writes)
        elif rag is not None and any(
            word.casefold() in SETTLED for word, _ in table.columns[rag].words
        ):
            found["status"] = Proposal("status", "likely", rag, (rag,))


def _column(
    found: Mapping[str, Proposal], settled: Mapping[str, Collection[str]], key: str
) -> str | None:
    """Return the one column that a key is read from by its words."""
    if key in settled:
        return next(iter(settled[key]), None)
    held = found.get(key)
    return held.value if held is not None and isinstance(held.value, str) else None


def _is_coloured(looks: Looks) -> bool:
    known = sum(count for colour, count in looks.fills if rating_of_colour(colour))
    return looks.filled < looks.rows / 2 and known >= COLOURED * looks.rows > 0


def addressed(
    table: Family,
    found: dict[str, Proposal],
    settled: Collection[str],
    kept_back: Collection[str],
) -> None:
    """Name the column that may hold the addressees; it is asked whatever its heading."""
    taken = {name for one in found.values() for name in one.columns}
    near = [
        (likeness(name, RECOMMENDATIONS.key, "addressed_to"), name)
        for name, looks in table.columns.items()
        if name not in kept_back and name not in taken and looks.filled and looks.dated < LIKELY
    ]
    best = max(near, default=(0.0, ""))
    if "addressed_to" not in settled:
        columns = (best[1],) if best[0] >= LIKELY else ()
        found["addressed_to"] = Proposal("addressed_to", "ask", None, columns)


def misfit(column: Column, rest: Mapping[str, Looks], schema: Sheet) -> Proposal | None:
    """Return the column that has the name of a key that must be there and holds something else than
    it should: it is asked about.
    """
    near = [name for name in rest if likeness(name, schema.key, column.key) >= LIKELY]
    return Proposal(column.key, "ask", None, tuple(near)) if near and column.required else None


def missing(
    column: Column,
    rest: Mapping[str, Looks],
    schema: Sheet,
    *,
    wording_is_of_improvement: bool = False,
) -> Proposal | None:
    """Return what is proposed for a key that no column seems to be: that it is not kept, which is
    sure of a date where no column of dates is left.
    """
    if not column.required:
        return None
    if column.key == "kind" and schema is RECOMMENDATIONS:
        return Proposal("kind", "likely", KINDS[wording_is_of_improvement].writes)
    if column.key in NOT_PROPOSED:
        return Proposal(column.key, "ask")
    dates = column.kind == "date"
    open_to = [
        name
        for name, looks in rest.items()
        if looks.filled
        and (
            looks.dated > 0 or "date" in bare(name).split()
            if dates
            else not looks.dated and not looks.numbers
        )
    ]
    if open_to:
        return Proposal(column.key, "ask")
    return Proposal(column.key, "sure" if dates and column.key != "published" else "likely", False)


def is_improvement(found: Mapping[str, Proposal]) -> bool:
    """Return whether the heading of the wording says that every row is an area for improvement."""
    return (
        "text" in found
        and bool(found["text"].columns)
        and (kind_of(found["text"].columns[0]) == "improvement")
    )
