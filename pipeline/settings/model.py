"""`report.toml` as frozen settings: the meeting, the force, house style, vocabularies, column headings."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from pipeline.english.signs import named, seen, straight
from pipeline.findings.finding import Finding, SettingsRefused, did_you_mean
from pipeline.settings.pasted import instead, pasted, swallowed
from pipeline.settings.schema import KINDS, SHEETS, STATUSES, Sheet

FILE = "report.toml"
AS_UTF_8 = "Open it in Notepad, choose File > Save As, choose UTF-8 beside Encoding, and save it over the old one."
RETIRED_MARKINGS = {"NOT PROTECTIVELY MARKED", "NPM", "UNCLASSIFIED", "PROTECT", "RESTRICTED", "CONFIDENTIAL"}
TAKEN = {"total", "opening", "new", "reopened", "settled", "withdrawn"}

Ladder = Literal["open", "signed_off", "closed", "withdrawn"]
"""The words in which [status] of report.toml, and a record that is filed, write a stage."""
Stage = Literal["outstanding", "awaiting", "closed", "withdrawn", "absent"]
"""Where a recommendation stands at a meeting: its status says which, and absent is one that is not there or does not count."""
STAGES: Mapping[str, Stage] = {"open": "outstanding", "signed_off": "awaiting", "closed": "closed", "withdrawn": "withdrawn"}
Scope = Literal["force", "joint", "other"]
FindingKind = Literal["recommendation", "improvement", "concern"]


SEAL = re.compile("[0-9a-f]{12,64}")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
                         "|[\U0001fffe\U0001ffff\U0010fffe\U0010ffff]")
"""What no paper can print: control characters, halves of characters, and the noncharacters that `marks` needs."""


def slug(word: str) -> str:
    """Return the part of a figure's key made from a vocabulary word.

    >>> slug("Signed off: completed")
    'signed_off_completed'
    """
    return "_".join(re.findall(r"\w+", straight(word).casefold().replace("_", " ")))


def _only_a_date(value: object) -> object:
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        shown = f'"{value}"' if isinstance(value, str) else value
        raise ValueError(f"it is {shown}, not a date written as 2021-01-14, without quotation marks")
    return value


def _one_line(value: object) -> object:
    if isinstance(value, str):
        if UNPRINTABLE.search(value) or "\n" in value or "\t" in value or "\r" in value:
            raise ValueError("it holds a line break or a character that cannot be printed; write it on one line")
        return value.strip()
    return value


def _as_it_looks(value: object) -> object:
    return seen(value) if isinstance(value, str) else value


Day = Annotated[datetime.date, BeforeValidator(_only_a_date)]
Line = Annotated[str, BeforeValidator(_one_line), Field(strict=True)]
Filled = Annotated[Line, Field(min_length=1)]
Word = Annotated[Filled, BeforeValidator(_as_it_looks)]
"""What is looked for in the workbooks; a sign in it that cannot be seen is passed over."""
Pattern = Annotated[Line, BeforeValidator(_as_it_looks)]
"""A word of the workbook, or the beginning of one before `*`; "" is a blank cell."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Force(_Table):
    """The force, and the words in "Addressed to" that mean it."""

    name: Word
    short_name: Annotated[Line, BeforeValidator(_as_it_looks)] = ""
    aliases: tuple[Word, ...] = ()


class Committee(_Table):
    """The committee that the paper goes to."""

    name: Filled


class Meeting(_Table):
    """The meeting and its data cut-off; `since` is the first day of a first paper's period."""

    date: Day
    data_to: Day | None = None
    since: Day | None = None

    @property
    def cut_off(self) -> datetime.date:
        """Return the last day whose rows belong to this paper."""
        return self.data_to or self.date

    @model_validator(mode="after")
    def _in_order(self) -> Meeting:
        if self.cut_off > self.date:
            raise ValueError(f"data_to ({self.cut_off}) is after the meeting ({self.date})")
        if self.since and self.since > self.cut_off:
            raise ValueError(f"since ({self.since}) is after the data cut-off ({self.cut_off})")
        return self


