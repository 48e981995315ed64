"""The fields of a filled paper whose words the program works out anew, as Word would when it is
asked: their codes, and the texts in which they show what they came to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.editing import unwrapped
from pipeline.word.xml import SPACE, w

P, T, CHAR, CODED, SIMPLE = map(w, ("p", "t", "fldChar", "instrText", "fldSimple"))


@dataclass(slots=True)
class LiveField:
    """A field as it is walked: its code, the texts that show what it came to, and the elements that
    make a field of these words.
    """

    paragraph: etree._Element
    code: str = ""
    shows: bool = False
    texts: list[etree._Element] = field(default_factory=list)
    marks: list[etree._Element] = field(default_factory=list)
    separator: etree._Element | None = None

    @property
    def shown(self) -> str:
        """Return the words that it shows before it is refreshed."""
        return "".join(text.text or "" for text in self.texts)

    def show(self, words: str) -> None:
        """Show words, in the looks of the first that were shown."""
        if self.texts:
            first, *rest = self.texts
            first.text = words
            first.set(SPACE, "preserve")
            for text in rest:
                text.text = ""
            return
        run = self.separator.getparent() if self.separator is not None else None
        if run is not None:
            fresh = etree.Element(w("r"))
            etree.SubElement(fresh, T, {SPACE: "preserve"}).text = words
            run.addnext(fresh)

    def unlink(self) -> None:
        """Leave only the words that it shows, as Word does at Ctrl+Shift+F9."""
        for mark in self.marks:
            if mark.tag == SIMPLE:
                unwrapped(mark)
            elif (parent := mark.getparent()) is not None:
                parent.remove(mark)


def live_fields(root: etree._Element) -> Iterator[LiveField]:
    """Yield the fields of a part, the inner before the outer; what another field's code holds is
    none of ours.
    """
    of_fields = list(root.iter(CHAR, CODED, SIMPLE))
    if not of_fields:
        return
    stack: list[LiveField] = []
    paragraph = root
    for element in root.iter(P, T, CHAR, CODED, SIMPLE):
        if element.tag == P:
            paragraph = element
        elif element.tag == SIMPLE:
            code = str(element.get(w("instr")) or "")
            yield LiveField(paragraph, code, True, list(element.iter(T)), [element])
        elif element.tag == CHAR:
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                stack.append(LiveField(paragraph))
            if stack:
                stack[-1].marks.append(element)
            if kind == "separate" and stack:
                stack[-1].shows, stack[-1].separator = True, element
            elif kind == "end" and stack:
                yield stack.pop()
        elif element.tag == CODED and stack and not stack[-1].shows:
            stack[-1].code += element.text or ""
            stack[-1].marks.append(element)
        elif element.tag == T and stack and stack[-1].shows:
            stack[-1].texts.append(element)
        if element is of_fields[-1]:
            return
