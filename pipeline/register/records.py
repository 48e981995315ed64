"""The register as it is filed: one record a line, read back as it was, or by the words of today."""

from __future__ import annotations

import dataclasses
import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal, get_args

from pipeline.english.pattern import late
from pipeline.english.signs import straight
from pipeline.findings.finding import Cell
from pipeline.register.recommendation import DATES, Recommendation
from pipeline.register.recommendations import Register
from pipeline.settings.model import STAGES, FindingKind, Scope, slug

FIELDS = tuple(field.name for field in dataclasses.fields(Recommendation) if field.compare)
TEXTS = tuple(key for key in FIELDS if key not in (*DATES, "publish", "cell", "row", "stage"))
WORDS = (*TEXTS, "cell", "ladder")
"""What a record holds as text."""
SCOPES: Mapping[str, Scope | Literal[""]] = {"": "", **{word: word for word in get_args(Scope)}}
KINDS: Mapping[str, FindingKind | Literal[""]] = {
    "": "",
    **{word: word for word in get_args(FindingKind)},
}
LADDERS: Mapping[str, str] = {"": "", **{stage: ladder for ladder, stage in STAGES.items()}}
"""The words that a record may hold where this program derived them, blank where its cell had a
fault; of a stage also how it is filed, under the key `ladder`."""
BLANKS: Mapping[str, str | None] = {
    **dict.fromkeys(
        (
            "number",
            "parent",
            "text",
            "addressed_to",
            "owner",
            "department",
            "rag",
            "rag_reason",
            "update",
        ),
        "",
    ),
    **dict.fromkeys(DATES),
}
"""What stands for a column that a meeting was filed without; a record without any other is none."""
NO_RECORD = "a line is no record of a recommendation"
_MAY_HIDE = (b"\\u", b"\\b", b"\\f", *(sign.encode() for sign in "\ufffe\uffff"))
"""What a line of JSON has one of in it where a text of it holds what no document can."""
NO_XML = late("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no document can hold, and so no version has filed; what else cannot be printed was told
otherwise by earlier ones.
"""


def as_lines(register: Register) -> bytes:
    """Return the register as JSON Lines, one record a line, for the archive; `from_lines` is its
    inverse.
    """
    return "".join(
        json.dumps(_record(row), ensure_ascii=False) + "\n" for row in register.rows
    ).encode()


def _record(row: Recommendation) -> dict[str, object]:
    record: dict[str, object] = {key: getattr(row, key) for key in FIELDS}
    record |= {key: day.isoformat() for key in DATES if (day := row.day(key))}
    record["stage"] = LADDERS[row.stage]
    return {"ladder" if key == "stage" else key: value for key, value in record.items()}


@lru_cache(maxsize=2)  # the last meetings' are asked for more than once
def filed_rows(lines: bytes) -> tuple[Recommendation, ...]:
    """Return the rows that `as_lines` wrote, word for word; raises ValueError where they are
    anything else.

    A column that a record was filed without is blank in it, so that a new column leaves the archive
    readable.
    """
    clean = not any(sign in lines for sign in _MAY_HIDE)
    try:
        rows = tuple(_rows(lines.decode().split("\n"), clean=clean))
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None
    refs = [
        row.ref for row in rows if row.scope != "other"
    ]  # of other bodies' rows such faults are only noted
    if "" in refs or len(set(refs)) < len(refs):
        raise ValueError("a ref is blank, or two records have it")
    return rows


def _rows(lines: Iterable[str], *, clean: bool) -> Iterator[Recommendation]:
    """Yield the row of each line that holds one; `clean`: nothing in them is what no document can
    hold.
    """
    texts: dict[str, str] = {}
    for line in filter(None, lines):
        record = json.loads(line)
        if not isinstance(record, dict):
            raise ValueError(NO_RECORD)
        yield _row({**BLANKS, **record}, texts, clean=clean)


def _row(record: Mapping[str, object], texts: dict[str, str], *, clean: bool) -> Recommendation:
    """Return the row of a record, each text as it stands in `texts`, for many rows hold the same;
    raises ValueError where a field has not its type, or what is derived none of its words.
    """
    of = {key: _day(record[key]) for key in DATES}
    words = [word for key in WORDS if isinstance(word := record.get(key), str)]
    if len(words) < len(WORDS) or not (clean or not any(map(NO_XML.search, words))):
        raise ValueError(NO_RECORD)
    its = dict(zip(WORDS, map(texts.setdefault, words, words), strict=True))
    Cell.parse(its["cell"])
    line, publish = record.get("row"), record.get("publish")
    if (
        its["scope"] not in SCOPES
        or its["kind"] not in KINDS
        or its["ladder"] not in LADDERS.values()
        or not isinstance(publish, bool)
        or not isinstance(line, int)
        or isinstance(line, bool)
    ):
        raise ValueError(NO_RECORD)
    return _typed(its, of, line, publish=publish)


def _typed(
    its: Mapping[str, str], of: Mapping[str, datetime.date | None], line: int, *, publish: bool
) -> Recommendation:
    """Return the row of a record that was found to be one, by its texts and its dates."""
    return Recommendation(
        ref=its["ref"],
        report=its["report"],
        kind=KINDS[its["kind"]],
        number=its["number"],
        parent=its["parent"],
        text=its["text"],
        addressed_to=its["addressed_to"],
        scope=SCOPES[its["scope"]],
        owner=its["owner"],
        department=its["department"],
        rag=its["rag"],
        rag_reason=its["rag_reason"],
        status=its["status"],
        stage=STAGES.get(its["ladder"], ""),
        update=its["update"],
        published=of["published"],
        target=of["target"],
        original_target=of["original_target"],
        reviewed=of["reviewed"],
        signed_off=of["signed_off"],
        closed=of["closed"],
        updated=of["updated"],
        publish=publish,
        cell=its["cell"],
        row=line,
    )


def _day(value: object) -> datetime.date | None:
    return None if value is None else _of_iso(value if isinstance(value, str) else "")


@lru_cache(maxsize=4096)  # the same days stand in many rows
def _of_iso(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def from_lines(lines: bytes, ratings: Iterable[str], file: str) -> Register:
    """Return the register that `as_lines` wrote, its ratings by the legend of today.

    `file` names the workbook it was read from. Raises ValueError for lines that are none of ours.
    """
    legend = {
        slug(word): word for word in ratings
    }  # a word of the legend typed in another way is the same rating
    rows = filed_rows(lines)
    straightened = len({straight(row.ref) for row in rows}) == len(
        {row.ref for row in rows}
    )  # none become one
    same = (
        straight if straightened else str
    )  # filed before refs with other dashes were read as they look
    column = Cell.parse(rows[0].cell).column if rows else 1
    return Register(
        tuple(_as_today(row, legend.get(slug(row.rag), ""), same) for row in rows),
        file,
        {"ref": column},
    )


def _as_today(row: Recommendation, rag: str, same: Callable[[str], str]) -> Recommendation:
    ref, parent = same(row.ref), same(row.parent)
    if (rag, ref, parent) == (row.rag, row.ref, row.parent):
        return row
    return replace(row, rag=rag, ref=ref, parent=parent)
