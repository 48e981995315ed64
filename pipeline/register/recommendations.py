"""The typed table of one meeting: every recommendation, each with the cell it came from.

The table is a pandas frame, one row a recommendation, in the workbook's order, with the columns of `COLUMNS`:
strings ("" where blank), datetimes (NaT where blank), an ordered categorical for the rating (worst first).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, get_args

import pandas as pd

from pipeline.english.signs import blank, straight
from pipeline.findings.finding import Cell, Finding, did_you_mean, errors_in
from pipeline.register.codes import finding
from pipeline.settings.model import STAGES, FindingKind, Scope, Settings, fold, slug
from pipeline.settings.schema import PUBLISH, RECOMMENDATIONS, RECOMMENDATIONS_FILE
from pipeline.workbook.addressees import declared_scope, scope_of, undeclared
from pipeline.workbook.cell import Raw, plain
from pipeline.workbook.meant import publishes
from pipeline.workbook.table import tables
from pipeline.workbook.values import Cells

TEXTS = ("ref", "report", "kind", "number", "parent", "text", "addressed_to", "scope", "owner", "department", "rag",
         "rag_reason", "status", "stage", "update")
DATES = ("published", "target", "original_target", "reviewed", "signed_off", "closed", "updated")
COLUMNS = (*TEXTS, *DATES, "publish", "cell", "row")
COUNTED = ("recommendation", "improvement")
SCOPES, FINDINGS = ({"", *get_args(words)} for words in (Scope, FindingKind))
LADDERS: Mapping[str, str] = {"": "", **{stage: ladder for ladder, stage in STAGES.items()}}
"""The words that a record may hold where this program derived them, blank where its cell had a fault; of a stage also how it is
filed, under the key `ladder`."""
BLANKS: Mapping[str, str | None] = {
    **dict.fromkeys(("number", "parent", "text", "addressed_to", "owner", "department", "rag", "rag_reason", "update"), ""),
    **dict.fromkeys(DATES)}
"""What stands for a column that a meeting was filed without; a record without any other is none."""
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no document can hold, and so no version has filed; what else cannot be printed was told otherwise by earlier ones."""
NEAR_NAME = 0.9


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One row of a register: "" or None is what its workbook leaves blank.

    `rag` is blank too where its word is not in the legend; `cell` is the address of its ref, as "Recommendations!A5".
    """

    ref: str
    report: str
    kind: str
    number: str
    parent: str
    text: str
    addressed_to: str
    scope: str
    owner: str
    department: str
    rag: str
    rag_reason: str
    status: str
    stage: str
    update: str
    published: datetime.date | None
    target: datetime.date | None
    original_target: datetime.date | None
    reviewed: datetime.date | None
    signed_off: datetime.date | None
    closed: datetime.date | None
    updated: datetime.date | None
    publish: bool
    cell: str
    row: int


@dataclass(frozen=True)  # no slots: each population is kept once it was asked for
class Register:
    """One meeting's recommendations: `frame` as described above, `file` the workbook's name.

    `columns` are the letters of each column by key, so that any field of a row can be pointed at; a register
    read from the archive has them from its workbook too.
    """

    frame: pd.DataFrame
    file: str = RECOMMENDATIONS_FILE
    columns: Mapping[str, int] = None  # type: ignore[assignment]

    @cached_property
    def rows(self) -> tuple[Recommendation, ...]:
        """Return every row, in the order of `frame`."""
        columns = [self.frame[key].tolist() for key in COLUMNS]
        for place, key in enumerate(COLUMNS):
            if key in DATES:
                columns[place] = [None if day is pd.NaT else day.date() for day in columns[place]]
            elif key == "rag":
                columns[place] = [word if isinstance(word, str) else "" for word in columns[place]]
        return tuple(Recommendation(*fields) for fields in zip(*columns, strict=True))

    @cached_property
    def by_ref(self) -> Mapping[str, Recommendation]:
        """Return the first row of each ref."""
        return {row.ref: row for row in reversed(self.rows)}

    @cached_property
    def our_rows(self) -> tuple[Recommendation, ...]:
        """Return the rows of `ours`."""
        return tuple(row for row in self.rows if row.scope != "other")

    @cached_property
    def ours(self) -> pd.DataFrame:
        """Return the rows whose scope is force or joint: nothing else is in any figure."""
        return self.frame[self.frame["scope"] != "other"]

    @cached_property
    def recommendations(self) -> pd.DataFrame:
        """Return the force's recommendations and areas for improvement: causes of concern are counted apart."""
        return self.ours[self.ours["kind"].isin(COUNTED)]

    @cached_property
    def concerns(self) -> pd.DataFrame:
        """Return the force's causes of concern."""
        return self.ours[self.ours["kind"] == "concern"]

    def cell(self, row: int, key: str) -> Cell:
        """Return the address of one field of the recommendation in a row of the sheet."""
        return Cell(RECOMMENDATIONS.name, row, self.columns.get(key, self.columns["ref"]))