MAJESTY = re.compile(r"(his|her)\s+majesty\b", re.IGNORECASE)
RENAMED = datetime.date(2022, 9, 8)
"""The day from which the inspectorate is His Majesty's."""


class Inspectorate(_Table):
    """What the inspectorate is called; a name that is not given goes by the meeting's date."""

    name: Line = ""
    short_name: Line = ""


class Paper(_Table):
    """What the cover block and the header print."""

    title: Filled = "HMICFRS update"
    agenda_item: Line = ""
    report_of: Line = ""
    author: Line = ""
    contact: Line = ""
    marking: Line = ""

    @model_validator(mode="after")
    def _marking_in_use(self) -> Paper:
        if " ".join(self.marking.upper().split()) in RETIRED_MARKINGS:
            raise ValueError(f'marking "{self.marking}" is retired; use OFFICIAL, or leave it empty')
        return self


class Style(_Table):
    """House style for numbers: words up to this one, digits from there on; 0 is always digits."""

    numbers_in_words_to: Annotated[int, Field(ge=0, le=999, strict=True)] = 9


class Reading(_Table):
    """How a sheet is read: the headings of columns that are declared harmless."""

    ignore: tuple[Word, ...] = ()


class Workbook(_Table):
    """How each sheet is read, by its key, and whether an inspections log is kept at all."""

    log: Annotated[bool, Field(strict=True)] = True
    recommendations: Reading = Reading()
    inspections: Reading = Reading()
    reports: Reading = Reading()
    forthcoming: Reading = Reading()


class Words(_Table):
    """What the workbook's own words mean, by column."""

    publish: dict[Pattern, Literal["Yes", "No"]] = {}


def _a_seal(value: object) -> object:
    if isinstance(value, str) and (value := value.strip().lower()) and not SEAL.fullmatch(value):
        raise ValueError(f'it is "{value}", not the first twelve or more digits of a seal, such as e4aacd610d49')
    return value


class Archive(_Table):
    """What a person vouches for: the seal of a filed meeting, as papers and reviews print it."""

    seal: Annotated[Line, BeforeValidator(_a_seal)] = ""


class Settings(_Table):
    """Everything in `report.toml`; vocabularies keep their order, ratings worst first."""

    force: Force
    committee: Committee
    meeting: Meeting
    paper: Paper = Paper()
    inspectorate: Inspectorate = Inspectorate()
    rag: dict[Word, Filled] = Field(min_length=1)
    status: dict[Word, Ladder] = Field(default=STATUSES, validate_default=True, min_length=1)
    kind: dict[Word, FindingKind] = Field(default=KINDS, validate_default=True, min_length=1)
    style: Style = Style()
    severity: dict[str, Literal["note", "error"]] = {}
    columns: dict[str, dict[str, Word]] = {}
    workbook: Workbook = Workbook()
    words: Words = Words()
    addressees: dict[Word, Scope] = {}
    archive: Archive = Archive()

    @property
    def force_names(self) -> frozenset[str]:
        """Return the names that mean this force, folded as `fold` folds them."""
        return _folded(self.known_names)

    @property
    def known_names(self) -> tuple[str, ...]:
        """Return the names that mean this force, as report.toml writes them."""
        return tuple(name for name in (self.force.name, self.force.short_name, *self.force.aliases) if name)

    @property
    def majesty(self) -> str:
        """Return whose inspectorate it is, in the words of the paper: His or Her Majesty's."""
        named = MAJESTY.match(self.inspectorate.name)
        return named[1].capitalize() if named else "His" if self.meeting.date >= RENAMED else "Her"

    @property
    def inspectorate_name(self) -> str:
        """Return the inspectorate's name, by the meeting's date where report.toml gives none."""
        by_date = f"{self.majesty} Majesty\u2019s Inspectorate of Constabulary and Fire & Rescue Services"
        return self.inspectorate.name or by_date

    @property
    def inspectorate_short(self) -> str:
        """Return the inspectorate's short name."""
        return self.inspectorate.short_name or "HMICFRS"

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """Return the stage that each word of [status] means."""
        return {word: STAGES[ladder] for word, ladder in self.status.items()}

    @property
    def ratings(self) -> tuple[str, ...]:
        """Return the words of the legend, worst first."""
        return tuple(self.rag)

    @property
    def worst(self) -> str:
        """Return the worst word of the legend."""
        return self.ratings[0]

    def headings(self, sheet: str) -> Mapping[str, str]:
        """Return the force's own headings of a sheet (its key in [columns]) by column key."""
        return self.columns.get(sheet, {})

    def ignored(self, sheet: str) -> tuple[str, ...]:
        """Return the headings of a sheet (its key in [workbook]) whose columns are declared harmless."""
        reading: Reading = getattr(self.workbook, sheet)
        return reading.ignore

    def heading(self, sheet: Sheet, key: str) -> str:
        """Return the heading that a column has in this force's workbook; raises KeyError when the sheet has none."""
        return self.headings(sheet.key).get(key, sheet.column(key).heading)


