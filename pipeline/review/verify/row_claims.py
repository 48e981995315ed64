"""What sentences and table cells say of single rows: "WMP-030 is now rated Amber", "the target date
of WMP-122 is …".

Only what is sure is called wrong: a ref that is the subject of its clause, or that a target date or
an owner is said to be of, and no condition, wish or question before it. What a sentence tells of
the past is compared with the last meeting where it says so, and is otherwise wrong only if it was
true at neither meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from pipeline.english.signs import straight
from pipeline.review.verify.owner_claims import owners, targets
from pipeline.review.verify.predicates import Kind, Predicate
from pipeline.review.verify.refs import Marked, Stated
from pipeline.review.verify.row_facts import Rows, day_in
from pipeline.review.verify.status_claims import standings

TOKEN = re.compile(r"\w(?:[\w./:\u2010-\u2013_-]*\w)?")
NUMBERED = re.compile(
    r"\b(?:refs?|references?|recommendations?|recs?|AFIs?|concern|improvement|nos?|numbers?)\.?\s+$",
    re.IGNORECASE,
)
"""What stands before a ref that is a number, for it to be a ref and no count."""


class Sentences:
    """Reads sentences and the cells of tables, given the rows of both meetings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._refs = {_folded(ref): ref for ref in (*rows.then, *rows.now)}
        spaced = sorted(
            (
                r"\s+".join(map(re.escape, ref.split()))
                for ref in self._refs.values()
                if not TOKEN.fullmatch(ref)
            ),
            key=len,
            reverse=True,
        )
        self._spaced = (
            re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if spaced else None
        )

    def refs(self, text: str) -> list[str]:
        """Return the refs that a text names, in order."""
        return self._marked(text)[1]

    def known(self, text: str) -> str:
        """Return the ref that a whole text is, "" where it is none."""
        return self._refs.get(_folded(text.strip()), "")

    def judged(self, text: str) -> Iterator[Stated]:
        """Yield what one sentence says of rows that is not so, once each."""
        marked, refs = self._marked(text)
        if refs:
            said = Marked(marked, refs, self._rows)
            yield from dict.fromkeys((*standings(said), *targets(said), *owners(said)))

    def cell(self, ref: str, heading: str, text: str) -> Stated | None:
        """Return what a table's cell says of the row's ref under a heading, where that is not so;
        None where it is.
        """
        kind = _kind(heading)
        words = f"{ref}, {heading}: {text}"
        if not kind or not text.strip():
            return None
        if kind == "owner":
            office = self._rows.known_office(text)
            holds = self._rows.holds(ref, Predicate("owner", office or text), "now")
            return (
                None
                if holds in (True, None)
                else Stated(
                    words,
                    ref,
                    self._rows.says(ref, "owner", "now"),
                    "wrong" if office else "unsure",
                )
            )
        if kind in ("target", "original_target", "signed_off_on", "closed_on"):
            day = day_in(text)
            said = Predicate(kind, "", day) if day else None
        else:
            said = next(
                (one for one, end in self._rows.read(text.strip(), 0) if end == len(text.strip())),
                None,
            )
        if said is None or self._rows.holds(ref, said, "now") is not False:
            return None
        return Stated(words, ref, self._rows.says(ref, said.kind, "now"))

    def _marked(self, text: str) -> tuple[str, list[str]]:
        """Return a text with each ref made a mark, and the refs."""
        refs: list[str] = []
        text = re.sub("[\ue000-\ue003]", " ", text)

        def mark(match: re.Match[str]) -> str:
            ref = self._refs.get(_folded(match[0]))
            if ref is None or (
                not any(map(str.isalpha, ref))
                and not NUMBERED.search(match.string[: match.start()])
            ):
                return match[0]
            refs.append(ref)
            return f"\ue000{len(refs) - 1}\ue001"

        return TOKEN.sub(mark, self._spaced.sub(mark, text) if self._spaced else text), refs


def _folded(ref: str) -> str:
    """Return a ref as it is looked up: in any case, but for one of letters alone, which may be a
    word, with whatever hyphen and space Word keeps it on one line.

    >>> _folded("wmp\u2011030")
    'wmp-030'
    """
    ref = " ".join(straight(ref).split())
    return ref.casefold() if any(map(str.isdigit, ref)) else ref


def _kind(heading: str) -> Kind | Literal[""]:
    """Return what a column of a table tells, by its heading."""
    told = " ".join(heading.casefold().split())
    for words, kind in KINDS:
        if re.search(words, told):
            return kind
    return ""


KINDS: tuple[tuple[str, Kind | Literal[""]], ...] = (
    (r"days|why|reason|last meeting|then|was\b|mean|next|new\b|revised", ""),
    (r"(?:original|first).*(?:target|due)", "original_target"),
    (r"target|due date|due by|^due$", "target"),
    (r"owner|chief officer", "owner"),
    (r"\brag\b|rating", "rag"),
    (r"^status", "status"),
    (r"signed off|sign-off date|date of sign-off", "signed_off_on"),
    (r"^closed|date closed", "closed_on"),
)
"""The headings of columns that tell something of a row, the first that fits."""
