"""A tracker, and a log, studied: what is sure, what is likely, and what only the force can say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pipeline.mapping.headings import alike
from pipeline.mapping.rows import MOST_LEFT_OUT
from pipeline.settings.schema import LOG_SHEETS, RECOMMENDATIONS
from pipeline.start.days import dates
from pipeline.start.family import Family
from pipeline.start.part import part
from pipeline.start.question import Choice, Draft, Path, Question, columns_in, counted
from pipeline.start.ratings import ratings
from pipeline.start.sheets import log_in, recommendations_in, rows_of
from pipeline.start.sources import SECTIONS as COLUMNS
from pipeline.start.sources import ref_missing, sources, with_ref, withheld
from pipeline.start.study import Book
from pipeline.start.words import addressees, kinds, publication, statuses

LOG_KEPT = (
    Choice("no: its sections are left out of the paper", False),
    Choice("yes: it will be put beside the tracker", True),
)

SECTIONS = (
    "Sheets and rows",
    *COLUMNS.values(),
    "What may be printed",
    "Whose a recommendation is",
    "What a status means",
    "Ratings",
    "What a kind means",
    "Dates",
    "A number to check by",
)
"""The order in which the form asks."""
ONE_ROW = (
    Choice("yes: they belong to the row above (one_row)", "ref"),
    Choice("no: each is an entry, and its ref is missing", ""),
)


def proposed(
    book: Book,
    log: Book | None = None,
    known: Mapping[str, Any] | None = None,
    doubted: Collection[Path] = (),
) -> Draft:
    """Return the study of a workbook; what report.toml holds already, `known`, is not asked again.

    Without `known` it is a first study, whose sure and likely proposals are to be written.

    The workbook has at least one sheet with headings.
    """
    draft = Draft(known or {}, doubted, asking=known is not None)
    table = recommendations_in(book, draft)
    notes = rows_of(table, draft)
    kept_back = withheld(table)
    believed = sources(table, RECOMMENDATIONS, draft, kept_back)
    wider = part(table, believed, draft)
    table = _one_row(table, believed.get("ref", False), draft)
    publication(table, kept_back, draft)
    addressees(table, believed.get("addressed_to", False), draft)
    statuses(table, believed.get("status", False), draft)
    ratings(table, believed.get("rag", False), draft)
    kinds(table, believed.get("kind", False), draft)
    dates(table, believed, draft)
    _log(book, log, table, draft)
    _expected(draft, wider or notes > MOST_LEFT_OUT * (table.count + notes))
    draft.questions.sort(key=lambda question: SECTIONS.index(question.section))
    draft.told[:0] = [_read(book, table), *_twice(table)]
    return draft


def _one_row(table: Family, source: object, draft: Draft) -> Family:
    """Ask whether rows without a ref belong to the row above; return the table without them."""
    names = columns_in(source)
    count = ref_missing(table, names)
    path = ("workbook", RECOMMENDATIONS.key, "one_row")
    if not count:
        return table
    draft.write(path, "ref", "likely")
    draft.ask(
        Question(
            path,
            "Sheets and rows",
            "Rows without a ref, as sub-actions are: do they belong to the row above?",
            counted(count, "row"),
            ONE_ROW,
            ONE_ROW[0].answer,
        )
    )
    return Family(table.sheets, lambda sheet: with_ref(sheet, names))


def _log(book: Book, log: Book | None, table: Family, draft: Draft) -> None:
    """Study the log, in a workbook of its own or on sheets of the tracker."""
    if draft.settles("workbook", "log"):
        return
    held = log_in(log, Family(()), draft) if log else log_in(book, table, draft)
    for schema in LOG_SHEETS:
        if schema.key in held:
            kept_back = withheld(held[schema.key])
            sources(held[schema.key], schema, draft, kept_back)
            if kept_back:
                draft.told.append(
                    f"{', '.join(held[schema.key].names)}: {', '.join(kept_back)} may say what must"
                    " not be printed; name it under ignore once such rows are taken out."
                )
    if log is None and not held and not draft.asking:
        draft.write(("workbook", "log"), False, "likely")
        draft.ask(
            Question(
                ("workbook", "log"),
                "Sheets and rows",
                "Is a log of inspections and reports kept in a workbook?",
                "none was named with --log",
                LOG_KEPT,
                LOG_KEPT[0].answer,
            )
        )


def _expected(draft: Draft, wider: bool) -> None:
    """Ask for a number of the force's own, that the first check must meet."""
    if draft.asking:
        return
    draft.ask(
        Question(
            ("expect", "outstanding_total"),
            "A number to check by",
            "How many recommendations are outstanding by your own count (last paper, dashboard)?",
            "a whole number; the first check must meet it"
            + (
                "; needed here, for more than a quarter of the rows may be left out"
                if wider
                else ""
            ),
            (Choice("(not known)", ""),),
            "" if wider else "(not known)",
            free="whole",
        )
    )


def _twice(table: Family) -> list[str]:
    """Return the headings that stand twice, which `check` refuses where they are read."""
    return [
        f"{sheet.name} has two columns headed {', '.join(twice)}: rename one in the workbook."
        for sheet in table.sheets
        if (twice := alike(sheet.found))
    ]


def _read(book: Book, table: Family) -> str:
    sheets = ", ".join(
        f"{sheet.name} ({counted(len(sheet.entries), 'row')}, headings in row"
        f" {' and '.join(map(str, sheet.found.rows))})"
        for sheet in table.sheets
    )
    hidden = f" Hidden, and not looked at: {', '.join(book.hidden)}." if book.hidden else ""
    others = [
        *(sheet.name for sheet in book.sheets if sheet not in table.sheets),
        *book.others,
    ]
    rest = f" Other sheets: {', '.join(others)}." if others else ""
    return f"{book.file}: the list seems to be {sheets}.{rest}{hidden}"
