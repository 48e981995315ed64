"""The register of one meeting: every recommendation of a workbook, each with the cell it came
from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from pipeline.english.signs import blank
from pipeline.findings.finding import Finding, did_you_mean, errors_in
from pipeline.mapping.sources import Row
from pipeline.mapping.table import Table, tables
from pipeline.register.codes import finding
from pipeline.register.held import Held, held
from pipeline.register.recommendation import COUNTED, Recommendation
from pipeline.settings.model import Scope, Settings, fold
from pipeline.settings.schema import PUBLISH, RECOMMENDATIONS, RECOMMENDATIONS_FILE
from pipeline.workbook.addressees import declared_scope, scope_of, undeclared
from pipeline.workbook.cell import Raw, plain
from pipeline.workbook.meant import publishes
from pipeline.workbook.values import Cells

NEAR_NAME = 0.9


@dataclass(frozen=True)  # no slots: each population is kept once it was asked for
class Register:
    """One meeting's recommendations: its rows in the order of the workbook, `file` the workbook's
    name.

    `columns` are the letters of each column by key, so that any field of a row can be pointed at;
    of a register read from the archive only that of the ref is known.
    """

    rows: tuple[Recommendation, ...]
    file: str = RECOMMENDATIONS_FILE
    columns: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[str, ...] = (RECOMMENDATIONS.name,)
    """The names of the sheets that its rows lie on."""
    table: Table | None = None
    """What was read of the workbook, but for its rows; None of a filed meeting's."""

    @cached_property
    def by_ref(self) -> Mapping[str, Recommendation]:
        """Return the first row of each ref, in the order of the workbook."""
        found: dict[str, Recommendation] = {}
        for row in self.rows:
            found.setdefault(row.ref, row)
        return found

    @cached_property
    def by_cell(self) -> Mapping[str, Recommendation]:
        """Return each row by the address of its ref."""
        return {row.cell: row for row in self.rows}

    @cached_property
    def ours(self) -> tuple[Recommendation, ...]:
        """Return the rows whose scope is force or joint: nothing else is in any figure."""
        return tuple(row for row in self.rows if row.scope != "other")

    @cached_property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """Return the force's recommendations and areas for improvement: causes of concern are
        counted apart.
        """
        return tuple(row for row in self.ours if row.kind in COUNTED)

    @cached_property
    def concerns(self) -> tuple[Recommendation, ...]:
        """Return the force's causes of concern."""
        return tuple(row for row in self.ours if row.kind == "concern")


def register(
    content: bytes, settings: Settings, file: str = RECOMMENDATIONS_FILE, *, first: bool = False
) -> tuple[Register, list[Finding]]:
    """Return the register in a recommendations workbook, and what is wrong with its cells.

    On a `first` paper an addressee of whom nothing says whether it is the force is an error, and
    later a note. Rows with a fault are in the register with the faulty field blank, so that rules
    can look at the rest.
    """
    found, faults = tables(file, content, [RECOMMENDATIONS], settings)
    table = found[RECOMMENDATIONS.name]
    cells = Cells(file)
    kept_back = any(_keeps_back(row.get("publish"), settings) for row in table.rows)
    rows = tuple(
        _recommendation(row, its_cells, kept_back, first, cells, settings)
        for row, its_cells in zip(table.rows, held(table.rows), strict=True)
    )
    columns = {"ref": min(table.columns.values(), default=1), **table.columns}
    sheets = tuple(one.name for one in table.read) or (RECOMMENDATIONS.name,)
    book = Register(rows, file, columns, sheets, replace(table, rows=()))
    return book, [*faults, *cells.findings()]


def without_rows(book: Register, found: Iterable[Finding]) -> list[Finding]:
    """Return an error where the workbook can be read and has no row at all: its paper would be one
    of noughts.
    """
    return (
        []
        if book.rows or errors_in(found)
        else [
            finding(
                "no-rows",
                "there is no row under the headings, so the paper would say that the force has"
                " nothing to do.",
                "Type the rows under the headings, or put the right workbook in its place.",
                book.file,
                sheet=book.sheets[0],
            )
        ]
    )


def _keeps_back(raw: Raw | None, settings: Settings) -> bool:
    return (
        raw is not None
        and publishes(plain(raw.value), raw.heading, settings.words.get("publish", {})) is False
    )


