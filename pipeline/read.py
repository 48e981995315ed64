"""Workbook bytes to rows of raw cells, each with its address, and what Excel's formats show of them.

Nothing is guessed, nothing is converted.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from io import BytesIO
from typing import Any

from pipeline.codes import finding
from pipeline.config import fold
from pipeline.findings import Cell, Finding, column_letters, did_you_mean
from pipeline.guard import Guarded, SheetFacts, guarded
from pipeline.schema import Column, Sheet

MAX_COLUMNS = 16_384
NEAR = 0.8
YES_OR_NO = {"yes", "no", "y", "n", "true", "false"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(r'"[^"]*"|\\.|;')
_SIGNS = re.compile("(?:wing|web)dings|symbol$|marlett", re.IGNORECASE)
_PADDING = re.compile(r"\[(?:\$[^\]]*|[A-Za-z]+[0-9]{0,2})\]|[_*].")


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: `raised` above or below the line, `signs` of a font that shows pictures or Greek for letters."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: bool = False
    signs: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """One cell as the workbook stores it: `value` is openpyxl's, `look` is of the cell as a whole.

    `pattern` is its number format, such as `0%`. Where it is `broken`, `value` is the text of what cannot be read.
    """

    cell: Cell
    heading: str
    value: Any
    look: Look = Look()
    uncalculated: bool = False
    error: bool = False
    broken: bool = False
    pattern: str = "General"

    @property
    def runs(self) -> list[tuple[str, Look]]:
        """Return the words of text, each run with its look."""
        parts = self.value if isinstance(self.value, list) else [self.value]
        return [(plain(part), _look(part.font) if hasattr(part, "font") else self.look) for part in parts]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one sheet: a Raw by column key for each row that holds anything in a known column."""

    sheet: Sheet
    file: str
    columns: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[Mapping[str, Raw], ...] = ()


def tables(file: str, content: bytes, sheets: Iterable[Sheet], headings: Mapping[str, Mapping[str, str]]
           ) -> tuple[dict[str, Table], list[Finding]]:
    """Return the tables of a workbook by the sheet's name, and everything that is wrong with its layout.

    `headings` maps a sheet's key to the force's own headings by column key. A sheet that cannot be read has no
    rows, and a finding. A sheet without rows is an empty table.
    """
    sheets = tuple(sheets)
    empty = {sheet.name: Table(sheet, file) for sheet in sheets}
    safe = guarded(file, content)
    if isinstance(safe, Finding):
        return empty, [safe]
    book = _opened(safe)
    if book is None:
        return empty, [finding("workbook-unreadable", "Excel may open this file, but its contents cannot be read.",
                               "Open it in Excel, save it under another name as .xlsx, and use that.", file)]
    found: dict[str, Table] = {}
    faults: list[Finding] = []
    for sheet in sheets:
        table, more = _table(file, safe, book, sheet, headings.get(sheet.key, {}))
        found[sheet.name] = table
        faults += more
    return found, faults


def _opened(safe: Guarded) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(BytesIO(safe.content), data_only=True, rich_text=True, keep_links=False)
        except Exception:  # openpyxl raises whatever it stumbles over; each means the same to the reader
            return None


