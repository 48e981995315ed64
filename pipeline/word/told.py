"""How a place in a document is told to whoever has it open in Word: by the heading above, the first
words, the section of a header or footer. Nothing that Word does not show is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from pipeline.english.writing import ordinal
from pipeline.word.relations import Relation
from pipeline.word.xml import R, local, value, w

QUOTED = 40
PAGES = {"first": "first-page ", "even": "even-page "}


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


def paragraph(story: str, heading: str, text: str, turn: int, above: str) -> str:
    """Return the place of a paragraph: the `turn`th under its heading that begins so; `above` are
    the last words before it, and `story` such as "footer of section 1", empty in the body.

    >>> paragraph("", "Background", "In all, three.", 1, "")
    'under the heading "Background", the paragraph "In all, three."'
    >>> paragraph("footer of section 1", "", "{{ author }}", 2, "x")
    'the footer of section 1, the second paragraph "{{ author }}"'
    >>> paragraph("", "", "", 1, "In all, three.")
    'the line without words below "In all, three."'
    """
    words, which = first_words(text), f"{ordinal(turn)} " if turn > 1 else ""
    under = f'under the heading "{first_words(heading)}"' if heading else ""
    if words:
        begins = "" if words == " ".join(text.split()) else "that begins "
        return _joined(_the(story), under, f'the {which}paragraph {begins}"{words}"')
    lead = first_words(above)
    below = f' below "{lead}"' if lead else ""
    return _joined(_the(story), under, f"the {which}line without words{below}")


def heading(story: str, text: str) -> str:
    """Return the place of a heading."""
    return _joined(_the(story), f'the heading "{first_words(text)}"')


def table(story: str, heading: str, turn: int, *, only: bool) -> str:
    """Return the place of a table: the `turn`th under its heading, or the only one there.

    >>> table("", "Background", 1, only=True), table("", "", 2, only=False)
    ('the table under the heading "Background"', 'the second table')
    """
    which = "" if only else f"{ordinal(turn)} "
    under = f' under the heading "{first_words(heading)}"' if heading else ""
    return _joined(_the(story), f"the {which}table{under}")


def stories(sections: Iterable[etree._Element], targets: Mapping[str, Relation]) -> dict[str, str]:
    """Return what headers and footers are called, by their parts, such as "header of section 1":
    the first section that shows one names it. `targets` are the relations of the body.
    """
    found: dict[str, str] = {}
    for section, properties in enumerate(sections, 1):
        for one in properties.iterchildren(w("headerReference"), w("footerReference")):
            relation = targets.get(str(one.get(f"{{{R}}}id")))
            if relation is not None:
                kind = PAGES.get(value(one, attribute="type"), "")
                found.setdefault(relation.target, f"{kind}{local(one)[:6]} of section {section}")
    return found


def _the(story: str) -> str:
    return story if story.startswith(("footnote ", "endnote ")) or not story else f"the {story}"


def _joined(*words: str) -> str:
    return ", ".join(filter(None, words))