def register(content: bytes, settings: Settings, file: str = RECOMMENDATIONS_FILE, *, first: bool = False
             ) -> tuple[Register, list[Finding]]:
    """Return the register in a recommendations workbook, and what is wrong with its cells.

    On a `first` paper an addressee of whom nothing says whether it is the force is an error, and later a note. Rows with a
    fault are in the register with the faulty field blank, so that rules can look at the rest.
    """
    found, faults = tables(file, content, [RECOMMENDATIONS], settings.columns, publish=settings.words.publish,
                           ignored={RECOMMENDATIONS.key: settings.ignored(RECOMMENDATIONS.key)})
    table = found[RECOMMENDATIONS.name]
    cells = Cells(file)
    kept_back = any(_keeps_back(row.get("publish"), settings) for row in table.rows)
    records = [_record(row, kept_back, first, cells, settings) for row in table.rows]
    columns = {"ref": min(table.columns.values(), default=1), **table.columns}
    frame = frame_of(records, settings.ratings)
    return Register(frame, file, columns), [*faults, *cells.findings()]


def without_rows(book: Register, found: Iterable[Finding]) -> list[Finding]:
    """Return an error where the workbook can be read and has no row at all: its paper would be one of noughts."""
    return [] if len(book.frame) or errors_in(found) else [finding(
        "no-rows", "there is no row under the headings, so the paper would say that the force has nothing to do.",
        "Type the rows under the headings, or put the right workbook in its place.", book.file, sheet=RECOMMENDATIONS.name)]


def _keeps_back(raw: Raw | None, settings: Settings) -> bool:
    return raw is not None and publishes(plain(raw.value), raw.heading, settings.words.publish) is False


def _record(row: Mapping[str, Raw], kept_back: bool, first: bool, cells: Cells, settings: Settings) -> dict[str, Any]:
    """Return one typed record; `scope` and `stage` are derived here and nowhere else.

    Where any row is `kept_back` from publication, one that says nothing of it is not quoted.
    """
    cells.secret, cells.printed = False, True
    asked = row.get("publish")
    said = cells.publish(asked, settings.words.publish)
    publish = PUBLISH[said] if said else asked is None or (_blank(asked) and not kept_back)
    if asked is not None and not said and kept_back and _blank(asked):
        cells.unsaid(asked)
    cells.secret, cells.printed = not publish, publish
    addressees = cells.bodies(row.get("addressed_to"), filled=True, known=settings.known_names)
    whole = plain(row["addressed_to"].value) if "addressed_to" in row else ""
    scope = scope_of(whole, addressees, settings)
    cells.printed = publish and scope != "other"
    if not declared_scope(whole, settings):
        _told_names(row.get("addressed_to"), addressees, set(undeclared(addressees, settings)), first, cells, settings)
    kind = cells.word(row.get("kind"), settings.kind, filled=True)
    status = cells.word(row.get("status"), settings.status, filled=True)
    left = next(iter(row.values())).cell
    return {
        "ref": cells.key(row.get("ref"), filled=True),
        "report": cells.text(row.get("report"), filled=True).replace("\n", " "),
        "kind": settings.kind.get(kind, ""),
        "number": cells.key(row.get("number"), whole=True),
        "parent": cells.key(row.get("parent")),
        "text": cells.lines(row.get("text"), filled=True),
        "addressed_to": "; ".join(addressees),
        "scope": scope,
        "owner": cells.text(row.get("owner"), filled=scope != "other"),
        "department": cells.text(row.get("department")),
        "rag": cells.word(row.get("rag"), settings.rag),
        "rag_reason": cells.lines(row.get("rag_reason")),
        "status": status,
        "stage": settings.stages.get(status, ""),
        "update": cells.lines(row.get("update")),
        **{key: cells.date(row.get(key), filled=key == "published") for key in DATES},
        "publish": publish,
        "cell": str(row["ref"].cell if "ref" in row else left),
        "row": left.row,
    }


def _blank(raw: Raw) -> bool:
    return not raw.uncalculated and (raw.value is None or blank(str(raw.value)))


def _told_names(raw: Raw | None, addressees: Iterable[str], unsaid: Collection[str], first: bool, cells: Cells, settings: Settings
                ) -> None:
    """Record what is wrong with names in a cell: something beside the force's own, almost its own, or nobody says whose."""
    for name in addressees if raw is not None else ():
        assert raw is not None
        folded = fold(name)
        if folded in settings.force_names or declared_scope(name, settings):
            continue
        typed = next((piece for piece in str(raw.value).split(";") if fold(piece) == folded), name)  # with its line breaks
        parts = {fold(part) for part in re.split(r"[,/\n()\u200b\u200c\u200d\ufeff]", typed.strip())}
        if parts & settings.force_names:
            what = ("the force and something else in one name" if parts - settings.force_names - {""} else
                    "the force, but with something beside its name")
            cells.fault("addressee-unclear", raw, f"{raw.heading} names {cells.shown(name)}: {what}, so it cannot be said whose "
                        "it is.", 'Put ";" between two bodies, and nothing else beside a name.')
        elif name in unsaid and (first or "*" in settings.addressees):
            cells.addressee("addressee-undeclared", raw, name)
        elif _is_near(folded, settings.force_names):
            cells.fault("addressee-near", raw, f"{raw.heading} names {cells.shown(name)}, which is not taken as this force, "
                        f"so it does not count.{'' if cells.secret else did_you_mean(name, settings.known_names)}",
                        'Correct the name, put ";" between two names, or add it to aliases in [force] of report.toml.')
        elif name in unsaid:
            cells.addressee("addressee-unknown", raw, name)