@lru_cache(maxsize=64)
def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold, names))


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return text with case, spaces, and signs that are unseen or look alike forgiven, for comparing words of a vocabulary."""
    return " ".join((text if text.isascii() and "`" not in text else straight(text).replace("\ufe0f", "")).split()).casefold()


def settings(source: bytes, codes: Mapping[str, bool]) -> Settings:
    """Return the settings in a `report.toml`.

    `codes` are the codes of findings whose severity may be set, and whether each may. Raises SettingsRefused
    with every fault found, each with the table and key at fault.
    """
    text, faults = _decoded(source)
    otherwise = bool(faults)
    raw = _parsed(text, faults)
    if raw is None or otherwise:
        raise SettingsRefused(faults)
    found = None
    try:
        found = Settings.model_validate(raw)
    except ValidationError as error:
        faults += [_told(item, raw) for item in error.errors(include_url=False)]
    faults += [*_swallowed(raw), *_shared_keys(raw), *_unknown_columns(raw), *_unknown_codes(raw, codes)]
    faults += [] if found is None else [*_read_and_ignored(found), *_patterns(found), *_scopes(found)]
    if faults or found is None:
        raise SettingsRefused(faults)
    return found


def is_toml(source: bytes) -> bool:
    """Return whether a file that was filed as settings can be read at all, whatever this version makes of its keys."""
    try:
        tomllib.loads(source.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _decoded(source: bytes) -> tuple[str, list[Finding]]:
    """Return the text, and a fault where it is not UTF-8: it is read as Notepad saves it otherwise, to tell the rest as well."""
    if source[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in source[:200]:
        wide = "utf-16" if source[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-16-be" if source[:1] == b"\0" else "utf-16-le"
        return source.decode(wide, "replace"), [
            _fault("", 'it is not saved as UTF-8 text, but as UTF-16 ("Unicode" in Notepad).', AS_UTF_8)]
    try:
        return source.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        text = source.decode("cp1252", "replace")
        line = source.count(b"\n", 0, error.start) + 1
        return text, [_fault(f"line {line}", f'it is not saved as UTF-8 text: "{text[error.start]}" is stored in the old '
                             'way of Windows ("ANSI" in Notepad).', AS_UTF_8)]


def _parsed(text: str, faults: list[Finding]) -> dict[str, Any] | None:
    """Return what the text says, or None; what stands against it is added to the faults, signs that were pasted line by line."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        faults.append(_fault("", "it cannot be read: brackets stand within brackets without end.",
                             "Copy the example from inputs/README.md."))
        return None
    except ValueError as error:  # TOMLDecodeError is one; a number of thousands of digits is another
        signs, mended = pasted(text)
        faults += [_fault(f"line {line}", f"it holds {named(found)}, such as Word and Outlook put in by themselves; where a text "
                          "begins and ends, and outside texts, only the signs of a keyboard are read.",
                          f"In Notepad, {instead(found)}.") for line, found in signs.items()]
        if signs and mended != text:
            return _parsed_again(mended, signs, faults)
        if not signs:
            faults.append(_unread(error))
        return None


