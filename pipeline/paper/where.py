"""Where something stands in a template, as whoever has it open in Word finds it: by the heading
above, the first words, the section of a header or footer. Nothing that Word does not show is
counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields

from pipeline.word import told
from pipeline.word.outline import BODY, Paragraph, is_heading, paragraphs, story
from pipeline.word.package import Package
from pipeline.word.xml import w


@dataclass(frozen=True, slots=True)
class Placed(Paragraph):
    """A paragraph with its place as it is told, and its turn in the reading order, from 1. A
    `spoken` one is alternative text.
    """

    told: str = ""
    turn: int = 0
    spoken: bool = False

    @property
    def place(self) -> str:
        """Return where it stands, as a person in Word would say it."""
        return self.told


_OWN = tuple(field.name for field in fields(Paragraph))


def placed(parts: Package) -> list[Placed]:
    """Return the paragraphs of a template in reading order, each with its place."""
    return list(parts.once("placed", lambda: _placed(parts)))


def _placed(parts: Package) -> list[Placed]:
    found = list(paragraphs(parts))
    called = told.stories(parts.root(BODY).iter(w("sectPr")), parts.relations(BODY))
    alike: Counter[tuple[str, str, str]] = Counter()
    tables: dict[tuple[str, str], dict[int, int]] = {}
    for one in found:
        if one.table:
            under = tables.setdefault((one.part, one.heading), {})
            under.setdefault(one.table, len(under) + 1)
    made: list[Placed] = []
    part = above = ""
    for turn, one in enumerate(found, 1):
        if one.part != part:
            part, above = one.part, ""
        name = "" if part == BODY else called.get(part, story(part))
        if one.table:
            under = tables[part, one.heading]
            table = told.table(name, one.heading, under[one.table], only=len(under) == 1)
            place = f"{table}, row {one.row}, column {one.column}"
        elif one.text.strip() and is_heading(one.style):
            place = told.heading(name, one.text)
        else:
            words = told.first_words(one.text) or f"\n{above}"
            alike[key := (part, one.heading, words)] += 1
            place = told.paragraph(name, one.heading, one.text, alike[key], above)
        made.append(_with(one, place, turn))
        above = told.first_words(one.text) or above
    return made


def _with(one: Paragraph, place: str, turn: int) -> Placed:
    own = {name: getattr(one, name) for name in _OWN}
    return Placed(**own, told=place, turn=turn)
