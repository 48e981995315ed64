"""What must hold between this meeting's rows and the last one's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

from pipeline.checks.codes import finding
from pipeline.checks.rule import Rule, at, heading
from pipeline.english.writing import say_date
from pipeline.figures.position import Position
from pipeline.findings.finding import Cell, Finding
from pipeline.register.movement import Movement
from pipeline.register.recommendation import Recommendation
from pipeline.register.recommendations import Register
from pipeline.register.records import LADDERS
from pipeline.settings.model import FILE, fold, slug
from pipeline.settings.schema import KIND_WORDS


def sign_off_outside_period(position: Position) -> Iterator[Finding]:
    """A row that was settled since the last meeting, by its states, and was not signed off in the
    period, by its date.
    """
    redefined = _redefined(position)
    for row in position.compared:
        now = row.now
        if now is None or _kept_status(row, redefined):
            continue  # told by status_redefined
        if row.stage_then in ("outstanding", "absent") and row.stage_now in ("awaiting", "closed"):
            if now.signed_off is None and row.stage_now == "awaiting":
                continue  # told by status_and_dates
            if now.signed_off not in position.period:
                when = "blank" if now.signed_off is None else say_date(now.signed_off)
                yield _moved(
                    position,
                    "sign-off-outside-period",
                    now,
                    "signed_off",
                    "it was settled since the last meeting and "
                    f'is "{now.status}" now, but {heading(position, "signed_off")} is {when}, so it'
                    " is not among "
                    "those signed off in the period.",
                )


def vanished(position: Position) -> Iterator[Finding]:
    """A recommendation, area or cause of the last meeting that is gone without being closed or
    withdrawn.
    """
    if position.then is None:
        return
    if _of_another_workbook(position):
        return
    here, there = position.register.by_ref, position.then.by_ref
    came = {_bare(ref): ref for ref in sorted(here.keys() - there.keys()) if ref}
    for row in _due(position.then):
        if row.ref in here:
            continue
        told = {
            "outstanding": "outstanding",
            "awaiting": "signed off and awaiting the inspectorate",
        }[row.stage]
        yield finding(
            "vanished",
            f"{row.ref} was {told} at the meeting of {position.last_meeting}"
            f" ({Cell.parse(row.cell).address} of the workbook filed then) and is not in this"
            " workbook."
            + (
                f' "{came[_bare(row.ref)]}" is in it and was not then.'
                if _bare(row.ref) in came
                else ""
            ),
            "Put the row back, with the status Closed or Superseded if that is what happened; if"
            " its ref was changed, change it back.",
            position.register.file,
            sheet=position.register.sheets[0],
            key=row.ref,
        )


FEWEST_GONE, FEWEST_OF_NONE = 10, 3
"""So few rows may vanish from any workbook, and are named each by itself; where no ref at all is
the same, fewer still.
"""
FEW = 0.25


def _due(then: Register) -> list[Recommendation]:
    """Return the rows of the last meeting that must be in this workbook: what was not closed or
    withdrawn.
    """
    return [row for row in then.ours if row.stage not in ("closed", "withdrawn")]


def _of_another_workbook(position: Position) -> bool:
    """Return whether next to nothing of the last meeting's register is in this workbook, and its
    refs could be read.
    """
    if position.then is None:
        return False
    here, known, due = position.register.by_ref, position.then.rows, _due(position.then)
    gone = sum(row.ref not in here for row in due)
    unread = sum(not row.ref for row in position.register.rows)
    none = len(here) >= FEWEST_OF_NONE and not any(row.ref in here for row in known)
    enough = FEWEST_OF_NONE if none else FEWEST_GONE
    return (
        gone >= enough
        and gone > unread
        and len(due) - gone < FEW * len(due)
        and sum(row.ref in here for row in known) < FEW * len(known)
    )


def archive_of_another_workbook(position: Position) -> Iterator[Finding]:
    """An archive of which few refs are in this workbook: it was filed from another one, or the refs
    were typed anew.
    """
    if position.then is None or not _of_another_workbook(position):
        return
    then, now = set(position.then.by_ref), sorted(filter(None, position.register.by_ref))
    known = len(then.intersection(now))
    told = (
        f"{known or 'none'} of the {len(then)} refs that were filed for the meeting of"
        f" {position.last_meeting} {'is' if known == 1 else 'are'} among the {len(now)} of this"
        " workbook: this archive belongs to another workbook, or the refs were typed anew."
    )
    bare = {_bare(ref): ref for ref in now}
    anew = [(ref, bare[_bare(ref)]) for ref in sorted(then.difference(now)) if _bare(ref) in bare]
    if anew:
        told += (
            f' {len(anew)} differ in signs and capitals only, such as "{anew[0][0]}" then and'
            f' "{anew[0][1]}" now.'
        )
    yield finding(
        "archive-of-another-workbook",
        told,
        "Put the workbook that goes with these meetings into the inputs folder, or the meetings"
        " that go with this workbook into inputs/meetings; if refs were typed anew, give each row"
        " the ref it had.",
        position.register.file,
        sheet=position.register.sheets[0],
    )


def _bare(ref: str) -> str:
    """Return the letters and digits of a ref: what remains where a dash, a space or capitals were
    typed otherwise.
    """
    return "".join(filter(str.isalnum, ref)).casefold()


def legend_changed(position: Position) -> Iterator[Finding]:
    """A rating in use at the last meeting that the legend no longer holds: then and now cannot be
    compared.
    """
    legend = {slug(word) for word in position.settings.ratings}
    if not legend:
        return  # ratings are not kept any longer
    for word in sorted(word for word in position.ratings_then if slug(word) not in legend):
        yield finding(
            "legend-changed",
            f'"{word}" was a rating at the meeting of {position.last_meeting} and is not in [rag] '
            "now, so ratings then and now cannot be compared.",
            "Keep the word in [rag], in its place from worst to best, for one more paper.",
            FILE,
            place="[rag]",
        )


def status_redefined(position: Position) -> Iterator[Finding]:
    """A word of [status] that meant something else at the last meeting: rows moved that nobody
    changed.
    """
    words, redefined = {fold(word): word for word in position.settings.status}, _redefined(position)
    kept = Counter(
        fold(row.row.status) for row in position.every_kind if _kept_status(row, redefined)
    )
    for folded, then in redefined.items():
        if kept[folded]:
            rows = (
                "one row that kept this status is"
                if kept[folded] == 1
                else f"{kept[folded]} rows that kept this status are"
            )
            yield finding(
                "status-redefined",
                f'"{words[folded]}" meant {LADDERS[then]} at the meeting of {position.last_meeting}'
                f" and means {position.settings.status[words[folded]]} now, so {rows} counted as"
                " moved.",
                "If that is meant, say so in the paper; if not, give the word its former meaning.",
                FILE,
                place=f"[status] {words[folded]}",
            )


def _redefined(position: Position) -> dict[str, str]:
    """Return what the words of [status] that mean something else now meant at the last meeting, by
    the folded word.
    """
    then = {fold(row.status): row.stage for row in position.then.ours} if position.then else {}
    return {
        folded: then[folded]
        for word, stage in position.settings.stages.items()
        if (folded := fold(word)) in then and then[folded] != stage
    }


def _kept_status(row: Movement, redefined: Container[str]) -> bool:
    """Return whether a row counted at both meetings and moved only because its status word means
    something else now.
    """
    if row.then is None or row.now is None or "absent" in (row.stage_then, row.stage_now):
        return False
    return fold(row.now.status) == fold(row.then.status) and fold(row.now.status) in redefined


def moved_backwards(position: Position) -> Iterator[Finding]:
    """A rating or a status that moved backwards."""
    redefined = _redefined(position)
    for row in position.every_kind:
        if row.then and row.now:
            if not _kept_status(row, redefined):
                yield from _status_backwards(position, row, row.then, row.now)
            if row.is_continuing:
                yield from _rating_backwards(position, row, row.then, row.now)


STAGES: dict[str, int] = {"outstanding": 0, "awaiting": 1, "closed": 2}
"""The stages that a row goes through, in their order."""


def _status_backwards(
    position: Position, row: Movement, then: Recommendation, now: Recommendation
) -> Iterator[Finding]:
    was, is_now = STAGES.get(row.stage_then), STAGES.get(row.stage_now)
    if was is not None and is_now is not None and is_now < was:
        yield _moved(
            position,
            "status-backwards",
            now,
            "status",
            (
                f'its status was "{then.status}" at the last meeting and is "{now.status}" now.'
                if row.is_told
                else "its status moved backwards since the last meeting."
            ),
            f"{then.status} to {now.status}" if row.is_told else "",
        )


def _rating_backwards(
    position: Position, row: Movement, then: Recommendation, now: Recommendation
) -> Iterator[Finding]:
    ratings, unranked = position.settings.ratings, position.settings.unranked
    if not then.rag or not now.rag or then.rag in unranked or now.rag in unranked:
        return
    if ratings.index(now.rag) < ratings.index(then.rag):
        yield _moved(
            position,
            "rating-backwards",
            now,
            "rag",
            (
                f"it was rated {then.rag} at the last meeting and is rated {now.rag} now."
                if row.is_told
                else "its rating moved backwards since the last meeting."
            ),
            f"{then.rag} to {now.rag}" if row.is_told else "",
        )


def words_changed(position: Position) -> Iterator[Finding]:
    """A row whose wording or publication date is not what it was, or whose update is."""
    kept = {"update", "updated"} & set(position.register.columns)
    for row in position.every_kind:
        then, now = row.then, row.now
        if then is None or now is None:
            continue
        if fold(now.text) != fold(then.text):
            yield _moved(
                position,
                "words-changed",
                now,
                "text",
                "its wording is not what it was at the last meeting.",
            )
        if then.published and now.published and now.published != then.published:
            yield _moved(
                position,
                "published-changed",
                now,
                "published",
                (
                    f"its publication date was {say_date(then.published)} at the last meeting and"
                    f" is {say_date(now.published)} now."
                    if row.is_told
                    else "its publication date is not what it was at the last meeting."
                ),
            )
        if kept and row.is_continuing and (now.update, now.updated) == (then.update, then.updated):
            yield _moved(
                position,
                "update-unchanged",
                now,
                "update",
                (
                    "its update is the same as at the last meeting."
                    if now.update
                    else "it has no update, as at the last meeting."
                ),
            )


def published_again(position: Position) -> Iterator[Finding]:
    """A row that was not for publication at the last meeting and is now: a word of its column may
    have been lost.
    """
    for row in position.every_kind:
        if row.then and row.now and row.now.publish and not row.then.publish:
            yield _moved(
                position,
                "published-again",
                row.now,
                "publish",
                "it was not for publication at the last meeting and may be printed now.",
            )


SLIDING = ("text", "target", "published", "update", "updated", "signed_off")
FEWEST_SLID = 5
"""So few rows that have their neighbour's value may have it by chance."""


