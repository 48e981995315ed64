"""Where each key is read from: what is proposed for it, and what the form asks where that is not
sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pipeline.settings.mapping import ALWAYS_KEPT, is_heading
from pipeline.settings.schema import RECOMMENDATIONS, Column, Sheet
from pipeline.start.columns import Looks, shown
from pipeline.start.keys import (
    LIKELY,
    Proposal,
    Value,
    assigned,
    is_unique,
    joined,
    unique_by_sheet,
)
from pipeline.start.names import bare, likeness
from pipeline.start.question import (
    NOT_KEPT,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    shortly,
)
from pipeline.start.study import Family, Studied
from pipeline.start.vocabulary import kind_of, rating_of_colour, rating_within
from pipeline.workbook.cell import name_of
from pipeline.workbook.markings import may_keep_back

OURS = Choice("(every row is for our force)", {"value": "{force}"})
"""The force's name is filled in from report.toml."""
BY_DATES = Choice("(by the dates of closure and of sign-off)", {"from": "dates"})
BY_SHEET = Choice("(the name of the sheet)", "{sheet}")
BY_GROUP = Choice("(the row that heads the group)", "{group}")
KINDS = tuple(
    Choice(f"(every row: {word})", {"value": word})
    for word in ("Recommendation", "Area for improvement", "Cause of concern")
)
SETTLED = {"b", "blue", "complete", "completed", "closed", "discharged", "done"}
COLOURED = 0.5
LONGEST_HEADING = 200
"""A heading that is longer is a paragraph in the wrong place."""
SECTIONS = {
    RECOMMENDATIONS.key: "Columns of the recommendations",
    "inspections": "Columns of the log: inspections",
    "reports": "Columns of the log: reports",
    "forthcoming": "Columns of the log: forthcoming",
}
NOT_PROPOSED = ("ref", "report", "text", "status", "rag", "title")
"""Keys that are asked where no column seems to be theirs; others seem not to be kept."""


def withheld(table: Family) -> tuple[str, ...]:
    """Return the columns that may say which rows must not be printed."""
    found = []
    for name in table.columns:
        held = [
            sheet.raw(row, sheet.columns[name]).value
            for sheet in table.sheets
            if name in sheet.columns
            for row in table.rows(sheet)
        ]
        if name_of(name) == "publish" or may_keep_back(name, held, unread=False):
            found.append(name)
    return tuple(found)


def sources(
    table: Family, schema: Sheet, draft: Draft, kept_back: Collection[str]
) -> dict[str, Value]:
    """Propose and ask where each key of a table comes from; return what is believed so far, also of
    what is asked.
    """
    own = draft.at("columns", schema.key) or {}
    settled = {
        key: columns_in(value)
        for key, value in own.items()
        if draft.settles("columns", schema.key, key) and _is_there(columns_in(value), table)
    }
    proposals = assigned(table, schema, kept_back, settled)
    if schema is RECOMMENDATIONS:
        _of_sheets_and_groups(table, proposals, settled)
        _ref(table, proposals, settled)
        _rating_and_status(table, proposals, settled)
        _addressed(table, proposals, settled, kept_back)
    taken = {name for found in proposals.values() for name in found.columns}
    taken |= {name for names in settled.values() for name in names}
    rest = {
        name: looks
        for name, looks in table.columns.items()
        if name not in taken and name not in kept_back
    }
    for column in schema.columns:
        if column.key not in settled and column.key != "publish":
            found = (
                proposals.get(column.key)
                or _misfit(column, rest, schema)
                or _missing(
                    column, rest, schema, wording_is_of_improvement=_is_improvement(proposals)
                )
            )
            if found is not None:
                _put(found, column, table, schema, draft, kept_back)
                proposals[column.key] = found
    believed = {key: own[key] for key in settled}
    for key, found in proposals.items():
        believed[key] = found.value if found.value is not None else list(found.columns[:1])
    return believed


def _is_there(names: Collection[str], table: Family) -> bool:
    """Return whether the table has one of the headings that a source names, if it names any."""
    held = set(map(name_of, table.columns))
    headings = [name for name in names if is_heading(name)]
    return not headings or any(name_of(name) in held for name in headings)


