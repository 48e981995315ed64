"""What a check of an edited paper found: the remarks, each with its place, and the verdict over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pipeline.english.writing import digits

Code = Literal["other-paper", "changed", "emptied", "older", "left-over", "chart", "unread", "contradicts", "no-controls",
               "no-names", "gone", "unsure", "typed", "added", "dropped", "reworded", "moved", "link", "unchecked", "copy",
               "unsafe", "broken", "tracked", "comment", "hidden", "inaccessible", "withheld", "withheld-near", "row", "list",
               "unexplained"]
WRONG = ("copy", "unsafe", "broken", "tracked", "comment", "hidden", "other-paper", "changed", "emptied", "older", "left-over",
         "chart", "unread", "contradicts", "row", "list", "withheld")
AS_SEEN = ("changed", "emptied", "older", "left-over", "chart", "contradicts", "row", "list")
"""What a paper that the committee saw may have got wrong: it is filed with that, where a person says so."""
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
SHOWN = 20
"""The most remarks of a kind that the terminal shows, of those that are not wrong."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that differs, with its place in Word's terms; `key`, `found` and `expected` where it is about a figure."""

    code: Code
    message: str
    place: str = ""
    key: str = ""
    found: str = ""
    expected: str = ""

    @property
    def wrong(self) -> bool:
        """Return whether the paper says something that the inputs do not."""
        return self.code in WRONG

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks once each, what is wrong first, then as they stand in the paper."""
    order = list(HEADINGS)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: order.index(remark.code)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found: in how many places each figure stands and matches, by key, and the remarks, what is wrong first.

    `older` says that the paper as a whole seems to be made from older inputs.
    """

    matching: Mapping[str, int]
    remarks: tuple[Remark, ...] = ()
    older: bool = False

    @property
    def wrong(self) -> bool:
        """Return whether anything in the paper does not match the inputs."""
        return any(remark.wrong for remark in self.remarks)

    def lines(self) -> list[str]:
        """Return the verdict for a terminal: all that is wrong, and of the rest the first twenty of each kind."""
        found = [f"{digits(len(self.matching))} figures and dates match, in {digits(sum(self.matching.values()))} places."]
        if self.older:
            found.append("The paper seems to be made from older inputs: what differs is the same throughout, and adds up.")
        kinds: dict[str, list[Remark]] = defaultdict(list)
        for remark in self.remarks:
            kinds[HEADINGS[remark.code]].append(remark)
        for heading, remarks in kinds.items():
            shown = remarks if remarks[0].wrong else remarks[:SHOWN]
            found += ["", f"{heading}:", *(f"  {remark}" for remark in shown)]
            found += [f"  … and {digits(len(remarks) - len(shown))} more; --json lists all."] * (len(shown) < len(remarks))
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain values."""
        return {"wrong": self.wrong, "older": self.older, "matching": dict(self.matching),
                "remarks": [{**asdict(remark), "wrong": remark.wrong} for remark in self.remarks]}