@lru_cache(maxsize=512)
def _is_near(folded: str, names: frozenset[str]) -> bool:
    """Return whether a name holds one of the force's, or is almost one."""
    from difflib import SequenceMatcher

    return (any(re.search(rf"\b{re.escape(ours)}\b", folded) for ours in names)
            or any(len(ours) > 4 and SequenceMatcher(None, folded, ours).ratio() >= NEAR_NAME for ours in names))


def frame_of(records: list[dict[str, Any]], ratings: Iterable[str]) -> pd.DataFrame:
    """Return records as a register's frame; ratings keep the order of the legend, also those nobody has."""
    frame = pd.DataFrame(records, columns=list(COLUMNS))
    for key in DATES:
        frame[key] = pd.to_datetime(frame[key]).astype("datetime64[s]")
    for key in (*TEXTS, "cell"):
        frame[key] = frame[key].astype(object)
    frame["publish"] = frame["publish"].astype(bool)
    frame["row"] = frame["row"].astype(int)
    legend = list(ratings)  # a rating of the last meeting that has left the legend is told by the rule legend_changed
    frame["rag"] = pd.Categorical(frame["rag"].where(frame["rag"].isin(legend), None), categories=legend, ordered=True)
    return frame


def as_lines(register: Register) -> bytes:
    """Return the register as JSON Lines, one record a line, for the archive; `from_lines` is its inverse."""
    lines = []
    filed = register.frame.assign(stage=register.frame["stage"].map(LADDERS)).rename(columns={"stage": "ladder"})
    for record in filed.to_dict("records"):
        dates = {key: None if pd.isna(record[key]) else record[key].date().isoformat() for key in DATES}
        rag = record["rag"] if isinstance(record["rag"], str) else ""
        lines.append(json.dumps({**record, **dates, "rag": rag}, ensure_ascii=False))
    return "".join(line + "\n" for line in lines).encode()


def records_of(lines: bytes) -> list[dict[str, Any]]:
    """Return the records that `as_lines` wrote; raises ValueError where they are anything else.

    A column that a record was filed without is blank in it, so that a new column leaves the archive readable.
    """
    try:
        filed = [json.loads(line) for line in lines.decode().split("\n") if line]
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None
    if not all(isinstance(record, dict) for record in filed):
        raise ValueError("a line is no record of a recommendation")
    filed = [{**BLANKS, **record} for record in filed]
    if not all(map(_is_record, filed)):
        raise ValueError("a line is no record of a recommendation")
    records = [{**record, "stage": STAGES.get(record["ladder"], "")} for record in filed]
    refs = [record["ref"] for record in records if record["scope"] != "other"]  # of other bodies' rows such faults are only noted
    if "" in refs or len(set(refs)) < len(refs):
        raise ValueError("a ref is blank, or two records have it")
    return records


def _is_record(record: Mapping[str, Any]) -> bool:
    """Return whether each field has its type as it is filed, and what is derived has one of its words."""
    for key in DATES:
        day = record[key]
        if day is not None:
            datetime.date.fromisoformat(day if isinstance(day, str) else "")
    Cell.parse(record["cell"] if isinstance(record.get("cell"), str) else "")
    texts = ("ladder" if key == "stage" else key for key in TEXTS)
    return (all(isinstance(record.get(key), str) and not NO_XML.search(record[key]) for key in texts)
            and record["scope"] in SCOPES and record["ladder"] in LADDERS.values() and record["kind"] in FINDINGS
            and isinstance(record.get("publish"), bool) and type(record.get("row")) is int)


def from_lines(lines: bytes, ratings: Iterable[str], file: str) -> Register:
    """Return the register that `as_lines` wrote; `file` names the workbook it was read from. Raises ValueError for others."""
    records = records_of(lines)
    legend = {slug(word): word for word in ratings}  # a word of the legend typed in another way is the same rating
    records = [{**record, "rag": legend.get(slug(record["rag"]), record["rag"])} for record in records]
    straightened = [{**record, **{key: straight(record[key]) for key in ("ref", "parent")}} for record in records]
    if len({record["ref"] for record in straightened}) == len({record["ref"] for record in records}):  # none become one
        records = straightened  # filed before refs with other dashes were read as they look
    column = Cell.parse(records[0]["cell"]).column if records else 1
    return Register(frame_of(records, ratings), file, {"ref": column})