def _parsed_again(text: str, told: Collection[int], faults: list[Finding]) -> dict[str, Any] | None:
    """Return what the text says once pasted signs are made straight; a fault in a line that is told already follows from it."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        return None
    except ValueError as error:
        line = re.search(r"at line ([0-9]+)", str(error))
        if not line or int(line[1]) not in told:
            faults.append(_unread(error))
        return None


def _unread(error: ValueError) -> Finding:
    return _fault("", f"it cannot be read: {error}.",
                  "Write text between quotation marks and dates as 2021-01-14; use single quotes where there is a \\.")


def _swallowed(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for text in swallowed(raw):
        yield _fault("", f'"{text}" is read as one text, for the quotation marks inside it are curly ones.',
                     'If two texts are meant, type straight quotation marks (") around each, in Notepad.')


def _fault(place: str, message: str, remedy: str) -> Finding:
    return Finding("settings", message, remedy, FILE, place=place)


def _told(item: Any, raw: Mapping[str, Any]) -> Finding:
    """Turn one of pydantic's errors into words: which table, which key, what to do."""
    path = [str(step) for step in item["loc"] if step not in ("[key]",)]
    place = f"[{'.'.join(path[:-1])}] {path[-1]}" if len(path) > 1 else f"[{path[0]}]" if path else ""
    if item["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        return _fault(place, f'"{path[-1]}" is not a setting.{did_you_mean(path[-1], known)}',
                      f"The settings here are: {', '.join(known)}.")
    if item["type"] in ("model_type", "dict_type", "model_attributes_type"):
        return _fault(place, f"it is {item['input']!r}, not a table.", "Write its name between brackets on a line of its own, "
                      "and its keys under it.")
    if item["type"] == "tuple_type":
        return _fault(place, f"it is {item['input']!r}, not a list.", 'Write it between brackets: ["…", "…"].')
    if item["type"] == "missing":
        return _fault(place, "it is required and is not there.", "Add it; inputs/README.md has an example.")
    if item["type"] in ("string_too_short", "too_short"):
        return _fault(place, "it is empty.", "Write it between the quotation marks.")
    if item["type"] == "literal_error":
        choices = str(item["ctx"]["expected"]).replace("'", '"')
        word = item["input"]
        near = did_you_mean(str(word), re.findall(r'"([^"]+)"', choices))
        return _fault(place, f'"{word}" is not one of {choices}.{near}', "Use one of these words.")
    if item["type"] == "greater_than_equal":
        return _fault(place, f"it is {item['input']!r}, and must be {item['ctx']['ge']} or more.", "Correct it and run again.")
    if item["type"] == "value_error":
        return _fault(place, f"{item['ctx']['error']}.", "Correct it and run again.")
    return _fault(place, f"{item['msg'].lower()} (it is {item['input']!r}).", "Correct it and run again.")


def _known_keys(path: list[str]) -> list[str]:
    model: type[BaseModel] = Settings
    for step in path:
        model = model.model_fields[step].annotation  # type: ignore[assignment]
    return list(model.model_fields)