def _table(file: str, safe: Guarded, book: Any, sheet: Sheet, own: Mapping[str, str]) -> tuple[Table, list[Finding]]:
    facts = _facts(safe, sheet)
    if facts is None:
        names = [facts.name for facts in safe.sheets if not facts.hidden]
        return Table(sheet, file), [finding(
            "sheet-missing", f'there is no sheet "{sheet.name}".{did_you_mean(sheet.name, names)}',
            f'Name the sheet "{sheet.name}"; the workbook has: {", ".join(names)}.', file, sheet=sheet.name)]
    if facts.hidden:
        return Table(sheet, file), [finding("sheet-hidden", "the sheet is hidden, so nobody can see what is counted.",
                                            "Right-click the sheet tabs, choose Unhide, and save.", file, sheet=sheet.name)]
    if facts.name not in book.sheetnames:
        return Table(sheet, file), [finding("workbook-unreadable", "its list of sheets is damaged.",
                                            "Open it in Excel, save it under another name as .xlsx, and use that.", file)]
    worksheet = book[facts.name]
    wanted = {column.key: own.get(column.key, column.heading) for column in sheet.columns}
    header = _header(worksheet, facts, wanted)
    if header is None:
        return Table(sheet, file), [finding(
            "header-missing", "no row of headings was found.",
            f"The first row of the table must hold the headings: {', '.join(wanted.values())}.", file, sheet=sheet.name)]
    columns, faults = _columns(worksheet, facts, header, sheet, wanted, file)
    rows = _rows(worksheet, facts, header, columns, sheet, wanted)
    faults += _above(worksheet, facts, header, columns, sheet, file)
    faults += _layout(facts, header, columns, rows, sheet, file)
    return Table(sheet, file, columns, tuple(rows)), faults


def _facts(safe: Guarded, sheet: Sheet) -> SheetFacts | None:
    by_name = {fold(facts.name): facts for facts in reversed(safe.sheets)}
    return next((facts for facts in safe.sheets if facts.name == sheet.name), by_name.get(fold(sheet.name)))


def plain(value: object) -> str:
    """Return what is stored as Excel shows it: escapes decoded once, run by run, line ends made one kind."""
    runs = value if isinstance(value, list) else [] if value is None else [value]  # openpyxl's rich text is a list
    text = "".join(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(run)) for run in runs)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def number_shown(value: float, pattern: str) -> str | None:
    """Return a number as Excel shows it in this format, or None where that is not the number as stored.

    >>> number_shown(0.5, "General"), number_shown(0.5, "0%"), number_shown(7, "000")
    ('0.5', None, None)
    """
    text = format(Decimal(f"{value:.15g}"), "f")
    if pattern == "0":
        return text if text.lstrip("-").isdigit() and len(text) < 16 else None
    narrow = len(text.lstrip("-")) <= 11 and (value == 0 or abs(value) >= 0.0001)  # else 1E+11, or as the column is wide
    return text if pattern.casefold() in ("general", "@") and narrow else None


def shows_day(pattern: str) -> bool:
    """Return whether a date format shows day, month and year, and nothing else."""
    if pattern.casefold().startswith("[$-f800]"):  # the long date of the system
        return True
    bare = re.sub(r"\[\$[^\]]*\]|\\", "", pattern.casefold()).removesuffix(";@")
    shown = sorted(part[0] for part in re.finditer(r"([a-z])\1*|[^ /.,-]", bare))
    return len(shown) == 3 and all(map(re.fullmatch, ("d{1,2}", "m{1,4}", "yy|yyyy"), shown))


def shows_text(pattern: str) -> bool:
    """Return whether a number format shows text as it is typed: `;;;` hides it, and `"Mr "@` adds to it."""
    sections = _LITERAL.sub(lambda part: "\n" if part[0] == ";" else part[0], pattern).split("\n")
    own = sections[3] if len(sections) > 3 else sections[-1]
    takes_text = len(sections) > 3 or "@" in _LITERAL.sub("", own)
    return not takes_text or _PADDING.sub("", own).strip().casefold() in ("@", "general")


def _name(value: object) -> str:
    """Return a heading for comparing: a colon or an asterisk after it is forgiven, as case and spaces are."""
    return fold(plain(value)).rstrip(" :*")


def _text(value: Any) -> str:
    return fold(plain(value))


def _header(worksheet: Any, facts: SheetFacts, wanted: Mapping[str, str]) -> int | None:
    """Return the first row that holds more of the headings than any other, and at least two (or all there are)."""
    folded = {_name(heading) for heading in wanted.values()} - {""}
    best, most = None, 1
    for row, columns in facts.columns.items():
        here = len({_name(worksheet.cell(row, column).value) for column in columns} & folded)
        if here > most:
            best, most = row, here
    return best


