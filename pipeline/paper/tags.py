"""The tags of a template: each well written, closed where it was opened, in its place, and of a
name that is known there.

A template may hold slots `{{ name }}`, loops and conditions `{% … %}` within a paragraph, `{%p …
%}` on a line of their own, `{%tr … %}` on a table row and `{%tc … %}` in a table cell of their own;
names and filters as in `slots`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.english.signs import seen
from pipeline.findings.finding import Finding, did_you_mean
from pipeline.paper import grammar
from pipeline.paper.alone import check_alone
from pipeline.paper.codes import finding
from pipeline.paper.expressions import Expressions
from pipeline.paper.meant import HALF_WORD, WHOLE, meant, whole_tag
from pipeline.paper.names import Names
from pipeline.paper.nesting import Nesting
from pipeline.paper.spoken_words import spoken_words
from pipeline.paper.tag import CLOSED_BY, PREFIXES, WORDS, Level, Tag, loops_in, tag_in, written
from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG

SPLIT_BRACES = re.compile(r"\{\s+[{%]|[}%]\s+\}|\{\{|\}\}|\{%|%\}|\{#|#\}")
HALF_OPEN, HALF_CLOSED = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
ACROSS = re.compile(r"\{[{%#]|[}%#]\}")
"""Two signs of a tag, one the last of a paragraph and the other the first of the next that has
words.
"""
ONE_BRACE = re.compile(r"(?<![{%#])\{\s*(\w+)(?:\.[\w.]*)?\s*(?:\|[^{}]*)?\}(?!\})")


def tag_faults(found: Sequence[Placed], figure_keys: Mapping[str, str], file: str) -> list[Finding]:
    """Return what is wrong with the tags in a template's paragraphs; `file` is the template's name
    in the findings.
    """
    return _Checker(found, figure_keys, file).faults()


class _Checker:
    """Reads the tags of a template in order, keeping what is open and which names are known
    there. One cause is one finding: what only follows from a slip that was told is passed over.
    """

    def __init__(self, found: Sequence[Placed], figure_keys: Mapping[str, str], file: str) -> None:
        self.found, self.file = found, file
        self.told: list[Finding] = []
        self.names = Names(figure_keys, loops_in(found), self.say)
        self.expressions = Expressions(self.names)
        self.nesting = Nesting(self.names, self.expressions, self.say)
        self.lost: set[etree._Element] = set()

    def faults(self) -> list[Finding]:
        part, before, spoken = "", "", spoken_words(self.found)
        half: Placed | None = None
        for paragraph in self.found:
            if paragraph.part != part:
                self.nesting.close_all()
                part, before, half = paragraph.part, "", None
                self.nesting.count([one for one in self.found if one.part == part])
            rest = seen(TAG.sub("", paragraph.text)).strip()
            across = ACROSS.fullmatch(f"{before[-1:]}{rest[:1]}")
            if across:
                self._across(rest[:1], before[-1:], paragraph)
            for words in (*spoken.get(paragraph.element, ()), paragraph):
                for tag in self._tags(words, quiet=bool(across) or half is not None):
                    self._check(tag)
                self.nesting.close_inline(words)
            if rest:
                before = rest
                opens, closes = HALF_OPEN.search(rest), HALF_CLOSED.search(rest)
                half = paragraph if opens and not closes else None
        self.nesting.close_all()
        return self.told

    def say(self, code: str, message: str, remedy: str, paragraph: Placed) -> None:
        self.told.append(
            finding(code, message, remedy, self.file, place=paragraph.place, turn=paragraph.turn)
        )

    def _across(self, sign: str, before: str, paragraph: Placed) -> None:
        self.say(
            "template-tag",
            f'the sign "{sign}" here and the "{before}" at the end of the'
            " paragraph before are the halves of a tag.",
            "Write the tag within one paragraph.",
            paragraph,
        )

    def _tags(self, paragraph: Placed, *, quiet: bool) -> Iterator[Tag]:
        """Yield the tags of a paragraph, and those that are no whole ones as they are meant; what
        is wrong with their signs is told unless it was (`quiet`).
        """
        text = paragraph.text
        rest = seen(TAG.sub("", text))
        odd = SPLIT_BRACES.search(rest)
        if odd and not (quiet and not HALF_OPEN.search(rest)):
            other = "beginning" if HALF_CLOSED.fullmatch(odd[0]) else "end"
            self.say(
                "template-tag",
                f'there is a "{odd[0]}" without its {other} in the same paragraph.'
                if len(odd[0]) == 2
                else f'there is a space inside the sign "{odd[0]}".',
                whole_tag(rest),
                paragraph,
            )
        for match in ONE_BRACE.finditer(rest):
            if match[1] in self.names.names and not odd:
                self.say(
                    "template-tag",
                    f'"{match[0]}" has one brace on each side, so it would be printed as it'
                    " stands.",
                    f"Write {{{{ {match[1]} }}}}, with two.",
                    paragraph,
                )
        self._half(rest, paragraph, told=odd is not None)
        found = [tag_in(match[0], paragraph) for match in TAG.finditer(text)]
        lines = [tag for tag in found if tag.prefix in PREFIXES]
        if lines:
            check_alone(lines, rest, len(found), self.lost, self.say)
        yield from found

    def _half(self, rest: str, paragraph: Placed, *, told: bool) -> None:
        """Take a loop or condition whose braces are not whole as it is meant, so that its other
        half is not told too.
        """
        for match in HALF_WORD.finditer(rest):
            prefix, word, more = match[1] or "", match[2].lower(), match[3].strip()
            if not told:
                if word in ("if", "for", "else") and not match[0].startswith("{%"):
                    continue  # "50% if …" is a sentence
                self.say(
                    "template-tag",
                    f'"{match[0].strip()[:40]}" is a tag whose braces are not whole.',
                    WHOLE,
                    paragraph,
                )
            tag = Tag("%", prefix.lower(), f"{word} {more}".strip(), paragraph)
            if word == "for":
                self.nesting.open.append(self.names.blind(tag, more))
            elif word == "if":
                self.nesting.open.append(Level(tag, "if"))
            elif word in CLOSED_BY and not self.nesting.closes(word):
                self.nesting.left[word] += 1

    def _check(self, tag: Tag) -> None:
        if tag.kind == "#":
            return
        if len(tag.words) > grammar.LONGEST:
            self.say(
                "template-tag",
                f'the tag "{tag.words[:60]}…" has {len(tag.words)} signs.',
                f"Write a tag of at most {grammar.LONGEST} signs, as templates/README.md shows.",
                tag.paragraph,
            )
            return
        if tag.kind == "{":
            if tag.prefix:
                self.say(
                    "template-tag",
                    f"{{{{{tag.prefix} {tag.words} }}}} is not written correctly.",
                    f"Write {{{{ {tag.words} }}}}; lines and lists come by themselves.",
                    tag.paragraph,
                )
            self.expressions.check(tag, tag.words, printed=True)
            return
        word, _, rest = tag.words.partition(" ")
        if word in ("if", "for"):
            self.nesting.opens(tag, word, rest)
        elif word in ("elif", "else") and not (word == "else" and rest):
            self.nesting.between(tag, word, rest)
        elif word in CLOSED_BY and not rest:
            self.nesting.close(tag, word)
        else:
            self._meant(tag, word, rest)

    def _meant(self, tag: Tag, word: str, rest: str) -> None:
        """Tell a tag that is no loop and no condition, and take it as it is meant, so that its
        other half is known.
        """
        found = meant(tag, word, rest)
        if found is None:
            self._no_tag(tag, word, rest)
            return
        what, right = found
        self.say("template-tag", f"{what}.", f"Write {written(right)}.", tag.paragraph)
        self._check(right)

    def _no_tag(self, tag: Tag, word: str, rest: str) -> None:
        if tag.words.startswith("-") or tag.words.endswith("-"):
            self.say(
                "template-tag",
                f'the sign "-" beside the % is not known here ({{%{tag.words}%}}).',
                "Delete it.",
                tag.paragraph,
            )
            bare = tag.words.strip("- ")
            if bare.partition(" ")[0] in WORDS:
                self._check(replace(tag, words=bare))
            return
        near = did_you_mean(word, WORDS) if len(self.told) < 300 else ""
        self.say(
            "template-tag",
            f'"{tag.words[:40]}" is not a loop or a condition.{near}',
            "A template holds for, if, elif, else, endif and endfor.",
            tag.paragraph,
        )
        meant = near.removeprefix(" Did you mean ").rstrip("?")
        if meant == "for":
            self.nesting.open.append(self.names.blind(tag, rest))
        elif meant == "if":
            self.nesting.open.append(Level(tag, "if"))
        elif meant in CLOSED_BY:
            self.nesting.close(tag, meant)
        elif not near and rest:
            self.nesting.left.update(("endif", "endfor"))
