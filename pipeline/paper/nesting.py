"""The loops and conditions of a template in one another: each closed where it was opened, and by
its own word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.paper import grammar
from pipeline.paper.expressions import Expressions
from pipeline.paper.names import Names
from pipeline.paper.tag import CLOSED_BY, Level, Say, Tag, tag_in, written
from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG
from pipeline.word.xml import w

CELL = w("tc")
BOXES = tuple(w(name) for name in ("txbxContent", "footnote", "endnote"))
TOGETHER = {
    "p": (
        (CELL, *BOXES),
        "cell",
        "Put both into one cell, or both outside the table; around whole rows write {%tr … %}, each"
        " in a row of its own.",
    ),
    "tr": ((w("tbl"),), "table", "Put both into one table, each in a row of its own."),
    "tc": ((w("tr"),), "row", "Put both into one row; each row has its own."),
}
"""What both halves of a loop or condition stand in, by the letters after the sign %; what that is
called, and what to do where they do not.
"""


class Nesting:
    """What is open at each place of a template. One cause is one finding: what only follows from a
    slip that was told is passed over.
    """

    def __init__(self, names: Names, expressions: Expressions, say: Say) -> None:
        self.names, self.expressions, self.say = names, expressions, say
        self.left: Counter[str] = Counter()
        """The closing words of what was told already and is open no more, or never was."""
        self.lacking: Counter[str] = Counter()
        """How many closing words a part has too few of."""

    @property
    def open(self) -> list[Level]:
        """Return the loops and conditions that are open."""
        return self.names.open

    def count(self, found: Sequence[Placed]) -> None:
        """Count which words close less than is opened in the paragraphs of a part."""
        text = "\n".join(one.text for one in found)
        words = Counter(
            tag_in(match[0], found[0]).words.partition(" ")[0] for match in TAG.finditer(text)
        )
        self.left.clear()
        self.lacking = Counter({end: words[word] - words[end] for end, word in CLOSED_BY.items()})

    def opens(self, tag: Tag, word: str, rest: str) -> None:
        """Open a loop or a condition."""
        if word == "if":
            self.expressions.check(tag, rest, printed=False)
        self.open.append(self.names.loop(tag, rest) if word == "for" else Level(tag, word))
        if len(self.open) == grammar.NESTED + 1:
            self.say(
                "template-tag",
                f"this is the {grammar.NESTED + 1}th loop or condition in one another.",
                "Close some of them before, or join conditions with and.",
                tag.paragraph,
            )

    def between(self, tag: Tag, word: str, rest: str) -> None:
        """Tell an else or elif that stands outside its condition."""
        if not any(level.word == "if" for level in self.open) and not self.left["endif"]:
            self.say(
                "template-tag",
                f"{{% {word} %}} stands outside an {{% if %}}.",
                "Remove it, or add the if.",
                tag.paragraph,
            )
        elif self.open and self.open[-1].word != "if" and self.lacking["endfor"] <= 0:
            self.say(
                "template-tag",
                f"{{% {word} %}} belongs to an {{% if %}}, and stands in the loop"
                f" {{% {self.open[-1].tag.words} %}}.",
                "Close the loop before it with endfor, or put the if into the loop.",
                tag.paragraph,
            )
        elif self.open and self.open[-1].word == "if":
            self._alike(self.open[-1].tag, tag, tag.words)
        if word == "elif":
            self.expressions.check(tag, rest, printed=False)

    def closes(self, word: str) -> bool:
        """Close what a word closes that stands in a tag without its braces."""
        if self.open and self.open[-1].word == CLOSED_BY[word]:
            self.open.pop()
            return True
        return False

    def close(self, tag: Tag, word: str) -> None:
        """Close what a word closes; what stands open in it was never closed, and is told where it
        begins.
        """
        same = [level for level in self.open if level.word == CLOSED_BY[word]]
        inner = self.open[-1] if same and self.open[-1] is not same[-1] else None
        mistaken = inner and self.lacking[word] < 0 < self.lacking[f"end{inner.word}"]
        if not same or mistaken:
            self._stray(tag, word)
            return
        while self.open[-1] is not same[-1]:
            self._never_closed(self.open.pop())
        self._alike(self.open.pop().tag, tag, word)

    def _stray(self, tag: Tag, word: str) -> None:
        """Tell a closing word that nothing of its kind was opened for."""
        if self.left[word]:
            self.left[word] -= 1
            return
        top = self.open[-1] if self.open else None
        if top is not None and self.lacking[f"end{top.word}"] > 0:
            self.lacking[f"end{top.word}"] -= 1
            self.lacking[word] += 1
            self.say(
                "template-tag",
                f"{written(tag)} closes {written(top.tag)} ({top.tag.paragraph.place}).",
                f"Write {{%{tag.prefix} end{top.word} %}}: each if ends with endif and each for"
                " with endfor.",
                tag.paragraph,
            )
            self.open.pop()
            return
        self.say(
            "template-tag",
            f"{written(tag)} closes nothing.",
            f"Delete it, or add the {CLOSED_BY[word]} that it belongs to.",
            tag.paragraph,
        )

    def _alike(self, begun: Tag, tag: Tag, words: str) -> None:
        """Tell a tag that goes on with what another began or ends it, and takes away something
        else, or stands in another cell, table or row: the paper would be torn there.
        """
        if not words:
            return
        if begun.prefix != tag.prefix:
            does = "closes" if tag.words in CLOSED_BY else "belongs to"
            alone = " on a line of its own" if begun.prefix == "p" else ""
            self.say(
                "template-tag",
                f"{{%{tag.prefix} {words} %}} {does} {{%{begun.prefix} {begun.words} %}}: "
                "the letters after the sign % differ.",
                f"Write {{%{begun.prefix} {words} %}}{alone}.",
                tag.paragraph,
            )
        elif begun.prefix and begun.paragraph.element is not tag.paragraph.element:
            self._together(begun, tag)

    def _together(self, begun: Tag, tag: Tag) -> None:
        """Tell two halves that do not stand in the same cell, row, table, box or note."""
        within, what, remedy = TOGETHER[begun.prefix]
        homes = [next(one.paragraph.element.iterancestors(*within), None) for one in (begun, tag)]
        if homes[0] is homes[1]:
            return
        if begun.prefix == "p" and not any(home is not None and home.tag == CELL for home in homes):
            what, remedy = "text box or note", "Put both into the same one, or both outside it."
        self.say(
            "template-tag",
            f"{written(tag)} belongs to {written(begun)} ({begun.paragraph.place}), and does not"
            f" stand in the same {what}.",
            remedy,
            tag.paragraph,
        )

    def close_inline(self, paragraph: Placed) -> None:
        """Close what was opened within a paragraph, and was to be closed there."""
        while (
            self.open and not self.open[-1].tag.prefix and self.open[-1].tag.paragraph is paragraph
        ):
            level = self.open.pop()
            self.left[f"end{level.word}"] += self.lacking[f"end{level.word}"] <= 0
            self.say(
                "template-tag",
                f"{{% {level.tag.words} %}} is not closed in the same paragraph.",
                f"Close it there, or write {{%p {level.tag.words} %}} on a line of its own.",
                paragraph,
            )

    def close_all(self) -> None:
        """Close what is open at the end of a part."""
        while self.open:
            self._never_closed(self.open.pop(0))

    def _never_closed(self, level: Level) -> None:
        self.lacking[f"end{level.word}"] -= 1
        self.say(
            "template-tag",
            f"{written(level.tag)} is never closed.",
            f"Add {{%{level.tag.prefix} end{level.word} %}} where it is to end.",
            level.tag.paragraph,
        )