def _columns(worksheet: Any, facts: SheetFacts, header: int, sheet: Sheet, wanted: Mapping[str, str], file: str
             ) -> tuple[dict[str, int], list[Finding]]:
    """Return the column of each key, and findings for headings that are missing or stand twice."""
    exact = {fold(heading): key for key, heading in wanted.items()}
    held = {_text(worksheet.cell(header, column).value) for column in facts.columns[header]}
    nearly = {name: key for heading, key in exact.items() if heading not in held and (name := _name(heading))}
    columns: dict[str, int] = {}
    faults: list[Finding] = []
    others: dict[str, int] = {}
    for column in facts.columns[header]:
        value = plain(worksheet.cell(header, column).value)
        key = exact.get(fold(value), nearly.get(_name(value)))
        if key is None and value.strip():
            others[" ".join(value.split())] = column
        elif key is None:
            continue
        elif key in columns:
            first = f"{column_letters(columns[key])}{header}"
            faults.append(finding("heading-twice", f'the heading "{wanted[key]}" stands here and in {first}.',
                                  "Rename or delete one of the two columns.", file, cell=Cell(sheet.name, header, column)))
        else:
            columns[key] = column
    for need in sheet.columns:
        if need.key not in columns and (need.required or (need.key == "publish" and _publishes(worksheet, facts, header))):
            faults.append(finding(
                "heading-missing",
                f'row {header} has no heading "{wanted[need.key]}" ({need.holds}).{did_you_mean(wanted[need.key], others)}'
                + (f" Headings there that are not known: {', '.join(others)}." if others else ""),
                f"Add the column, or name it in [columns.{sheet.key}] of report.toml: {need.key} = \"your heading\".",
                file, sheet=sheet.name))
        elif need.key not in columns:
            faults += _nearly(need, wanted[need.key], sheet, others, Cell(sheet.name, header, 1), file)
    return columns, faults


def _nearly(need: Column, heading: str, sheet: Sheet, others: Mapping[str, int], row: Cell, file: str) -> list[Finding]:
    """Return a note where a column that may be missing seems to be there under a heading that is not known."""
    near = get_close_matches(fold(heading), map(fold, others), n=1, cutoff=NEAR)
    return [finding("heading-near", f'the heading "{other}" is not known, so its column is not read. Did you mean {heading}?',
                    f'Correct the heading, or name it in [columns.{sheet.key}] of report.toml: {need.key} = "{other}".',
                    file, cell=Cell(row.sheet, row.row, column))
            for other, column in others.items() if fold(other) in near]


def _above(worksheet: Any, facts: SheetFacts, header: int, columns: Mapping[str, int], sheet: Sheet, file: str) -> list[Finding]:
    """Return findings for rows above the headings that look like rows of the table: they were sorted with their headings."""
    dates = {columns[column.key] for column in sheet.columns if column.kind == "date" and column.key in columns}
    name = columns.get(sheet.names_row, 1)
    faults = []
    for row, held in facts.columns.items():
        ours = set(columns.values()) & set(held)
        if row < header and name in ours and len(ours) >= min(4, len(columns) - 1) and any(
                isinstance(worksheet.cell(row, column).value, date) for column in dates & ours):
            faults.append(finding(
                "rows-above", f"this row stands above the headings in row {header}, so it would not be read.",
                "Move the headings above all the rows, and sort the rows without them.", file, cell=Cell(sheet.name, row, name)))
    return faults


def _publishes(worksheet: Any, facts: SheetFacts, header: int) -> bool:
    """Return whether a column that is not known seems to say what may be published, so that its No would be passed over.

    Its heading has the word publish, or a word like it and at least one Yes or No below.
    """
    for column in facts.columns[header]:
        heading = _text(worksheet.cell(header, column).value)
        held = {_text(worksheet.cell(row, column).value) for row in facts.rows if row > header}
        if re.search(r"\bpublish\b", heading) or (re.search("publi|releas|disclos", heading) and held & YES_OR_NO):
            return True
    return False


