"""What a check of an edited paper found: the remarks, each with its place, and the verdict over
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from pipeline.english.writing import digits
from pipeline.findings.finding import Finding
from pipeline.review.verify.codes import finding

Code = Literal[
    "other-paper",
    "changed",
    "emptied",
    "older",
    "left-over",
    "chart",
    "unread",
    "contradicts",
    "no-controls",
    "no-names",
    "gone",
    "unsure",
    "typed",
    "added",
    "dropped",
    "reworded",
    "moved",
    "link",
    "unchecked",
    "copy",
    "unsafe",
    "broken",
    "tracked",
    "comment",
    "hidden",
    "inaccessible",
    "withheld",
    "withheld-near",
    "row",
    "list",
    "unexplained",
]
AS_SEEN = ("changed", "emptied", "older", "left-over", "chart", "contradicts", "row", "list")
"""What a paper that the committee saw may have got wrong: it is filed with that, where a person
says so.
"""
HEADINGS: dict[Code, str] = {
    "copy": "This is not the paper",
    "unsafe": "What no paper may hold",
    "broken": "What Word cannot open, or would repair",
    "tracked": "Changes that are not accepted",
    "comment": "Comments",
    "hidden": "Hidden words",
    "withheld": "Words of rows that are not for publication",
    "other-paper": "This may be another paper",
    "changed": "Figures that do not match the inputs",
    "emptied": "Figures whose control is empty",
    "older": "Figures that moved since this paper was made",
    "left-over": "Figures that the paper no longer has",
    "chart": "Charts that do not show what the inputs give",
    "unread": "What cannot be read",
    "contradicts": "What was typed by hand and contradicts the figures",
    "row": "What is said of a recommendation and its row does not say",
    "list": "Lists that are not what their figures count",
    "withheld-near": "Words that are almost those of rows not for publication",
    "no-controls": "How the figures were found",
    "no-names": "How the figures were found",
    "gone": "Figures that are not in this paper",
    "unsure": "What was typed by hand, to check",
    "typed": "Numbers typed by hand that agree with the figures",
    "unexplained": "Numbers that nothing here explains",
    "added": "Added",
    "dropped": "Left out",
    "reworded": "Reworded",
    "moved": "Moved",
    "link": "Links",
    "inaccessible": "What shuts readers out",
    "unchecked": "What is not looked at",
}
VERBS: dict[Code, str] = {
    "added": "added",
    "dropped": "removed",
    "gone": "removed",
    "reworded": "reworded",
    "moved": "moved",
    "link": "changed",
    "unsure": "to check",
    "unexplained": "to check",
    "withheld-near": "to check",
    "typed": "typed by hand",
    "no-controls": "to know",
    "no-names": "to know",
    "unchecked": "not checked",
    "inaccessible": "not accessible",
}
"""What was done, or is to be done, in a word that each remark begins with; every other is wrong."""
TOLD = ("message", "place", "key", "found", "expected", "wrong")
"""What the JSON of a verdict says of each remark, beside its code."""
SHOWN = 20
"""The most remarks of a kind that the terminal shows, of those that are not wrong."""


def remark(
    code: Code, message: str, place: str = "", key: str = "", found: str = "", expected: str = ""
) -> Finding:
    """Return one thing that differs, with its place in Word's terms; the rest where it is about a
    figure, a row or words.
    """
    return finding(f"paper-{code}", message, place=place, key=key, found=found, expected=expected)


def code_of(remark: Finding) -> Code:
    """Return the code of a remark as `verify --json` gives it, such as changed."""
    return cast(Code, remark.code.removeprefix("paper-"))


def verb_of(remark: Finding) -> str:
    """Return the word that tells what a remark is about: added, removed, reworded, moved, wrong."""
    return VERBS.get(code_of(remark), "wrong")


def told(remark: Finding) -> Finding:
    """Return a remark as a person reads it, its verb before its message."""
    return replace(remark, message=f"{verb_of(remark)}: {remark.message}")


def to_look_at(remarks: Iterable[Finding], *, verbs: bool = False, most: int = 4) -> str:
    """Return where in the paper these remarks are, each place once, with what was done there where
    that is asked for; "" for none.
    """
    places = [
        one.place.removeprefix("was at ").partition(': "')[0]
        + (f" ({verb_of(one)})" if verbs else "")
        for one in remarks
        if one.place
    ]
    once = list(dict.fromkeys(places))
    more = len(once) - most
    return "; ".join(once[:most]) + (f"; and {digits(more)} more" if more > 0 else "")


def in_order(remarks: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the remarks once each, what is wrong first, then as they stand in the paper."""
    order = list(HEADINGS)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: order.index(code_of(remark))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: in how many places each figure stands and matches, by key, and the remarks,
    what is wrong first.

    `older` says that the paper as a whole seems to be made from older inputs.
    """

    matching: Mapping[str, int]
    remarks: tuple[Finding, ...] = ()
    older: bool = False

    @property
    def wrong(self) -> bool:
        """Return whether anything in the paper does not match the inputs."""
        return any(remark.wrong for remark in self.remarks)

    def lines(self) -> list[str]:
        """Return the verdict for a terminal: all that is wrong, and of the rest the first twenty of
        each kind.
        """
        found = [
            f"{digits(len(self.matching))} figures and dates match, in"
            f" {digits(sum(self.matching.values()))} places."
        ]
        if self.older:
            found.append(
                "The paper seems to be made from older inputs: what differs is the same throughout,"
                " and adds up."
            )
        kinds: dict[str, list[Finding]] = defaultdict(list)
        for remark in self.remarks:
            kinds[HEADINGS[code_of(remark)]].append(remark)
        for heading, remarks in kinds.items():
            shown = remarks if remarks[0].wrong else remarks[:SHOWN]
            found += ["", f"{heading}:", *(f"  {told(remark)}" for remark in shown)]
            found += [f"  … and {digits(len(remarks) - len(shown))} more; --json lists all."] * (
                len(shown) < len(remarks)
            )
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain values."""
        return {
            "wrong": self.wrong,
            "older": self.older,
            "matching": dict(self.matching),
            "remarks": [
                {
                    "code": code_of(remark),
                    "verb": verb_of(remark),
                    **{name: getattr(remark, name) for name in TOLD},
                }
                for remark in self.remarks
            ],
        }
