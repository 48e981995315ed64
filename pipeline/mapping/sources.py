"""One entry by key: for each key of a sheet the cell that it comes from, with what the force's
words mean put in its place.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.findings.finding import Cell, Finding, column_letters
from pipeline.mapping.codes import finding
from pipeline.mapping.dates import as_shown, dated
from pipeline.mapping.grid import Grid
from pipeline.mapping.groups import day_in, title_in
from pipeline.mapping.headings import Headings
from pipeline.mapping.quoted import quoted, shown
from pipeline.mapping.rows import Entry
from pipeline.settings.mapping import (
    ABOVE,
    GROUP,
    SHEET,
    Column,
    Dates,
    Fill,
    FromDates,
    Joined,
    NotKept,
    Same,
    Source,
    is_heading,
    names_in,
)
from pipeline.settings.model import FILE
from pipeline.settings.schema import Sheet
from pipeline.workbook.cell import Look, Raw, holds_something, plain
from pipeline.workbook.colours import word_for
from pipeline.workbook.meant import fits

Row = Mapping[str, Raw]
STATUS = "the status"
"""What a status is called that follows from dates."""


class Sources:
    """Where each key of one sheet comes from. `faults` gathers what is wrong with the sheet's cells
    on the way.
    """

    def __init__(
        self,
        sheet: Sheet,
        grid: Grid,
        found: Headings,
        sources: Mapping[str, Source],
        words: Mapping[str, Mapping[str, str]],
        fills: Mapping[str, str],
        dates: Dates,
        statuses: Mapping[str, str],
    ) -> None:
        self.sheet, self.grid, self.found = sheet, grid, found
        self.words, self.fills, self.dates, self.statuses = words, fills, dates, statuses
        self._days = (
            [column.key for column in sheet.columns if column.kind == "date"]
            if dates != Dates()
            else []
        )
        self._keys = [column.key for column in sheet.columns if column.kind == "key"]
        self.faults: list[Finding] = []
        self.told: set[tuple[str, str]] = set()
        self._fitting: dict[tuple[str, str], tuple[str, ...]] = {}
        self.sources = dict(sources)
        self.columns = {
            name: places[0]
            for source in self.sources.values()
            for name in names_in(source)
            if is_heading(name) and (places := found.columns(name))
        }
        """The column of each heading that is named and there."""
        self.plain = {
            key: (self.columns[there[0]], there[0])
            for key, source in self.sources.items()
            if isinstance(source, Column)
            and len(there := self._there(source)) == 1
            and there[0] in self.columns
        }
        """The column of each key that comes from one alone, and its heading: nearly every key of
        nearly every tracker.
        """

    def columns_of(self, *keys: str) -> set[int]:
        """Return the columns that these keys come from."""
        return {
            self.columns[name]
            for key in keys
            if key in self.sources
            for name in names_in(self.sources[key])
            if name in self.columns
        }

    def row(self, entry: Entry) -> Row:
        """Return an entry by key; a key that the force does not keep, or whose column the sheet has
        not, is not in it.
        """
        made = self.grid.line(entry.rows[0], self.plain) if len(entry.rows) == 1 else {}
        if len(made) < len(self.sources):
            made = {
                key: raw
                for key, source in self.sources.items()
                if (raw := made.get(key) or self._raw(key, source, entry)) is not None
            }
        for key in self.words.keys() & made.keys():
            made[key] = self._meant(key, made[key])
        for key in self._days:
            if key in made:
                made[key] = dated(made[key], key, self.dates)
        if isinstance(self.sources.get("status"), FromDates):
            made["status"] = Raw(self._left(entry), STATUS, self._status(made))
        return made

    def _status(self, row: Row) -> str:
        """Return the word of a status that follows from dates: closed where there is a date of
        closure, and so on.
        """
        for ladder, key in (("closed", "closed"), ("signed_off", "signed_off")):
            if key in row and holds_something(row[key]):
                return self.statuses.get(ladder, "")
        return self.statuses.get("open", "")

    def named(self, row: Row) -> Row:
        """Return an entry with its keys as text, where they are numbers: only once it is known to
        be no row of totals.
        """
        numbers = {
            key: as_shown(row[key])
            for key in self._keys
            if key in row and not isinstance(row[key].value, str)
        }
        return {**row, **numbers} if numbers else row

    def _there(self, source: Column) -> list[str]:
        """Return the names of a source that this sheet can give."""
        return [name for name in source.headings if name in self.columns or not is_heading(name)]

    def _raw(self, key: str, source: Source, entry: Entry) -> Raw | None:
        match source:
            case Column(headings):
                return self._first_of(key, headings, entry)
            case Joined(parts, between):
                return self._joined(key, parts, between, entry)
            case Same(value):
                return Raw(self._left(entry), self.sheet.column(key).heading, value)
            case Fill(heading):
                return self._filled(key, heading, entry)
            case FromDates() | NotKept():
                return None
        raise AssertionError(source)

    def _left(self, entry: Entry) -> Cell:
        return self.grid.cell(entry.rows[0], self.grid.filled(entry.rows[0])[0])

    def _named(self, key: str, name: str, entry: Entry) -> Raw | None:
        """Return the cell that one name of a source means in an entry, None where the sheet has no
        such heading.
        """
        if name == SHEET:
            return Raw(self._left(entry), SHEET, self.grid.name)
        if name == GROUP:
            return None if entry.group is None else self._of_group(key, entry.group)
        if above := ABOVE.fullmatch(name):
            return self._above(Cell.parse(f"!{above[1].upper()}{above[2]}"), name)
        return self._column(key, name, entry) if name in self.columns else None

    def _column(self, key: str, heading: str, entry: Entry) -> Raw:
        """Return what an entry holds under a heading; the rows of one entry say the same, or are
        lines of one text.
        """
        cells = [self.grid.raw(row, self.columns[heading], heading) for row in entry.rows]
        held = [raw for raw in cells if holds_something(raw)]
        if len(held) < 2:
            return held[0] if held else cells[0]
        first, texts = held[0], list(dict.fromkeys(plain(raw.value).strip() for raw in held))
        if self.sheet.column(key).kind in ("text", "rich"):
            return first._replace(value="\n".join(texts)) if len(texts) > 1 else first
        for other in held[1:]:
            if other.value != first.value:
                self.faults.append(
                    finding(
                        "entry-differs",
                        f"{heading} holds {quoted(other)}, and {first.cell.address}, of the same"
                        f" entry, {quoted(first)}.",
                        "Give the row a ref of its own, or make the two cells the same.",
                        self.grid.file,
                        cell=other.cell,
                    )
                )
        return first

    def _first_of(self, key: str, names: tuple[str, ...], entry: Entry) -> Raw | None:
        raws = [raw for name in names if (raw := self._named(key, name, entry)) is not None]
        held = [raw for raw in raws if holds_something(raw)]
        for other in held[1:]:
            if plain(other.value).strip() != plain(held[0].value).strip():
                self.faults.append(
                    finding(
                        "columns-differ",
                        f"{other.heading} holds {quoted(other)}, and {held[0].heading} in"
                        f" {held[0].cell.address} {quoted(held[0])}; both are read as {key}.",
                        "Make the two cells the same, or name one column only under "
                        f"[columns.{self.sheet.key}] of {FILE}.",
                        self.grid.file,
                        cell=other.cell,
                    )
                )
        return held[0] if held else raws[0] if raws else None

    def _joined(self, key: str, parts: tuple[str, ...], between: str, entry: Entry) -> Raw | None:
        raws = [raw for part in parts if (raw := self._named(key, part, entry)) is not None]
        is_key = self.sheet.column(key).kind == "key"
        if not raws or (is_key and len(raws) < len(parts)):  # a column of a ref is not there
            return None
        texts = [shown(raw) for raw in raws if holds_something(raw)]
        if is_key and len(texts) < len(raws):  # a part of a ref is none
            return next(raw for raw in raws if not holds_something(raw))
        unread = next((raw for raw in raws if raw.uncalculated or raw.error or raw.broken), None)
        if unread is not None:
            return unread
        at = next(
            (raw for raw, part in zip(raws, parts, strict=False) if part not in (SHEET, GROUP)),
            raws[0],
        )
        return Raw(at.cell, at.heading, between.join(texts), at.look)

    def _of_group(self, key: str, group: Raw) -> Raw:
        """Return what a row that heads a group says of a key: the day in it for a date, the words
        without it for a title.
        """
        words = " ".join(plain(group.value).split())
        if self.sheet.column(key).kind == "date":
            days = day_in(words)
            if len(days) > 1 and ("days", str(group.cell)) not in self.told:
                self.told.add(("days", str(group.cell)))
                self.faults.append(
                    finding(
                        "group-dates",
                        f'"{words}" holds more than one date, so it is not known which is meant.',
                        "Leave one date in the row.",
                        self.grid.file,
                        cell=group.cell,
                    )
                )
            return group._replace(
                heading=GROUP,
                value=days[0] if len(days) == 1 else None,
                pattern="dd/mm/yyyy",
                look=Look(),
            )
        dated = any(
            isinstance(source, Column)
            and GROUP in source.headings
            and self.sheet.column(other).kind == "date"
            for other, source in self.sources.items()
        )
        return group._replace(heading=GROUP, value=title_in(words) if dated else words)

    def _above(self, at: Cell, name: str) -> Raw:
        raw = self.grid.raw(at.row, at.column, name)
        if not holds_something(raw) and ("above", name) not in self.told:
            self.told.add(("above", name))
            self.faults.append(
                finding(
                    "above-empty",
                    f"the cell is empty, and {FILE} reads {name} for each row of the sheet.",
                    f"Fill the cell, or name another under [columns.{self.sheet.key}].",
                    self.grid.file,
                    cell=Cell(self.grid.name, at.row, at.column),
                )
            )
        return raw

    def _filled(self, key: str, heading: str, entry: Entry) -> Raw | None:
        if heading not in self.columns:
            return None
        row, column = entry.rows[0], self.columns[heading]
        raw = Raw(self.grid.cell(row, column), heading, None)
        ruled = any(
            top <= row <= bottom and left <= column <= right
            for top, left, bottom, right in self.grid.coloured_by_rule
        )
        if ruled and ("rule", heading) not in self.told:
            self.told.add(("rule", heading))
            self.faults.append(
                finding(
                    "fill-by-rule",
                    f"a conditional format colours the column {column_letters(column)}, so the"
                    " colour of a cell is not what is stored in it.",
                    "Name a column that holds the word, or take the rule away and fill the cells.",
                    self.grid.file,
                    cell=raw.cell,
                )
            )
        colour = self.grid.fill(row, column)
        word = word_for(colour, self.fills)
        if word is None:
            self.faults.append(
                finding(
                    "fill-unknown",
                    f"the cell is filled with {colour}, which [fills] does not name.",
                    f'Write what it means under [fills] of {FILE}: "{colour}" = "…".',
                    self.grid.file,
                    cell=raw.cell,
                )
            )
        return raw._replace(value=word or None, pattern="General")

    def _meant(self, key: str, raw: Raw) -> Raw:
        """Return a cell with the word of ours that [words.<key>] gives for what it holds."""
        words = self.words[key]
        if raw.uncalculated or raw.error or raw.broken or key == "publish":
            return raw
        text = shown(raw)
        if (key, text) not in self._fitting:  # a column holds few words, each many times
            self._fitting[key, text] = fits(text, words)
        found = self._fitting[key, text]
        if len(found) > 1 and len({words[word] for word in found}) > 1:
            both = " and ".join(f'"{word}"' for word in found)
            self.faults.append(
                finding(
                    "settings",
                    f'{both} both fit "{text}" in {raw.cell}.',
                    "Change one, or write the word of that cell out.",
                    FILE,
                    place=f"[words.{key}]",
                )
            )
        if not found or words[found[0]] == raw.value:
            return raw
        return raw._replace(value=words[found[0]] or None, pattern="General")
