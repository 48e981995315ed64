"""Where each key is read from: what is proposed for it, and what the form asks where that is not
sure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pipeline.settings.mapping import NEVER_LEFT_OUT, is_heading
from pipeline.settings.schema import RECOMMENDATIONS, Column, Sheet
from pipeline.start.columns import Looks, shown
from pipeline.start.family import Family
from pipeline.start.guesses import (
    addressed,
    from_sheets_and_groups,
    is_improvement,
    misfit,
    missing,
    rating_and_status,
    unique_ref,
)
from pipeline.start.keys import (
    Proposal,
    Value,
    assigned,
    joined,
)
from pipeline.start.question import (
    NOT_KEPT,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    shortly,
)
from pipeline.start.special import BY_DATES, BY_GROUP, BY_SHEET, KINDS, OURS
from pipeline.start.study import Studied
from pipeline.workbook.cell import name_of
from pipeline.workbook.markings import may_keep_back

LONGEST_HEADING = 200
"""A heading that is longer is a paragraph in the wrong place."""
SECTIONS = {
    RECOMMENDATIONS.key: "Columns of the recommendations",
    "inspections": "Columns of the log: inspections",
    "reports": "Columns of the log: reports",
    "forthcoming": "Columns of the log: forthcoming",
}


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
    own = written = draft.at("columns", schema.key) or {}
    settled = {
        key: columns_in(value)
        for key, value in own.items()
        if draft.settles("columns", schema.key, key) and _is_there(columns_in(value), table)
    }
    if draft.asking:  # what nobody has written is read under the headings of the example
        own = {**{c.key: c.heading for c in schema.columns if c.heading in table.columns}, **own}
        settled = {**{key: (own[key],) for key in own if key not in written}, **settled}
    proposals = assigned(table, schema, kept_back, settled)
    if schema is RECOMMENDATIONS:
        from_sheets_and_groups(table, proposals, settled)
        unique_ref(table, proposals, settled)
        rating_and_status(table, proposals, settled)
        addressed(table, proposals, settled, kept_back)
    named = [*settled.values(), *(found.columns for found in proposals.values()), kept_back]
    taken = {name for names in named for name in names}
    rest = {name: looks for name, looks in table.columns.items() if name not in taken}
    for column in schema.columns:
        if column.key not in settled and column.key != "publish":
            found = (
                proposals.get(column.key)
                or misfit(column, rest, schema)
                or missing(
                    column, rest, schema, wording_is_of_improvement=is_improvement(proposals)
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
    if key not in NEVER_LEFT_OUT:
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
