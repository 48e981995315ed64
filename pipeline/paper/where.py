"""Where something stands in a template, as whoever has it open in Word finds it: by the heading
above, the first words, the section of a header or footer. Nothing that Word does not show is
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from lxml import etree

from pipeline.english.writing import ordinal
from pipeline.word.outline import BODY, Paragraph, is_heading, paragraphs, story
from pipeline.word.package import Package
from pipeline.word.xml import R, local, value, w

QUOTED = 40
PAGES = {"first": "first-page ", "even": "even-page "}


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


def placed(parts: Package) -> list[Placed]:
    """Return the paragraphs of a template in reading order, each with its place."""
    found = list(paragraphs(parts))
    called = _stories(parts)
    alike: Counter[tuple[str, ...]] = Counter()
    under: dict[tuple[str, str], dict[int, int]] = {}
    for one in found:
        if one.table:
            tables = under.setdefault((one.part, one.heading), {})
            tables.setdefault(one.table, len(tables) + 1)
    made, above = [], ""
    for turn, one in enumerate(found, 1):
        if one.part != BODY and (turn == 1 or found[turn - 2].part != one.part):
            above = ""
        words = first_words(one.text)
        if one.table:
            tables = under[one.part, one.heading]
            which = f"{ordinal(tables[one.table])} " if len(tables) > 1 else ""
            told = f"the {which}table{_under(one)}, row {one.row}, column {one.column}"
        elif words and is_heading(one.style):
            told = f'the heading "{words}"'
        else:
            alike[key := (one.part, one.heading, words or above)] += 1
            told = _line(one, words, above, alike[key])
        made.append(_with(one, ", ".join(filter(None, (called.get(one.part), told))), turn))
        above = words or above
    return made


def first_words(text: str) -> str:
    """Return the first words of a text, some 40 signs of them.

    >>> first_words("In all, three reports were published."), first_words("a" * 60)
    ('In all, three reports were published.', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…')
    >>> first_words("In all, three reports were published in the period.")
    'In all, three reports were published in …'
    """
    words = " ".join(text[: 20 * QUOTED].split())
    if len(words) <= QUOTED:
        return words
    whole, space, _ = words[: QUOTED + 1].rpartition(" ")
    return f"{whole} …" if space else f"{words[:QUOTED]}…"


def _line(one: Paragraph, words: str, above: str, turn: int) -> str:
    """Return the place of a paragraph in no table: the `turn`th under its heading that begins
    so.
    """
    which = f"{ordinal(turn)} " if turn > 1 else ""
    begins = "" if words == " ".join(one.text.split()) else "that begins "
    if words:
        told = f'the {which}paragraph {begins}"{words}"'
    else:
        told = f"the {which}line without words" + (f' below "{above}"' if above else "")
    return f'under the heading "{first_words(one.heading)}", {told}' if one.heading else told


def _under(one: Paragraph) -> str:
    return f' under the heading "{first_words(one.heading)}"' if one.heading else ""


def _with(one: Paragraph, told: str, turn: int) -> Placed:
    own = {field.name: getattr(one, field.name) for field in fields(Paragraph)}
    return Placed(**own, told=told, turn=turn)


def _stories(parts: Package) -> dict[str, str]:
    """Return what headers, footers and notes are called, by their parts: the first section that
    shows it names one.
    """
    found = {name: f"the {story(name)}" for name in parts if name != BODY}
    named: set[str] = set()
    targets = parts.relations(BODY)
    sections: Iterable[etree._Element] = parts.root(BODY).iter(w("sectPr"))
    for section, properties in enumerate(sections, 1):
        for one in properties.iterchildren(w("headerReference"), w("footerReference")):
            relation = targets.get(str(one.get(f"{{{R}}}id")))
            if relation is not None and relation.target not in named:
                named.add(relation.target)
                kind = PAGES.get(value(one, attribute="type"), "")
                found[relation.target] = f"the {kind}{local(one)[:6]} of section {section}"
    return found