def columns_slid(position: Position) -> Iterator[Finding]:
    """Columns in which the values stand beside the refs of their neighbours: cells were deleted, or
    refs typed anew.
    """
    rows = sorted(
        ((row.then, row.now) for row in position.compared if row.then and row.now),
        key=lambda pair: pair[0].row,
    )
    for step, where in ((1, "higher"), (-1, "lower")):
        slid = {key: found for key in SLIDING if (found := _slid(rows, key, step))}
        if slid:
            first = min((row for found in slid.values() for row in found), key=lambda row: row.row)
            headings = " and ".join(
                ", ".join(heading(position, key) for key in slid).rsplit(", ", 1)
            )
            most = max(map(len, slid.values()))
            yield finding(
                "columns-slid",
                f"{headings} {'stands' if len(slid) == 1 else 'stand'} a row {where} beside the"
                f" refs than at the meeting of {position.last_meeting}, in {most} rows from here"
                f" on: {first.ref} has what its neighbour had.",
                "If cells were deleted or inserted in the column, undo that; if refs were typed"
                " anew, give each row the ref that it had.",
                position.register.file,
                cell=position.register.cell(first.cell, next(iter(slid))),
            )


def _slid(
    rows: Sequence[tuple[Recommendation, Recommendation]], key: str, step: int
) -> list[Recommendation]:
    """Return the rows that have now what their neighbour had then, where that is nearly all that
    changed in the column.
    """
    then, now = (
        ([getattr(row, key) for row in side] for side in zip(*rows, strict=True))
        if rows
        else ([], [])
    )
    changed = [place for place, value in enumerate(now) if value != then[place]]
    found = [
        rows[place][1]
        for place in changed
        if 0 <= place + step < len(rows) and now[place] and now[place] == then[place + step]
    ]
    return found if len(found) >= FEWEST_SLID and len(found) >= 0.8 * len(changed) else []


