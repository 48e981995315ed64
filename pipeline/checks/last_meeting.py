"""What must hold between this meeting's rows and the last one's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from pipeline.checks.codes import finding
from pipeline.checks.rule import Rule, heading, of, said
from pipeline.figures.position import Position, rows_of
from pipeline.findings.finding import Cell, Finding
from pipeline.register.recommendations import LADDERS
from pipeline.settings.model import FILE, fold, slug
from pipeline.settings.schema import KIND_WORDS


def sign_off_outside_period(position: Position) -> Iterator[Finding]:
    """A row that was settled since the last meeting, by its states, and was not signed off in the period, by its date."""
    redefined = _redefined(position)
    for row in position.compared:
        if _kept_status(row, redefined):
            continue  # told by status_redefined
        if row.stage_then in ("outstanding", "absent") and row.stage_now in ("awaiting", "closed"):
            if pd.isna(row.signed_off_now) and row.stage_now == "awaiting":
                continue  # told by status_and_dates
            if pd.isna(row.signed_off_now) or row.signed_off_now.date() not in position.period:
                when = "blank" if pd.isna(row.signed_off_now) else said(row.signed_off_now)
                yield _moved(position, "sign-off-outside-period", row, "signed_off", "it was settled since the last meeting and "
                             f'is "{row.status_now}" now, but {heading(position, "signed_off")} is {when}, so it is not among '
                             "those signed off in the period.")


def vanished(position: Position) -> Iterator[Finding]:
    """A recommendation, area or cause of the last meeting that is gone without being closed or withdrawn."""
    if position.then is None:
        return
    here = set(position.register.frame["ref"])
    came = {_bare(ref): ref for ref in sorted(here - set(position.then.frame["ref"])) if ref}
    if _of_another_workbook(position):
        return
    then = position.then.ours
    for row in rows_of(then[~then["ref"].isin(here) & ~then["stage"].isin(["closed", "withdrawn"])]):
        told = {"outstanding": "outstanding", "awaiting": "signed off and awaiting the inspectorate"}[row.stage]
        yield finding(
            "vanished", f"{row.ref} was {told} at the meeting of {position.last_meeting} ({Cell.parse(row.cell).address} of the "
            "workbook filed then) and is not in this workbook."
            + (f' "{came[_bare(row.ref)]}" is in it and was not then.' if _bare(row.ref) in came else ""),
            "Put the row back, with the status Closed or Superseded if that is what happened; if its ref was changed, "
            "change it back.", position.register.file, sheet=position.register.cell(1, "ref").sheet)


FEWEST_GONE = 10
"""So few rows may vanish from any workbook, and are named each by itself."""
FEW = 0.25


def _of_another_workbook(position: Position) -> bool:
    """Return whether next to nothing of the last meeting's register is in this workbook, and its refs could be read."""
    if position.then is None:
        return False
    refs = position.register.frame["ref"]
    here, then = set(refs), position.then.ours
    due = then[~then["stage"].isin(["closed", "withdrawn"])]["ref"]
    gone = int((~due.isin(here)).sum())
    known = position.then.frame["ref"]
    return (gone >= FEWEST_GONE and gone > int((refs == "").sum()) and len(due) - gone < FEW * len(due)
            and int(known.isin(here).sum()) < FEW * len(known))


def archive_of_another_workbook(position: Position) -> Iterator[Finding]:
    """An archive of which few refs are in this workbook: it was filed from another one, or the refs were typed anew."""
    if position.then is None or not _of_another_workbook(position):
        return
    then, now = set(position.then.frame["ref"]), sorted(ref for ref in set(position.register.frame["ref"]) if ref)
    known = len(then.intersection(now))
    told = (f"{known or 'none'} of the {len(then)} refs that were filed for the meeting of {position.last_meeting} "
            f"{'is' if known == 1 else 'are'} among the {len(now)} of this workbook: this archive belongs to another workbook, "
            "or the refs were typed anew.")
    bare = {_bare(ref): ref for ref in now}
    anew = [(ref, bare[_bare(ref)]) for ref in sorted(then.difference(now)) if _bare(ref) in bare]
    if anew:
        told += f' {len(anew)} differ in signs and capitals only, such as "{anew[0][0]}" then and "{anew[0][1]}" now.'
    yield finding("archive-of-another-workbook", told, "Put the workbook that goes with these meetings into the inputs folder, "
                  "or the meetings that go with this workbook into inputs/meetings; if refs were typed anew, give each row the "
                  "ref it had.",
                  position.register.file, sheet=position.register.cell(1, "ref").sheet)


