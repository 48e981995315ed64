"""An independent recount: a workbook's XML read plainly, its rows counted by tests/oracle.py,
nothing shared with the program.

What this reader is not sure of (a part that is damaged, a word that it does not know) it says by
raising Unsure: then the figures are not compared, and the table of counts says how often.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.etree import ElementTree

from tests.attack.packages import DAMAGED, parts_of
from tests.figures import oracle

Cell = str | float | datetime.date | None
HEADINGS = {
    "ref": "Ref",
    "kind": "Type",
    "addressed_to": "Addressed to",
    "rag": "RAG",
    "status": "Status",
    "target": "Target date",
    "reviewed": "Reviewed",
    "signed_off": "Signed off",
    "updated": "Last updated",
    "update": "Latest update",
    "publish": "Publish",
}
LOGGED = {
    "inspections": ("Inspections", {"ref": "Ref", "started": "Started", "day": "Finished"}),
    "reports": ("Reports", {"ref": "Ref", "day": "Published"}),
    "forthcoming": ("Forthcoming", {"ref": "Title", "day": "Starts", "ends": "Ends"}),
}
DAYS = ("target", "reviewed", "signed_off", "updated", "day", "started", "ends")
KINDS = ("Recommendation", "Area for improvement", "Cause of concern")
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
LEGEND = ["Red", "Amber", "Green"]
NOT_EVERYWHERE = ("reviewed_outstanding_total", "unreviewed_total")
"""Keys of the contract that earlier versions have not."""
FIRST_SURE_DAY = 61
"""Before 1 March 1900 programs count days differently."""


class Unsure(Exception):
    """This reader does not know what a person would read there."""


class _Book:
    """A workbook's parts, found by their relations."""

    def __init__(self, content: bytes) -> None:
        try:
            self.parts = parts_of(content)
        except DAMAGED as fault:
            raise Unsure(f"no package: {fault}") from None
        self.name = next(iter(self.related("", "officeDocument")), "")
        root = self.tree(self.name)
        self.from_1904 = any(pr.get("date1904") in ("1", "true") for pr in _all(root, "workbookPr"))
        by_id = self.relations(self.name)
        self.sheets = {
            folded(sheet.get("name", "")): by_id.get(
                next((value for key, value in sheet.attrib.items() if _bare(key) == "id"), ""),
                ("", ""),
            )[1]
            for sheet in _all(root, "sheet")
        }
        self.strings = [
            "".join(_texts(item))
            for name in self.related(self.name, "sharedStrings")
            for item in self.tree(name)
            if _bare(item.tag) == "si"
        ]
        self.dated = [
            style for name in self.related(self.name, "styles") for style in _dated(self.tree(name))
        ]

    def tree(self, name: str) -> ElementTree.Element:
        part = self.parts.get(name, b"")
        if b"<!DOCTYPE" in part or len(part) > 2**24:
            raise Unsure(f"{name} is not read here")
        try:
            return ElementTree.fromstring(part)
        except (ElementTree.ParseError, ValueError, LookupError) as fault:
            raise Unsure(f"{name}: {fault}") from None

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return a part's relations by id: the last word of the type, and the part."""
        path = PurePosixPath(name)
        there = str(path.parent / "_rels" / f"{path.name}.rels") if name else "_rels/.rels"
        found = {}
        for item in self.tree(there):
            target = item.get("Target", "")
            whole = (
                target.lstrip("/")
                if target.startswith("/")
                else str(path.parent / target)
                if name
                else target
            )
            found[item.get("Id", "")] = (item.get("Type", "").rpartition("/")[2], whole)
        return found

    def related(self, name: str, kind: str) -> list[str]:
        return [part for found, part in self.relations(name).values() if found == kind]

    def rows(self, sheet: str) -> Iterator[dict[int, Cell]]:
        """Yield a sheet's rows, each cell by the number of its column; a row that a reader could
        miss makes it unsure.
        """
        root = self.tree(self.sheets.get(folded(sheet), ""))
        data = [item for item in root if _bare(item.tag) == "sheetData"]
        if (
            len(data) != 1
            or len(_all(root, "row")) != len(data[0])
            or len(_all(root, "c")) != sum(map(len, data[0]))
        ):
            raise Unsure("rows or cells stand where none belong")
        if any(_bare(item.tag) == "mergeCell" for item in root.iter()):
            raise Unsure("merged cells")
        seen: set[str] = set()
        for row in data[0]:
            cells: dict[int, Cell] = {}
            for cell in row:
                address = cell.get("r")
                if (
                    address is None
                    or address in seen
                    or not re.fullmatch(f"[A-Z]{{1,3}}{row.get('r', '')}", address)
                ):
                    raise Unsure("a cell without a place of its own")
                seen.add(address)
                cells[_column(address)] = self.value(cell)
            yield cells

    def value(self, cell: ElementTree.Element) -> Cell:
        kind = cell.get("t", "n")
        inside = [item for item in cell if _bare(item.tag) == "v"]
        if len(inside) > 1:
            raise Unsure("two values in a cell")
        text = "".join(inside[0].itertext()) if inside else ""
        if kind == "inlineStr":
            return "".join(
                text for item in cell if _bare(item.tag) == "is" for text in _texts(item)
            )
        if kind == "s" and text:
            if not re.fullmatch(r"\s*\d+\s*", text) or int(text) >= len(self.strings):
                raise Unsure(f"a shared text {text!r}")
            return self.strings[int(text)]
        if kind == "str":
            return text
        if kind not in ("n", "d") or not text.strip():
            if kind in ("n", "s", "d"):
                return None
            raise Unsure(f"a cell of type {kind}")
        return self.number(text.strip(), cell.get("s", "0")) if kind == "n" else _day(text)

    def number(self, text: str, style: str) -> Cell:
        try:
            number, dated = float(text), self.dated[int(style)] if self.dated else False
        except (ValueError, IndexError):
            raise Unsure(f"a number {text!r} of style {style}") from None
        if not dated:
            return number
        if not FIRST_SURE_DAY <= number < 2_958_466:
            raise Unsure(f"a day {number}")
        return (
            datetime.date(1904, 1, 1) + datetime.timedelta(int(number))
            if self.from_1904
            else (datetime.date(1899, 12, 30) + datetime.timedelta(int(number)))
        )


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [item for item in root.iter() if _bare(item.tag) == name]


