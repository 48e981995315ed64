"""Which sheets are read together, which hold the log, and which rows are no entries."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.settings.model import fold
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS, Sheet
from pipeline.start.family import Family, alike, family
from pipeline.start.keys import assigned
from pipeline.start.names import bare
from pipeline.start.question import Choice, Draft, Question, counted, shortly
from pipeline.start.study import Book, Studied

LIKELY, ASKED = 0.8, 0.5
"""So much of its headings makes a sheet a table of the log, or makes one ask."""
SAME = 0.7
"""So much of the headings of two sheets is the same where they are one table."""
MUSTS = {column.key for column in RECOMMENDATIONS.columns if column.required}
MOST = 0.6
"""So many of the keys of one list are those of another list of recommendations."""
READ = (Choice("read it with the others", True), Choice("do not read it", False))
ROLES = (
    Choice("inspections: a list of inspections", "inspections"),
    Choice("reports: a list of reports published", "reports"),
    Choice("forthcoming: a list of inspections to come", "forthcoming"),
    Choice("something else: do not read it", ""),
)
NO_ENTRY = (Choice("no entries: leave them out", True), Choice("entries like the others", False))
HINTS = {
    "inspections": ("inspection", "visit", "fieldwork", "activity"),
    "reports": ("report", "published", "publication"),
    "forthcoming": ("forthcoming", "coming", "future", "planned", "programme", "ahead", "calendar"),
}


def recommendations_in(book: Book, draft: Draft) -> Family:
    """Return the sheets of the recommendations; those beside the one that is it are asked about."""
    named = draft.at("workbook", RECOMMENDATIONS.key, "sheets")
    if isinstance(named, list) and draft.settles("workbook", RECOMMENDATIONS.key, "sheets"):
        return _named(book, named, draft)
    own = [sheet for sheet in book.sheets if fold(sheet.name) == fold(RECOMMENDATIONS.name)]
    best = own[0] if own else max(book.sheets, key=lambda sheet: _worth(sheet, RECOMMENDATIONS))
    near = [
        sheet
        for sheet in book.sheets
        if sheet is best or alike(sheet, best) >= SAME or _is_another(sheet, best)
    ]
    path = ("workbook", RECOMMENDATIONS.key, "sheets")
    if len(near) == 1 and (len(book.sheets) > 1 or book.others) and not own:
        draft.write(path, [best.name], "sure")
    if len(near) > 1:
        near = _together(near, best, draft)
        draft.write(path, [sheet.name for sheet in near], "likely")
    return Family(tuple(near))


def _named(book: Book, named: Sequence[str], draft: Draft) -> Family:
    """Return the sheets that report.toml names, and ask of others that are like them."""
    table = family(book.sheets, named)
    for sheet in book.sheets:
        if sheet not in table.sheets and any(alike(sheet, one) >= SAME for one in table.sheets):
            draft.ask(_whether(sheet, table.sheets[0], 0, proposed=False))
    return table


def _worth(sheet: Studied, schema: Sheet) -> float:
    """Return how many of the keys that must be there a sheet seems to have."""
    found = assigned(Family((sheet,)), schema, (), {})
    musts = [column.key for column in schema.columns if column.required]
    return sum(key in found for key in musts) + len(sheet.entries) / 1e6


def _together(near: list[Studied], best: Studied, draft: Draft) -> list[Studied]:
    """Return the sheets that seem to be one table, and ask of each; one that repeats what others
    hold is not proposed.
    """
    kept = []
    for sheet in near:
        again = _repeated(sheet, [other for other in near if other is not sheet])
        own = sheet is not best and alike(sheet, best) < SAME
        if sheet is best or not again:
            kept.append(sheet)
        draft.ask(_whether(sheet, best, again, proposed=not again, own=own))
    return kept


def _whether(
    sheet: Studied, best: Studied, again: int, *, proposed: bool, own: bool = False
) -> Question:
    """Return the question whether a sheet is read with another; `own`: it has headings of its own,
    and only the force knows whether it is the same list.
    """
    headings = (
        f"headings of its own: {shortly(sheet.columns, 6)}"
        if own
        else f"its headings those of \u201c{best.name}\u201d"
    )
    copies = f"; {counted(again, 'wording')} stand in another sheet too" if again else ""
    return Question(
        ("workbook", RECOMMENDATIONS.key, "sheet", sheet.name),
        "Sheets and rows",
        f"Is the sheet \u201c{sheet.name}\u201d part of the list of recommendations?",
        f"{counted(len(sheet.entries), 'row')}, {headings}{copies}",
        READ,
        READ[0].answer if proposed and not own else "",
    )


def _is_another(sheet: Studied, best: Studied) -> bool:
    """Return whether a sheet is a list of recommendations under headings of its own, as what is
    closed is often kept.
    """
    theirs, ours = (
        assigned(Family((one,)), RECOMMENDATIONS, (), {}).keys() & MUSTS for one in (sheet, best)
    )
    return {"ref", "text"} <= theirs and len(theirs & ours) >= MOST * len(ours)


def _repeated(sheet: Studied, others: Sequence[Studied]) -> int:
    """Return how many long texts of a sheet stand in another too, in columns that are mostly
    unique.
    """
    mine, theirs = _prose(sheet), {text for other in others for text in _prose(other)}
    return len(mine & theirs) if len(mine & theirs) > len(mine) / 4 else 0


def _prose(sheet: Studied) -> set[str]:
    looks = Family((sheet,)).columns.values()
    return {
        fold(text)
        for found in looks
        if found.unique > 0.7 and found.average > 20
        for text in found.texts
    }


def log_in(book: Book, table: Family, draft: Draft) -> dict[str, Family]:
    """Return the sheets of the log by table: those that seem to be it; the others are asked
    about.
    """
    free = [sheet for sheet in book.sheets if sheet not in table.sheets]
    roles: dict[str, list[Studied]] = {}
    for schema in LOG_SHEETS:
        named = draft.at("workbook", schema.key, "sheets")
        if isinstance(named, list):
            roles[schema.key] = [sheet for sheet in free if sheet.name in named]
    held = [sheet for sheets in roles.values() for sheet in sheets]
    for sheet in (sheet for sheet in free if sheet not in held):
        role, worth = _role(sheet)
        own = any(fold(sheet.name) == fold(schema.name) for schema in LOG_SHEETS)
        if role and own:
            roles.setdefault(role, []).append(sheet)
            continue
        if worth < ASKED:
            continue
        if role:
            roles.setdefault(role, []).append(sheet)
            draft.write(("workbook", role, "sheets"), [sheet.name], "likely")
        draft.ask(
            Question(
                ("sheet", sheet.name),
                "Sheets and rows",
                f"What does the sheet \u201c{sheet.name}\u201d hold?",
                f"{counted(len(sheet.entries), 'row')}; headings {shortly(sheet.columns, 6)}",
                ROLES,
                next(
                    (choice.answer for choice in ROLES if choice.writes == role), ROLES[-1].answer
                ),
            )
        )
    return {role: Family(tuple(sheets)) for role, sheets in roles.items()}


def _role(sheet: Studied) -> tuple[str, float]:
    """Return which table of the log a sheet seems to be, "" where it seems to be none, and how much
    of its headings it has.
    """
    said = bare(sheet.name)
    scores = {}
    for schema in LOG_SHEETS:
        found = assigned(Family((sheet,)), schema, (), {})
        musts = [column.key for column in schema.columns if column.required]
        hint = any(word in said for word in HINTS[schema.key])
        scores[schema.key] = sum(key in found for key in musts) / len(musts) + 0.4 * hint
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] >= LIKELY else "", scores[best]


def rows_of(table: Family, draft: Draft) -> int:
    """Propose which rows head groups, and ask which are no entries; return how many these are."""
    _groups(table, draft)
    _headed(table, draft)
    ends = {sheet.ends for sheet in table.sheets}
    if len(ends) == 1 and (end := ends.pop()):
        _ends(end, draft)
        return 0
    return _notes(table, draft)


def _groups(table: Family, draft: Draft) -> None:
    """Propose that rows with one text head those below."""
    key = RECOMMENDATIONS.key
    groups = [(sheet, row) for sheet in table.sheets for row in sheet.groups]
    if groups and not draft.settles("workbook", key, "group_rows"):
        draft.write(("workbook", key, "group_rows"), True, "likely")
        first = next(groups[0][0].grid.texts(groups[0][1]))
        draft.ask(
            Question(
                ("workbook", key, "group_rows"),
                "Sheets and rows",
                "Rows with one text alone: do they head the rows below them?",
                f"{counted(len(groups), 'row')}, the first {shortly([first])}",
                (Choice("yes: each heads the rows below it", True), Choice("no", False)),
                "yes: each heads the rows below it",
            )
        )


def _notes(table: Family, draft: Draft) -> int:
    """Propose that notes are no entries; return how many there are."""
    key = RECOMMENDATIONS.key
    notes: dict[str, int] = {}
    for sheet in table.sheets:
        for pattern, count in sheet.notes:
            notes[pattern] = notes.get(pattern, 0) + count
    known = draft.at("workbook", key, "not_rows") or []
    fresh = {pattern: count for pattern, count in notes.items() if pattern not in known}
    if fresh:
        draft.write(("workbook", key, "not_rows"), [*known, *fresh], "likely")
    for pattern, count in fresh.items():
        draft.ask(
            Question(
                ("workbook", key, "not_row", pattern),
                "Sheets and rows",
                f"Rows that begin with \u201c{pattern[:-1]}\u201d: what are they?",
                counted(count, "row"),
                NO_ENTRY,
                NO_ENTRY[0].answer,
            )
        )
    return sum(notes.values())


def _ends(pattern: str, draft: Draft) -> None:
    """Propose that a table ends at its row of totals."""
    path = ("workbook", RECOMMENDATIONS.key, "ends")
    if draft.settles(*path):
        return
    draft.write(path, pattern, "likely")
    answers = (
        Choice("yes: nothing from there on is an entry", pattern),
        Choice("no: entries may stand below it", ""),
    )
    draft.ask(
        Question(
            path,
            "Sheets and rows",
            f"Does the list end at the row that begins with \u201c{pattern[:-1]}\u201d?",
            "no row below it looks like an entry",
            answers,
            answers[0].answer,
        )
    )


def _headed(table: Family, draft: Draft) -> None:
    """Write the two rows of headings where there are two, the same in every sheet."""
    rows = {sheet.found.rows for sheet in table.sheets}
    if len(rows) == 1 and len(pair := rows.pop()) == 2:
        draft.write(("workbook", RECOMMENDATIONS.key, "headings"), list(pair), "sure")