def _bare(ref: str) -> str:
    """Return the letters and digits of a ref: what remains where a dash, a space or capitals were typed otherwise."""
    return "".join(filter(str.isalnum, ref)).casefold()


def legend_changed(position: Position) -> Iterator[Finding]:
    """A rating in use at the last meeting that the legend no longer holds: then and now cannot be compared."""
    legend = {slug(word) for word in position.settings.ratings}
    for word in sorted(word for word in position.ratings_then if slug(word) not in legend):
        yield finding("legend-changed", f'"{word}" was a rating at the meeting of {position.last_meeting} and is not in [rag] '
                      "now, so ratings then and now cannot be compared.",
                      "Keep the word in [rag], in its place from worst to best, for one more paper.", FILE, place="[rag]")


def status_redefined(position: Position) -> Iterator[Finding]:
    """A word of [status] that meant something else at the last meeting: rows moved that nobody changed."""
    words, redefined = {fold(word): word for word in position.settings.status}, _redefined(position)
    kept = Counter(fold(row.status_now) for row in position.every_kind
                   if _kept_status(row, redefined))
    for folded, then in redefined.items():
        if kept[folded]:
            rows = "one row that kept this status is" if kept[folded] == 1 else f"{kept[folded]} rows that kept this status are"
            yield finding("status-redefined", f'"{words[folded]}" meant {LADDERS[then]} at the meeting of '
                          f"{position.last_meeting} and means {position.settings.status[words[folded]]} now, so {rows} "
                          "counted as moved.",
                          "If that is meant, say so in the paper; if not, give the word its former meaning.", FILE,
                          place=f"[status] {words[folded]}")


def _redefined(position: Position) -> dict[str, str]:
    """Return what the words of [status] that mean something else now meant at the last meeting, by the folded word."""
    then = {} if position.then is None else dict(zip(position.then.ours["status"].map(fold), position.then.ours["stage"],
                                                     strict=True))
    return {folded: then[folded] for word, stage in position.settings.stages.items()
            if (folded := fold(word)) in then and then[folded] != stage}


def _kept_status(row: Any, redefined: Container[str]) -> bool:
    """Return whether a row counted at both meetings and moved only because its status word means something else now."""
    return ("absent" not in (row.stage_then, row.stage_now) and fold(row.status_now) == fold(row.status_then)
            and fold(row.status_now) in redefined)


def moved_backwards(position: Position) -> Iterator[Finding]:
    """A rating or a status that moved backwards."""
    order, redefined = {"outstanding": 0, "awaiting": 1, "closed": 2}, _redefined(position)
    for row in position.every_kind:
        then, now = order.get(row.stage_then), order.get(row.stage_now)
        if then is not None and now is not None and now < then and not _kept_status(row, redefined):
            yield _moved(position, "status-backwards", row, "status",
                         f'its status was "{row.status_then}" at the last meeting and is "{row.status_now}" now.'
                         if _is_told(row) else "its status moved backwards since the last meeting.")
        if row.stage_then == row.stage_now == "outstanding" and isinstance(row.rag_then, str) and isinstance(row.rag_now, str):
            ratings = position.settings.ratings
            if ratings.index(row.rag_now) < ratings.index(row.rag_then):
                yield _moved(position, "rating-backwards", row, "rag",
                             f"it was rated {row.rag_then} at the last meeting and is rated {row.rag_now} now."
                             if _is_told(row) else "its rating moved backwards since the last meeting.")


def words_changed(position: Position) -> Iterator[Finding]:
    """A row whose wording or publication date is not what it was, or whose update is."""
    for row in position.every_kind:
        if pd.isna(row.row_now) or pd.isna(row.row_then):
            continue
        if fold(row.text_now) != fold(row.text_then):
            yield _moved(position, "words-changed", row, "text", "its wording is not what it was at the last meeting.")
        if row.published_now != row.published_then and not pd.isna(row.published_now):
            yield _moved(position, "published-changed", row, "published", f"its publication date was "
                         f"{said(row.published_then)} at the last meeting and is {said(row.published_now)} now."
                         if _is_told(row) else "its publication date is not what it was at the last meeting.")
        same = row.updated_now == row.updated_then or (pd.isna(row.updated_now) and pd.isna(row.updated_then))
        kept = {"update", "updated"} & set(position.register.columns)
        if kept and row.stage_then == row.stage_now == "outstanding" and row.update_now == row.update_then and same:
            yield _moved(position, "update-unchanged", row, "update", "its update is the same as at the last meeting."
                         if row.update_now else "it has no update, as at the last meeting.")