def _shared_keys(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a fault for each word of a vocabulary whose key another word or figure has."""
    for table, taken in (("rag", TAKEN), ("status", {"total"}), ("kind", set[str]())):
        words = raw.get(table, {})
        seen: dict[str, str] = {}
        for word in words if isinstance(words, dict) else ():
            key = slug(word)
            if not word.strip():
                continue
            if not key:
                yield _fault("", f'[{table}] "{word}" has no letter and no digit, so its figures would have no names.',
                             "Write it in words; a sign may stand beside them.")
            elif key in seen:
                yield _fault("", f'[{table}] "{word}" and "{seen.get(key, "")}" would share the key "{key}".',
                             "Choose words that differ in their letters or digits.")
            elif key in taken:
                yield _fault("", f'[{table}] "{word}" would share its key with another figure.',
                             "Choose another word.")
            seen.setdefault(key, word)


def _unknown_columns(raw: Mapping[str, Any]) -> Iterator[Finding]:
    by_key = {sheet.key: sheet for sheet in SHEETS}
    columns = raw.get("columns", {})
    for name, headings in columns.items() if isinstance(columns, dict) else ():
        if not isinstance(headings, dict):
            continue  # told with the types of the other values
        if name not in by_key:
            yield _fault(f"[columns.{name}]", f'"{name}" is not a sheet.{did_you_mean(name, by_key)}',
                         f"The sheets are: {', '.join(by_key)}.")
            continue
        known = [column.key for column in by_key[name].columns]
        seen = {fold(column.heading): column.key for column in by_key[name].columns if column.key not in headings}
        for key, heading in headings.items():
            if key not in known:
                yield _fault(f"[columns.{name}] {key}", f'"{key}" is not a column.{did_you_mean(key, known)}',
                             f"The columns are: {', '.join(known)}.")
            if fold(str(heading)) in seen:
                yield _fault(f"[columns.{name}] {key}", f'"{heading}" is also the heading of {seen[fold(str(heading))]}.',
                             "Give each column a heading of its own.")
            seen[fold(str(heading))] = key


def _read_and_ignored(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each column that is declared harmless and read all the same."""
    for sheet in SHEETS:
        headings = {fold(chosen.heading(sheet, column.key)): column.key for column in sheet.columns}
        for heading in chosen.ignored(sheet.key):
            if fold(heading) in headings:
                yield _fault(f"[workbook.{sheet.key}] ignore", f'"{heading}" is the heading of {headings[fold(heading)]}, '
                             "which is read.", "Take it out of the list.")


def _patterns(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each word of [words.publish] that has * before its end, or two meanings."""
    words = chosen.words.publish
    seen: dict[str, str] = {}
    for word, means in words.items():
        if "*" in word[:-1]:
            yield _fault("[words.publish]", f'"{word}" has * before its end.', "Write * at the end only, for whatever follows.")
        if words[seen.setdefault(fold(word), word)] != means:
            yield _fault("[words.publish]", f'"{seen[fold(word)]}" and "{word}" are read as one word.',
                         "Keep one of the two lines.")


def _scopes(chosen: Settings) -> Iterator[Finding]:
    """Yield a fault for each addressee that has two meanings, and for * where it cannot stand or would mean the force."""
    seen: dict[str, str] = {}
    for name, scope in chosen.addressees.items():
        place = f'[addressees] "{name}"'
        if name == "*" and scope != "other":
            yield _fault(place, f'whatever is not named cannot be "{scope}", for then other bodies would count.',
                         'Write "*" = "other".')
        elif name != "*" and "*" in name:
            yield _fault(place, "* stands for whatever is not named, and only by itself.",
                         "Write each text out as it stands in the column.")
        if fold(name) in chosen.force_names and scope != "force":
            yield _fault(place, "it is a name of the force in [force].", "Take it out here, or out of the aliases there.")
        if chosen.addressees[seen.setdefault(fold(name), name)] != scope:
            yield _fault(place, f'it is read as "{seen[fold(name)]}" is.', "Keep one of the two lines.")


def _unknown_codes(raw: Mapping[str, Any], codes: Mapping[str, bool]) -> Iterator[Finding]:
    chosen = raw.get("severity", {})
    for code in chosen if isinstance(chosen, dict) else ():
        if not codes.get(code, False):
            may = [name for name, free in codes.items() if free]
            why = "is an error always" if code in codes else "is not the code of a finding"
            yield _fault(f"[severity] {code}", f'"{code}" {why}.{did_you_mean(code, may)}',
                         "docs/findings.md lists the codes whose severity can be raised.")