def _texts(item: ElementTree.Element) -> Iterator[str]:
    """Yield the texts of a string, without how it is pronounced."""
    for inside in item:
        if _bare(inside.tag) == "t":
            yield inside.text or ""
        elif _bare(inside.tag) == "r":
            yield from _texts(inside)


def _column(address: str) -> int:
    number = 0
    for letter in address.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _dated(styles: ElementTree.Element) -> Iterator[bool]:
    """Yield for each cell format whether it shows a date."""
    own = {item.get("numFmtId", ""): item.get("formatCode", "") for item in _all(styles, "numFmt")}
    for formats in _all(styles, "cellXfs"):
        for item in formats:
            code = item.get("numFmtId", "0")
            plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.', "", own.get(code, ""))
            yield (
                code.isdigit() and int(code) in DATE_FORMATS
                if code not in own
                else bool(re.search("[dmyhs]", plain, re.I))
            )


def folded(text: str) -> str:
    """Return words as they are compared: case, wide letters, signs that cannot be seen and spaces
    passed over.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")
    return " ".join(plain.split()).casefold()


def _day(value: object) -> datetime.date | None:
    if value is None or isinstance(value, datetime.date):
        return value
    text = folded(str(value))
    if not text:
        return None
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(t00:00:00(\.0+)?z?)?", text):
        year, month, day = map(int, found.groups()[:3])
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = map(int, found.groups())
    else:
        raise Unsure(f"a day {text!r}")
    try:
        return datetime.date(year, month, day)
    except ValueError:
        raise Unsure(f"a day {text!r}") from None


def table(content: bytes, sheet: str, headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the rows under the headings of a sheet, by our keys: what has no heading there is left
    out.
    """
    book, found = _Book(content), []
    columns: dict[int, str] = {}
    wanted = {folded(heading): key for key, heading in headings.items()}
    for cells in book.rows(sheet):
        words = {
            place: wanted.get(folded(value))
            for place, value in cells.items()
            if isinstance(value, str)
        }
        if not columns:
            columns = (
                {place: key for place, key in words.items() if key}
                if "ref" in words.values()
                else {}
            )
            if len(set(columns.values())) != len(columns):
                raise Unsure("a heading stands twice")
        elif any(value is not None and folded(str(value)) for value in cells.values()):
            row = {key: cells.get(place) for place, key in columns.items()}
            if not isinstance(row["ref"], str) or not folded(row["ref"]):
                raise Unsure("a row without a ref")
            found.append({key: _day(value) if key in DAYS else value for key, value in row.items()})
    if not columns:
        raise Unsure("no headings")
    return found


