"""mapping.xlsx: the form that asks, one yellow cell a question, with the answers it may have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.settings.mapping import SHEET
from pipeline.start.excel import BAND, YELLOW, headed, protected, put, saved
from pipeline.start.keys import Value
from pipeline.start.question import NO_RATING, NONE, Path, Question
from pipeline.start.toml_text import dotted, toml

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

QUESTIONS, ANSWERS, SETTLED = "Questions", "Answers", "Settled"
TITLE = "How your workbook is read"
GUIDE = (
    "Fill the yellow cells, and only these: choose from the list that the cell offers, or write"
    " where it says so. Some hold a proposal: look at it, and change it where it is wrong.",
    "Then save, close, and run: python -m pipeline map. A yellow cell that is left is told; one"
    " that turns white need not be filled. Nothing of your own workbook is changed.",
)
HEADINGS = [
    "No.",
    "Question",
    "Your answer",
    "What the workbook holds",
    "Goes to",
    "About the column",
    "List",
]
WIDTHS = [6.0, 52.0, 46.0, 52.0, 30.0, 20.0, 8.0]
FIRST = 5
"""The row of the headings."""
ANSWER = 3
"""The column of the yellow cells."""
LINE, MOST_LINES = 15.0, 12


def form(
    questions: Sequence[Question], settled: Mapping[Path, Value], given: Mapping[Path, str]
) -> bytes:
    """Return the form as a workbook; `given` are answers that are kept, `settled` is not asked."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = QUESTIONS
    put(sheet, 1, 1, TITLE, bold=True, size=16).alignment = _one_line()
    for row, line in enumerate(GUIDE, 2):
        put(sheet, row, 1, line).alignment = _one_line()
    sheet.row_dimensions[1].height = 2 * LINE
    headed(sheet, FIRST, HEADINGS, WIDTHS)
    lists = _lists(questions)
    rows = _asked(sheet, questions, lists, given)
    _offered(sheet, questions, rows, lists)
    _whitened(sheet, questions, rows)
    protected(sheet)
    _settled(book.create_sheet(SETTLED), settled)
    _answers(book.create_sheet(ANSWERS), lists)
    return saved(book, TITLE)


def _one_line() -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=False, vertical="top")


def _lists(questions: Sequence[Question]) -> dict[tuple[tuple[str, Value], ...], str]:
    """Return a name for each list of answers; questions with the same answers share one."""
    lists: dict[tuple[tuple[str, Value], ...], str] = {}
    named: dict[str, str] = {}
    for question in questions:
        if question.choices:
            text = repr(question.choices)
            named.setdefault(text, f"L{len(named) + 1}")
            lists.setdefault(_hashable(question), named[text])
    return lists


def _hashable(question: Question) -> tuple[tuple[str, Value], ...]:
    return tuple((choice.answer, toml(choice.writes)) for choice in question.choices)


def _asked(
    sheet: Worksheet,
    questions: Sequence[Question],
    lists: Mapping[tuple[tuple[str, Value], ...], str],
    given: Mapping[Path, str],
) -> dict[Path, int]:
    """Write the questions, by section, and return the row of each."""
    rows: dict[Path, int] = {}
    row, section = FIRST, ""
    for number, question in enumerate(questions, 1):
        row += 1
        if question.section != section:
            section = question.section
            for column in range(1, len(HEADINGS) + 1):
                put(sheet, row, column, section if column == 2 else None, bold=True, fill=BAND)
            row += 1
        rows[question.path] = row
        put(sheet, row, 1, number)
        put(sheet, row, 2, question.asks)
        answer = given.get(question.path) or question.proposed
        put(sheet, row, ANSWER, answer, fill=YELLOW, locked=False, border=True, pattern="@")
        put(sheet, row, 4, question.found, fill=question.colour)
        sheet.row_dimensions[row].height = LINE * max(
            _lines(question.asks, WIDTHS[1]),
            _lines(answer, WIDTHS[2]),
            _lines(question.found, WIDTHS[3]),
            _lines(dotted(question.path), WIDTHS[4] * 1.2),
            _lines(question.of, WIDTHS[5] * 1.2),
        )
        for column, text in enumerate(
            (dotted(question.path), question.of, lists.get(_hashable(question), "")), 5
        ):
            put(sheet, row, column, text, ink="4B5563", size=9)
        if question.path[0] == "legend" and not _more_words(questions, number):
            row += 1
            put(sheet, row, 2, "What to choose below where a word is no rating:")
            put(sheet, row, ANSWER, NO_RATING)
    return rows