def population_changed(position: Position) -> Iterator[Finding]:
    """A row that no longer counts, or counts from now on, because its scope or kind changed."""
    yield from _entered_or_left(position, position.compared, position.register.recommendations)
    yield from _entered_or_left(position, position.concerns_compared, position.register.concerns)


def _entered_or_left(
    position: Position, rows: Iterable[Movement], population: Iterable[Recommendation]
) -> Iterator[Finding]:
    counting = {row.ref for row in population}
    for row in rows:
        if row.then is None or row.now is None:
            continue
        key, told = _why_it_counts(position, row.then, row.now, is_told=row.is_told)
        if row.stage_then == "absent":
            yield _moved(
                position,
                "entered-population",
                row.now,
                key,
                f"{told}; it counts now and did not at the last meeting, so it is counted as new.",
            )
        elif row.ref not in counting:
            yield _moved(
                position,
                "left-population",
                row.now,
                key,
                f"{told}; it counted at the last meeting and no longer does, "
                "so it is counted as withdrawn.",
            )


def _why_it_counts(
    position: Position, then: Recommendation, now: Recommendation, *, is_told: bool
) -> tuple[str, str]:
    """Return the column by which a row left or entered the force's recommendations, and what it
    held then and holds now.
    """
    key = "kind" if then.kind != now.kind else "addressed_to"
    column = heading(position, key)
    was, is_now = then.words(key), now.words(key)
    if key == "kind":
        was, is_now = (KIND_WORDS.get(kind, kind) for kind in (was, is_now))
    if not is_told:
        was = is_now = "(not for publication)"
    if was == is_now and key == "addressed_to":
        return key, f"{column} is as it was, but what it means in report.toml is not"
    if was == is_now:
        return key, f"{column} changed"
    return key, f'{column} was "{was}" and is "{is_now}"'


def _moved(
    position: Position, code: str, now: Recommendation, key: str, message: str, found: str = ""
) -> Finding:
    return at(position, code, now, key, message, "Check that this is right.", found)


SINCE: tuple[Rule, ...] = (
    sign_off_outside_period,
    archive_of_another_workbook,
    vanished,
    legend_changed,
    status_redefined,
    moved_backwards,
    words_changed,
    columns_slid,
    published_again,
    population_changed,
)