def _recommendation(
    row: Row, its_cells: Held, kept_back: bool, first: bool, cells: Cells, settings: Settings
) -> Recommendation:
    """Return one typed row; its stage is derived here and nowhere else."""
    publish = _publish(row.get("publish"), kept_back, cells, settings)
    addressees, scope = _addressed(row.get("addressed_to"), first, cells, settings)
    cells.printed = publish and scope != "other"
    kind = cells.word(row.get("kind"), settings.kind, filled=True)
    status = cells.word(row.get("status"), settings.status, filled=True)
    left = next(iter(row.values())).cell
    return Recommendation(
        ref=cells.key(row.get("ref"), filled=True),
        report=cells.text(row.get("report"), filled=True).replace("\n", " "),
        kind=settings.kind.get(kind, ""),
        number=cells.key(row.get("number"), whole=True),
        parent=cells.key(row.get("parent")),
        text=cells.lines(row.get("text"), filled=True),
        addressed_to="; ".join(addressees),
        scope=scope,
        owner=_owner(row.get("owner"), cells, asked=scope != "other"),
        department=cells.text(row.get("department")),
        rag=cells.word(row.get("rag"), settings.rag),
        rag_reason=cells.lines(row.get("rag_reason")),
        status=status,
        stage=settings.stages.get(status, ""),
        update=cells.lines(row.get("update")),
        published=cells.date(row.get("published"), filled=True),
        target=cells.date(row.get("target")),
        original_target=cells.date(row.get("original_target")),
        reviewed=cells.date(row.get("reviewed")),
        signed_off=cells.date(row.get("signed_off")),
        closed=cells.date(row.get("closed")),
        updated=cells.date(row.get("updated")),
        publish=publish,
        cell=str(row["ref"].cell if "ref" in row else left),
        row=left.row,
        cells=its_cells,
    )


def _publish(asked: Raw | None, kept_back: bool, cells: Cells, settings: Settings) -> bool:
    """Return whether a row may be quoted; where any is `kept_back` from publication, one that says
    nothing of it may not.

    What is found in its other cells is told, or kept back, by that.
    """
    cells.secret, cells.printed = False, True
    said = cells.publish(asked, settings.words.get("publish", {}))
    publish = PUBLISH[said] if said else asked is None or (_blank(asked) and not kept_back)
    if asked is not None and not said and kept_back and _blank(asked):
        cells.unsaid(asked)
    cells.secret, cells.printed = not publish, publish
    return publish


def _addressed(
    raw: Raw | None, first: bool, cells: Cells, settings: Settings
) -> tuple[tuple[str, ...], Scope]:
    """Return whom a row is addressed to, and the scope that follows from it, here and nowhere
    else.
    """
    addressees = cells.bodies(raw, filled=True, known=settings.known_names)
    whole = plain(raw.value) if raw is not None else ""
    if not declared_scope(whole, settings):
        _told_names(raw, addressees, set(undeclared(addressees, settings)), first, cells, settings)
    return addressees, scope_of(whole, addressees, settings)


def _owner(raw: Raw | None, cells: Cells, *, asked: bool) -> str:
    """Return who answers for a row; where it is one that counts, a blank is told, for nobody
    does.
    """
    owner = cells.text(raw)
    if raw is not None and asked and not owner and raw.cell not in cells.faulty:
        cells.fault(
            "owner-blank",
            raw,
            f"{raw.heading} is blank: it is not allocated.",
            "Enter who answers for it.",
        )
    return owner


def _blank(raw: Raw) -> bool:
    return not raw.uncalculated and (raw.value is None or blank(str(raw.value)))


def _told_names(
    raw: Raw | None,
    addressees: Iterable[str],
    unsaid: Collection[str],
    first: bool,
    cells: Cells,
    settings: Settings,
) -> None:
    """Record what is wrong with names in a cell: something beside the force's own, almost its own,
    or nobody says whose.
    """
    for name in addressees if raw is not None else ():
        assert raw is not None
        folded = fold(name)
        if folded in settings.force_names or declared_scope(name, settings):
            continue
        if what := _beside_the_force(raw, name, settings):
            cells.fault(
                "addressee-unclear",
                raw,
                f"{raw.heading} names {cells.shown(name)}: {what}, so it cannot be said whose "
                "it is.",
                'Put ";" between two bodies, and nothing else beside a name.',
            )
        elif name in unsaid and (first or "*" in settings.addressees):
            cells.addressee("addressee-undeclared", raw, name)
        elif _is_near(folded, settings.force_names):
            near = "" if cells.secret else did_you_mean(name, settings.known_names)
            cells.fault(
                "addressee-near",
                raw,
                f"{raw.heading} names {cells.shown(name)}, which is not taken as this force, so it"
                f" does not count.{near}",
                'Correct the name, put ";" between two names, or add it to aliases in [force] of'
                " report.toml.",
            )
        elif name in unsaid:
            cells.addressee("addressee-unknown", raw, name)


def _beside_the_force(raw: Raw, name: str, settings: Settings) -> str:
    """Return what stands in one name with a name of the force; nothing where none of its names is
    in it.
    """
    folded = fold(name)
    typed = next(
        (piece for piece in str(raw.value).split(";") if fold(piece) == folded), name
    )  # with its line breaks
    parts = {fold(part) for part in re.split(r"[,/\n()\u200b\u200c\u200d\ufeff]", typed.strip())}
    if not parts & settings.force_names:
        return ""
    if parts - settings.force_names - {""}:
        return "the force and something else in one name"
    return "the force, but with something beside its name"


@lru_cache(maxsize=512)
def _is_near(folded: str, names: frozenset[str]) -> bool:
    """Return whether a name holds one of the force's, or is almost one."""
    from difflib import SequenceMatcher

    return any(re.search(rf"\b{re.escape(ours)}\b", folded) for ours in names) or any(
        len(ours) > 4 and SequenceMatcher(None, folded, ours).ratio() >= NEAR_NAME for ours in names
    )