def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of this width."""
    return min(MOST_LINES, sum(1 + int(len(line) / (0.95 * width)) for line in text.split("\n")))


def _more_words(questions: Sequence[Question], number: int) -> bool:
    """Return whether the rating asked about is not the last of those that are named."""
    here, following = questions[number - 1].path, questions[number : number + 1]
    return here[2] != "word" or any(
        one.path[0] == "legend" and one.path[2] == "word" for one in following
    )


def _offered(
    sheet: Worksheet,
    questions: Sequence[Question],
    rows: Mapping[Path, int],
    lists: Mapping[tuple[tuple[str, Value], ...], str],
) -> None:
    """Give each yellow cell its list, or says what may be written."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    lengths = {name: len(held) for held, name in lists.items()}
    places = list(dict.fromkeys(lists.values()))
    named = [row for path, row in rows.items() if path[0] == "legend" and path[2] == "word"]
    made: dict[str, DataValidation] = {}
    for question in questions:
        name = lists.get(_hashable(question), "")
        if question.ratings and named:
            source = f"$C${min(named)}:$C${max(named) + 1}"
        elif name:
            letter = get_column_letter(2 * places.index(name) + 1)
            source = f"{ANSWERS}!${letter}$2:${letter}${lengths[name] + 1}"
        else:
            continue
        key = source + question.free
        if key not in made:
            made[key] = DataValidation("list", formula1=source, allow_blank=True)
            made[key].errorTitle, made[key].error = "Not in the list", "Choose from the list."
            made[key].showErrorMessage = not question.free
            made[key].promptTitle, made[key].prompt = "Your answer", _prompt(question)
            made[key].showInputMessage = True
            sheet.add_data_validation(made[key])
        made[key].add(f"C{rows[question.path]}")


def _prompt(question: Question) -> str:
    if question.free == "value":
        return "Choose from the list, or write a title that every row has."
    if question.free == "whole":
        return "Write a whole number, or choose (not known)."
    return "Choose from the list."


def _whitened(sheet: Worksheet, questions: Sequence[Question], rows: Mapping[Path, int]) -> None:
    """Have a yellow cell turn white where other answers make its question idle."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    white = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFFFF"))
    for question in questions:
        path, row = question.path, rows[question.path]
        condition = ""
        if path[0] == "legend" and path[2] == "means":
            word = rows.get(("legend", path[1], "word"))
            condition = f'$C${word}="{NONE}"' if word else ""
        elif path[:2] == ("words", "publish"):
            role = rows.get(("publication", question.of))
            condition = f'LEFT($C${role},6)="ignore"' if role else ""
        elif question.of and path[0] != "fills" and question.of != SHEET:
            key = {"addressees": "addressed_to", "words": path[1]}.get(path[0], path[0])
            column = rows.get(("columns", "recommendations", key))
            condition = (
                f'AND($C${column}<>"",ISERROR(SEARCH($F${row},$C${column})))' if column else ""
            )
        if condition:
            sheet.conditional_formatting.add(
                f"C{row}", Rule("expression", dxf=white, formula=[condition])
            )


def _settled(sheet: Any, settled: Mapping[Path, Value]) -> None:
    """Write what was taken as sure, for whoever wants to look."""
    sheet.row_dimensions[1].height = 30
    put(sheet, 1, 1, "What was taken as sure", bold=True, size=16).alignment = _one_line()
    told = "Nothing to fill here. Where a line is wrong, change it in report.toml."
    put(sheet, 2, 1, told).alignment = _one_line()
    headed(sheet, 4, ["Goes to", "Holds"], [60.0, 60.0])
    for row, (path, value) in enumerate(settled.items(), 5):
        put(sheet, row, 1, dotted(path))
        put(sheet, row, 2, toml(value))
    protected(sheet)


def _answers(sheet: Any, lists: Mapping[tuple[tuple[str, Value], ...], str]) -> None:
    """Write the lists of answers, each beside what its answers write into report.toml."""
    from openpyxl.utils import get_column_letter

    done: set[str] = set()
    for held, name in lists.items():
        if name in done:
            continue
        column = 2 * len(done) + 1
        done.add(name)
        for place, heading in ((column, name), (column + 1, f"{name} writes")):
            put(sheet, 1, place, heading, bold=True, fill=BAND)
            sheet.column_dimensions[get_column_letter(place)].width = 30
        for row, (answer, writes) in enumerate(held, 2):
            put(sheet, row, column, answer)
            put(sheet, row, column + 1, str(writes))
    sheet.freeze_panes = "A2"
    protected(sheet)