def recommendations(content: bytes) -> list[oracle.Row]:
    """Return the rows of a recommendations workbook as the oracle takes them."""
    rows: list[oracle.Row] = []
    for row in table(content, "Recommendations", HEADINGS):
        said = {
            key: "" if row.get(key) is None else row[key] for key in HEADINGS if key not in DAYS
        }
        if not all(isinstance(value, str) for value in said.values()):
            raise Unsure("a number where words belong")
        words = {key: folded(str(value)) for key, value in said.items()}
        rows.append(
            {
                **{key: row.get(key) for key in DAYS},
                "ref": " ".join(str(said["ref"]).split()),
                "kind": _one_of(words["kind"], KINDS),
                "status": _one_of(words["status"], oracle.LADDER),
                "rag": _one_of(words["rag"], LEGEND) if words["rag"] else "",
                "addressed_to": words["addressed_to"],
                "update": str(said["update"]).strip(),
                "publish": "No" if words["publish"] == "no" else "Yes",
            }
        )
    if any(not row["rag"] and oracle.LADDER[row["status"]] == "outstanding" for row in rows):
        raise Unsure("an outstanding row without a rating")
    if len({row["ref"] for row in rows}) != len(rows):
        raise Unsure("a ref stands twice")
    return rows


def _one_of(word: str, known: Mapping[str, str] | list[str] | tuple[str, ...]) -> str:
    for name in known:
        if folded(name) == word:
            return name
    raise Unsure(f"the word {word!r}")


def _logged(content: bytes, cut_off: datetime.date) -> dict[str, list[tuple[str, datetime.date]]]:
    """Return the refs and days of the log's sheets; what is under way stands with forthcoming, by
    its first day.
    """
    read = {name: table(content, sheet, headings) for name, (sheet, headings) in LOGGED.items()}
    under_way = [(row["ref"], row["started"]) for row in read["inspections"] if row["day"] is None]
    if any(day is None for _, day in under_way):
        raise Unsure("an inspection without a day")
    found = {
        name: [(str(row["ref"]), row["day"]) for row in rows if row["day"]]
        for name, rows in read.items()
    }
    past = [
        row["ref"]
        for row in read["forthcoming"]
        if row["day"] and row["day"] <= cut_off and row.get("ends") and row["ends"] <= cut_off
    ]
    found["forthcoming"] = [
        item for item in found["forthcoming"] if item[0] not in past
    ] + under_way
    return found


def expected(
    workbook: bytes,
    log: bytes,
    then: bytes | None,
    meeting: datetime.date,
    since: datetime.date | None,
    cut_off: datetime.date,
) -> oracle.Answer:
    """Return the refs behind every key; raises Unsure. `since` is the last meeting's cut-off,
    `then` its workbook.
    """
    now = recommendations(workbook)
    start = since + datetime.timedelta(days=1) if since else None
    found = oracle.answer(
        now,
        recommendations(then) if then is not None else None,
        LEGEND,
        meeting,
        start,
        cut_off,
        _logged(log, cut_off),
    )
    reviewed, outstanding = found["reviewed_total"], found["outstanding_total"]
    assert reviewed is not None and outstanding is not None
    found["reviewed_outstanding_total"] = [ref for ref in outstanding if ref in reviewed]
    found["unreviewed_total"] = [ref for ref in outstanding if ref not in reviewed]
    return found


def differences(figures: bytes, wanted: oracle.Answer) -> Iterator[str]:
    """Yield each figure of a figures.json that is not what was counted here."""
    told = {figure["key"]: figure for figure in json.loads(figures)["figures"]}
    for key, refs in wanted.items():
        figure = told.get(key)
        if figure is None:
            if key not in NOT_EVERYWHERE:
                yield f"{key} is not there"
        elif figure["value"] is None:  # not kept, or no meeting before
            if refs:
                yield f"{key} has no value; the recount has {len(refs)}"
        elif figure["value"] != len(refs or []):
            yield f"{key} is {figure['value']}; the recount has {len(refs or [])}"
        elif not key.endswith("_opening") and (
            behind := sorted(item["ref"] for item in figure["evidence"])
        ) != sorted(refs or []):
            yield f"{key} stands on {behind}; the recount on {sorted(refs or [])}"
