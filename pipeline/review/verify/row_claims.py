"""What sentences say of single rows: "WMP-030 is now rated Amber", "the target date
of WMP-122 is …".

Only what is sure is called wrong: a ref that is the subject of its clause, or that a target date or
an owner is said to be of, and no condition, wish or question before it. What a sentence tells of
the past is compared with the last meeting where it says so, and is otherwise wrong only if it was
true at neither meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.english.signs import straight
from pipeline.review.verify.owner_claims import owners, targets
from pipeline.review.verify.refs import Marked, Stated
from pipeline.review.verify.row_facts import Rows
from pipeline.review.verify.status_claims import standings

TOKEN = re.compile(r"\w(?:[\w./:\u2010-\u2013_-]*\w)?")
NUMBERED = re.compile(
    r"\b(?:refs?|references?|recommendations?|recs?|AFIs?|concern|improvement|nos?|numbers?)\.?\s+$",
    re.IGNORECASE,
)
"""What stands before a ref that is a number, for it to be a ref and no count."""


class Sentences:
    """Reads sentences, given the rows of both meetings."""

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
        return self.marked(text)[1]

    def known(self, text: str) -> str:
        """Return the ref that a whole text is, "" where it is none."""
        return self._refs.get(_folded(text.strip()), "")

    def judged(self, text: str) -> Iterator[Stated]:
        """Yield what one sentence says of rows that is not so, once each."""
        marked, refs = self.marked(text)
        if refs:
            said = Marked(marked, refs, self._rows)
            yield from dict.fromkeys((*standings(said), *targets(said), *owners(said)))

    def marked(self, text: str) -> tuple[str, list[str]]:
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