def published_again(position: Position) -> Iterator[Finding]:
    """A row that was not for publication at the last meeting and is now: a word of its column may have been lost."""
    for row in position.every_kind:
        if not pd.isna(row.row_now) and not pd.isna(row.row_then) and row.publish_now and not row.publish_then:
            yield _moved(position, "published-again", row, "publish", "it was not for publication at the last meeting and may be "
                         "printed now.")


SLIDING = ("text", "target", "published", "update", "updated", "signed_off")
FEWEST_SLID = 5
"""So few rows that have their neighbour's value may have it by chance."""


def columns_slid(position: Position) -> Iterator[Finding]:
    """Columns in which the values stand beside the refs of their neighbours: cells were deleted, or refs typed anew."""
    rows = sorted((row for row in position.compared if not (pd.isna(row.row_now) or pd.isna(row.row_then))),
                  key=lambda row: int(row.row_then))
    for step, where in ((1, "higher"), (-1, "lower")):
        slid = {key: found for key in SLIDING if (found := _slid(rows, key, step))}
        if slid:
            first = min((row for found in slid.values() for row in found), key=lambda row: int(row.row_now))
            headings = " and ".join(", ".join(heading(position, key) for key in slid).rsplit(", ", 1))
            most = max(map(len, slid.values()))
            yield finding(
                "columns-slid", f"{headings} {'stands' if len(slid) == 1 else 'stand'} a row {where} beside the refs than at the "
                f"meeting of {position.last_meeting}, in {most} rows from here on: {first.ref} has what its neighbour had.",
                "If cells were deleted or inserted in the column, undo that; if refs were typed anew, give each row the ref that "
                "it had.", position.register.file, cell=position.register.cell(int(first.row_now), next(iter(slid))))


def _slid(rows: Sequence[Any], key: str, step: int) -> list[Any]:
    """Return the rows that have now what their neighbour had then, where that is nearly all that changed in the column."""
    def value(row: Any, when: str) -> Any:
        held = getattr(row, f"{key}_{when}")
        return None if pd.isna(held) else held

    changed = [place for place, row in enumerate(rows) if value(row, "now") != value(row, "then")]
    found = [rows[place] for place in changed if 0 <= place + step < len(rows) and value(rows[place], "now")
             and value(rows[place], "now") == value(rows[place + step], "then")]
    return found if len(found) >= FEWEST_SLID and len(found) >= 0.8 * len(changed) else []


def population_changed(position: Position) -> Iterator[Finding]:
    """A row that no longer counts, or counts from now on, because its scope or kind changed."""
    yield from _entered_or_left(position, position.compared, position.register.recommendations)
    yield from _entered_or_left(position, position.concerns_compared, position.register.concerns)


def _entered_or_left(position: Position, rows: Iterable[Any], population: pd.DataFrame) -> Iterator[Finding]:
    counting = set(population["ref"])
    for row in rows:
        if pd.isna(row.row_now) or pd.isna(row.row_then):
            continue
        key, told = _why_it_counts(position, row)
        if row.stage_then == "absent":
            yield _moved(position, "entered-population", row, key, f"{told}; it counts now and did not at the last meeting, so "
                         "it is counted as new.")
        elif row.ref not in counting:
            yield _moved(position, "left-population", row, key, f"{told}; it counted at the last meeting and no longer does, so "
                         "it is counted as withdrawn.")


def _why_it_counts(position: Position, row: Any) -> tuple[str, str]:
    """Return the column by which a row left or entered the force's recommendations, and what it held then and holds now."""
    key = "kind" if row.kind_then != row.kind_now else "addressed_to"
    column = heading(position, key)
    then, now = (getattr(row, f"{key}_{when}") for when in ("then", "now"))
    if key == "kind":
        then, now = (KIND_WORDS.get(kind, kind) for kind in (then, now))
    if not _is_told(row):
        then = now = "(not for publication)"
    if then == now and key == "addressed_to":
        return key, f"{column} is as it was, but what it means in report.toml is not"
    if then == now:
        return key, f"{column} changed"
    return key, f'{column} was "{then}" and is "{now}"'


def _is_told(row: Any) -> bool:
    """Return whether a row of both meetings may be quoted: it was for publication then, and is now."""
    return bool(row.publish_then and row.publish_now)


def _moved(position: Position, code: str, row: Any, key: str, message: str) -> Finding:
    return finding(code, of(row.ref, message), "Check that this is right.", position.register.file,
                   cell=position.register.cell(int(row.row_now), key))


SINCE: tuple[Rule, ...] = (sign_off_outside_period, archive_of_another_workbook, vanished, legend_changed, status_redefined,
                           moved_backwards, words_changed, columns_slid, published_again, population_changed)