def _rows(worksheet: Any, facts: SheetFacts, header: int, columns: Mapping[str, int], sheet: Sheet,
          wanted: Mapping[str, str]) -> list[Mapping[str, Raw]]:
    rows: list[Mapping[str, Raw]] = []
    for number in facts.rows:
        if number <= header:
            continue
        row = {key: _raw(worksheet.cell(number, column), Cell(sheet.name, number, column), wanted[key], facts)
               for key, column in columns.items()}
        if any(_holds_something(raw) for raw in row.values()):
            rows.append(row)
    return rows


def _holds_something(raw: Raw) -> bool:
    return raw.uncalculated or bool(plain(raw.value).strip())


def _raw(cell: Any, address: Cell, heading: str, facts: SheetFacts) -> Raw:
    place = (address.row, address.column)
    return Raw(address, heading, facts.broken.get(place, cell.value), _look(cell.font if cell.has_style else None),
               uncalculated=place in facts.uncalculated, error=cell.data_type == "e", broken=place in facts.broken,
               pattern=_pattern(cell))


def _look(font: Any) -> Look:
    """Return the look that a font gives, be it of a cell or of a run in it."""
    if font is None:
        return Look()
    name = (font.rFont if hasattr(font, "rFont") else font.name) or ""
    return Look(bool(font.b), bool(font.i), bool(font.strike), font.vertAlign in ("superscript", "subscript"),
                bool(_SIGNS.match(name)))


def _pattern(cell: Any) -> str:
    try:
        return str(cell.number_format) if cell.has_style else "General"
    except IndexError:  # a format that the workbook does not hold; Excel takes General
        return "General"


def _layout(facts: SheetFacts, header: int, columns: Mapping[str, int], rows: list[Mapping[str, Raw]],
            sheet: Sheet, file: str) -> list[Finding]:
    """Return findings for merged cells among the data, and notes for hidden rows and columns."""
    used = set(columns.values())
    numbers = [next(iter(row.values())).cell.row for row in rows]
    last = max(numbers, default=header)
    faults = [
        finding("merged-cells", f"the cells {Cell('', top, left).address}:{Cell('', bottom, right).address} are merged, "
                "so all but the first read as blank.",
                "Select them, choose Home > Merge & Center > Unmerge Cells, and fill each cell.", file,
                cell=Cell(sheet.name, top, left))
        for top, left, bottom, right in facts.merged
        if bottom >= header and top <= last and used & set(range(left, min(right, MAX_COLUMNS) + 1))]
    hidden = [number for number in numbers if number in facts.hidden_rows]
    if hidden:
        faults.append(finding(
            "hidden-rows", f"{_ranges(hidden, 'row')} {'is' if len(hidden) == 1 else 'are'} hidden or filtered out; "
            "hidden rows are read and counted like the others.", "Clear the filter to see what is counted.", file,
            cell=Cell(sheet.name, hidden[0], columns.get(sheet.names_row, 1))))
    concealed = sorted(column for column in used for low, high in facts.hidden_columns if low <= column <= high)
    if concealed:
        letters = ", ".join(column_letters(column) for column in concealed)
        faults.append(finding("hidden-rows", f"column {letters} is hidden; hidden columns are read like the others.",
                              "Unhide the column to see what is counted.", file,
                              cell=Cell(sheet.name, header, concealed[0])))
    return faults


def _ranges(numbers: list[int], noun: str) -> str:
    """Return `row 5` or `rows 5, 9 to 12`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    told = ", ".join(f"{first} to {last}" if last > first else str(first) for first, last in spans)
    return f"{noun}{'s' if len(numbers) > 1 else ''} {told}"


