"""What the names in a template's tags mean where they stand: slots, and rows of the loops around
them; each unknown one is told once, with what may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pipeline.paper import grammar, slots
from pipeline.paper.sense import nearest, suggestion
from pipeline.paper.slot import Slot
from pipeline.paper.tag import Level, Say, Tag

SLIPS = 300
"""A guess at each of more slips than these would take minutes."""
LISTS = frozenset({"list", "listing", "names"})


class Names:
    """The names that are known at each place; `open` are the loops and conditions around it."""

    def __init__(self, figure_keys: Mapping[str, str], loops: Mapping[str, str], say: Say) -> None:
        self.names = slots.names(figure_keys)
        self.loops = loops
        """The names of rows in the whole template, each with the loop that gives it."""
        self.open: list[Level] = []
        self.told = 0
        self._say = say

    def say(self, code: str, message: str, remedy: str, tag: Tag) -> None:
        self.told += 1
        self._say(code, message, remedy, tag.paragraph)

    @property
    def scope(self) -> dict[str, Slot]:
        """Return every name that is known here."""
        rows = {name: slot for level in self.open for name, slot in level.scope.items()}
        return {**self.names, **rows}

    def near(self, word: str, known: Mapping[str, Slot], wanted: Iterable[str]) -> str:
        """Return what may be meant, as a question; where hundreds are wrong already, nothing."""
        if self.told >= SLIPS:
            return ""
        kinds = {name: slot.kind for name, slot in known.items() if slot.kind != "row"}
        for name, slot in known.items():
            if slot.kind == "row":
                kinds |= {f"{name}.{key}": one.kind for key, one in (slot.fields or {}).items()}
        return suggestion(word, kinds, wanted)

    def loop(self, tag: Tag, rest: str) -> Level:
        """Return the level that a loop opens."""
        match = re.fullmatch(r"([A-Za-z_]\w*)\s+in\s+([\w.]+)", rest.strip())
        if not match:
            self.say(
                "template-tag",
                f'"for {rest}" is not a loop.',
                f"Write {{%{tag.prefix} for report in reports %}}.",
                tag,
            )
            return self.blind(tag, rest)
        name = match[1]
        if name in grammar.KEPT_BY_JINJA or name.startswith("_"):
            self.say(
                "template-tag",
                f'"{name}" cannot be the name of a row.',
                "Write {% for report in reports %}.",
                tag,
            )
        slot = self.resolve(tag, match[2], LISTS)
        if slot is not None and slot.kind not in LISTS:
            near = self.near(match[2], self.names, ["list"])
            self.say(
                "template-name",
                f'"{match[2]}" is not a list.{near}',
                f"The lists are: {', '.join(self._of_kind('list'))}.",
                tag,
            )
        if slot is None or slot.kind not in LISTS:
            return Level(tag, "for", {name: Slot("", "unknown")})
        row = Slot("", "row", slot.fields) if slot.fields else Slot("a name")
        return Level(tag, "for", {name: row})

    def blind(self, tag: Tag, rest: str) -> Level:
        """Return the level that a loop opens whose tag is wrong, and was told."""
        first = re.match(r"\s*(?:each\s+)?([A-Za-z_]\w*)", rest)
        return Level(tag, "for", {first[1]: Slot("", "unknown")} if first else {}, blind=True)

    def _of_kind(self, kind: str) -> list[str]:
        return [name for name, slot in self.names.items() if slot.kind == kind]

    def resolve(self, tag: Tag, path: str, wanted: frozenset[str]) -> Slot | None:
        """Return the slot that a dotted name means here, which stands where one of the kinds
        `wanted` does; unknown names are told once, where they stand.
        """
        first, *steps = path.split(".")
        scope = self.scope
        slot = scope.get(first)
        if slot is None:
            self._unknown(tag, path, wanted)
            return None
        for step in steps:
            if slot.kind == "unknown":
                break
            if slot.kind in ("list", "listing"):
                self.say(
                    "template-name",
                    f'"{first}" is a list, and only its rows hold a "{step}" ({path}).',
                    f"Write {{% for row in {path.rpartition('.')[0]} %}} and {{{{ row.{step} }}}},"
                    " or the name of the row that is there.",
                    tag,
                )
                return None
            known = slot.fields or {}
            first, held = step, known.get(step)
            if held is None:
                near = self.near(step, known, wanted)
                self.say(
                    "template-name",
                    f'there is no "{step}" here ({path}).{near}',
                    "templates/README.md lists every name.",
                    tag,
                )
                return None
            slot = held
        return slot if slot.kind != "unknown" else None

    def _unknown(self, tag: Tag, path: str, wanted: frozenset[str]) -> None:
        """Tell a name that nothing has here: the name of a row once in its loop, and not at all
        where the loop itself is wrong.
        """
        first, dot, step = path.partition(".")
        loops = [level for level in self.open if level.word == "for"]
        if dot:
            if any(level.blind or first in level.told for level in loops):
                return
            for level in loops:
                level.told.add(first)
        scope = self.scope
        rows = {name: slot for name, slot in scope.items() if slot.kind == "row"}
        near, whole = "", f" ({path})" if dot else ""
        if dot:
            holding = [name for name, slot in rows.items() if step in (slot.fields or {})]
            meant = nearest(first, holding or rows) or (holding[0] if len(holding) == 1 else "")
            near = f' The loop around it calls its rows "{meant}".' if meant else ""
        if dot and not near and first in self.loops:
            self.say(
                "template-name",
                f'"{first}" is the name of a row only inside {self.loops[first]}, and this stands'
                f" outside it ({path}).",
                "Move it between the loop and its endfor, or put a loop around it.",
                tag,
            )
            return
        self.say(
            "template-name",
            f'there is no "{first}" here{whole}.{near or self.near(path, scope, wanted)}',
            "templates/README.md lists every name.",
            tag,
        )