def _of_sheets_and_groups(
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


def _ref(table: Family, found: dict[str, Proposal], settled: Collection[str]) -> None:
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


def _rating_and_status(
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


def _addressed(
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


def _misfit(column: Column, rest: Mapping[str, Looks], schema: Sheet) -> Proposal | None:
    """Return the column that has the name of a key that must be there and holds something else than
    it should: it is asked about.
    """
    near = [name for name in rest if likeness(name, schema.key, column.key) >= LIKELY]
    return Proposal(column.key, "ask", None, tuple(near)) if near and column.required else None


def _missing(
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


def _is_improvement(found: Mapping[str, Proposal]) -> bool:
    """Return whether the heading of the wording says that every row is an area for improvement."""
    return (
        "text" in found
        and bool(found["text"].columns)
        and (kind_of(found["text"].columns[0]) == "improvement")
    )


def _put(
    found: Proposal,
    column: Column,
    table: Family,
    schema: Sheet,
    draft: Draft,
    kept_back: Collection[str],
) -> None:
    """Write a proposal, and ask about it unless it is sure."""
    path = ("columns", schema.key, column.key)
    if found.level == "sure" and (found.value == column.heading or not draft.asking):
        if found.value != column.heading:
            draft.write(path, found.value, "sure")
        return
    if found.value is not None:
        draft.write(path, found.value, "likely")
    choices = tuple(_choices(found, column, table, schema))
    proposed = next(
        (
            choice.answer
            for choice in choices
            if found.value is not None and choice.writes == found.value
        ),
        "",
    )
    draft.ask(
        Question(
            path,
            SECTIONS[schema.key],
            f"Which column holds {_what(column)}?",
            _evidence(found, table, kept_back),
            choices,
            proposed,
            free="value" if column.key == "report" else "",
        )
    )


def _what(column: Column) -> str:
    return f"\u201c{column.heading}\u201d ({column.holds.split('; ')[0]})"


def _choices(found: Proposal, column: Column, table: Family, schema: Sheet) -> Iterator[Choice]:
    """Yield the answers that a question about a key may have, the likeliest first."""
    key, own = column.key, schema is RECOMMENDATIONS
    if isinstance(found.value, list):
        yield Choice(f"(the first of: {'; '.join(found.value)})", found.value)
    first = [*found.columns, *found.rivals]
    yield from (Choice(name, name) for name in first)
    if own:
        yield from _special(key, found, table)
    if key not in ALWAYS_KEPT and not (own and key == "addressed_to"):
        yield Choice(NOT_KEPT, False)
    yield from (
        Choice(name, name)
        for name in table.columns
        if name not in first and len(name) <= LONGEST_HEADING
    )


def _special(key: str, found: Proposal, table: Family) -> Iterator[Choice]:
    grouped = any(sheet.groups for sheet in table.sheets)
    if key == "addressed_to":
        yield OURS
    if key == "kind":
        yield from KINDS
    if key == "ref":
        for name in (*found.columns, *(() if found.columns else table.columns)):
            yield from (Choice(*way) for way in joined(table, name))
    if key == "status":
        yield BY_DATES
    if key in ("status", "report") and len(table.sheets) > 1:
        yield BY_SHEET
    if key in ("report", "published"):
        if grouped:
            yield BY_GROUP
        for address, text in table.sheets[0].above:
            yield Choice(f"(cell {address}: {text[:40]})", f"{{{address}}}")
    if key == "rag":
        for name, looks in table.columns.items():
            if looks.fills:
                yield Choice(f"(the colour of: {name})", {"fill": name})


def _evidence(found: Proposal, table: Family, kept_back: Collection[str]) -> str:
    """Return what the columns hold that may be meant; no samples where rows may be withheld."""
    told = [
        f"{name}: {described(table.columns[name], samples=not kept_back)}"
        for name in (*found.columns, *found.rivals)[:4]
    ]
    return "\n".join(told) if told else "no column seems to be it"


def described(looks: Looks, *, samples: bool) -> str:
    """Return what a column holds in a few words: what kind of values, how many, and some of
    them.
    """
    if not looks.filled:
        return f"{counted(looks.rows, 'row')}, all blank"
    dates = f"{counted(looks.dates + looks.months, 'date')}" if looks.dated else ""
    texts = counted(looks.distinct, "different value") if not dates else ""
    blank = f"{looks.blank} blank" if looks.blank else ""
    held = ", ".join(filter(None, (dates, texts, blank)))
    few = looks.few or samples
    return held + (f"; e.g. {shortly(looks.texts)}" if few and samples else "")


def ref_missing(table: Family, columns: Collection[str]) -> int:
    """Return how many entries have no ref, below one that has."""
    return sum(
        len(sheet.entries) - len(with_ref(sheet, columns)) for sheet in table.sheets if columns
    )


def with_ref(sheet: Studied, columns: Collection[str]) -> tuple[int, ...]:
    """Return the entries of a sheet that have a ref, and those above the first that has."""
    at = [sheet.columns[name] for name in columns if name in sheet.columns]
    kept: list[int] = []
    seen = False
    for row in sheet.entries:
        has = any(shown(sheet.raw(row, column)) for column in at)
        seen |= has
        if has or not seen or not at:
            kept.append(row)
    return tuple(kept)
