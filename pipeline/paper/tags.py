"""The tags of a template: each well written, closed where it was opened, in its place, and of a
name that is known there.

A template may hold slots `{{ name }}`, loops and conditions `{% … %}` within a paragraph, `{%p …
%}` on a line of their own, `{%tr … %}` on a table row and `{%tc … %}` in a table cell of their own;
names and filters as in `slots`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.english.signs import seen
from pipeline.findings.finding import Finding, did_you_mean
from pipeline.paper import grammar
from pipeline.paper.codes import finding
from pipeline.paper.names import Level, Names, Tag
from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG, spoken, things_beside
from pipeline.word.xml import w

PREFIX = re.compile(r"(tr|tc|p|r)(?=\s)")
"""What stands before a space right after the sign: `{{report_of}}` is a name."""
SPLIT_BRACES = re.compile(r"\{\s+[{%]|[}%]\s+\}|\{\{|\}\}|\{%|%\}|\{#|#\}")
HALF_OPEN, HALF_CLOSED = re.compile(r"\{[{%#]"), re.compile(r"[}%#]\}")
ACROSS = re.compile(r"\{[{%#]|[}%#]\}")
"""Two signs of a tag, one the last of a paragraph and the other the first of the next that has
words.
"""
ONE_BRACE = re.compile(r"(?<![{%#])\{\s*(\w+)(?:\.[\w.]*)?\s*(?:\|[^{}]*)?\}(?!\})")
HALF_WORD = re.compile(
    r"(?:\{ {0,2}%?|%) {0,2}(?:(p|tr|tc) +)?(if|for|elif|else|endif|endfor)\b([^{}%]*)",
    re.IGNORECASE,
)
"""A loop or condition whose braces are not whole, as far as it is known by its word."""
HALF_SLOT = re.compile(r"\{\{ {0,2}(\w[\w.]*(?:\|\w+)?)(?:\s|\}|$)|(?<![{\w])(\w[\w.]*) {0,2}\}\}")
"""A slot whose braces are not whole."""
WORDS = ("if", "for", "elif", "else", "endif", "endfor")
PREFIXES = ("p", "tr", "tc")
CLOSED_BY = {"endif": "if", "endfor": "for"}
SAID = {
    **dict.fromkeys(("end if", "end-if"), "endif"),
    **dict.fromkeys(("end for", "end-for", "next", "endeach", "endforeach"), "endfor"),
    **dict.fromkeys(("else if", "elseif", "elsif"), "elif"),
    **dict.fromkeys(("for each", "foreach", "each"), "for"),
    **dict.fromkeys(("otherwise",), "else"),
    **dict.fromkeys(("when", "fi"), "if"),
}
"""What people write for the words of a loop or condition."""
OTHERS = re.compile(rf"({'|'.join(sorted(SAID, key=len, reverse=True))})\b\s*(.*)", re.IGNORECASE)
WHOLE = (
    "Write a slot as {{ name }} and a condition as {% if name %}, each within one paragraph,"
    " without spaces between the two signs."
)


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
        self.names = Names(figure_keys, _loops(found), self.say)
        self.left: Counter[str] = Counter()
        """The closing words of what was told already and is open no more, or never was."""
        self.lacking: Counter[str] = Counter()
        """How many closing words a part has too few of."""
        self.lost: set[etree._Element] = set()

    @property
    def open(self) -> list[Level]:
        """Return the loops and conditions that are open."""
        return self.names.open

    def faults(self) -> list[Finding]:
        part, before, spoken_words = "", "", _spoken_words(self.found)
        half: Placed | None = None
        for paragraph in self.found:
            if paragraph.part != part:
                self._close_all()
                part, before, half = paragraph.part, "", None
                self._count(part)
            rest = seen(TAG.sub("", paragraph.text)).strip()
            across = ACROSS.fullmatch(f"{before[-1:]}{rest[:1]}")
            if across:
                self._across(rest[:1], before[-1:], paragraph)
            for words in (*spoken_words.get(paragraph.element, ()), paragraph):
                for tag in self._tags(words, quiet=bool(across) or half is not None):
                    self._check(tag)
                self._inline_closed(words)
            if rest:
                before = rest
                opens, closes = HALF_OPEN.search(rest), HALF_CLOSED.search(rest)
                half = paragraph if opens and not closes else None
        self._close_all()
        return self.told

    def _count(self, part: str) -> None:
        """Count which words close less than is opened in a part."""
        text = "\n".join(one.text for one in self.found if one.part == part)
        words = Counter(
            _tag(match[0], self.found[0]).words.partition(" ")[0] for match in TAG.finditer(text)
        )
        self.left.clear()
        self.lacking = Counter({end: words[word] - words[end] for end, word in CLOSED_BY.items()})

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
                _whole(rest),
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
        found = [_tag(match[0], paragraph) for match in TAG.finditer(text)]
        lines = [tag for tag in found if tag.prefix in PREFIXES]
        if lines:
            self._alone(lines, rest, len(found))
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
                self.open.append(self.names.blind(tag, more))
            elif word == "if":
                self.open.append(Level(tag, "if"))
            elif word in CLOSED_BY and not self._closes(word):
                self.left[word] += 1

    def _closes(self, word: str) -> bool:
        """Close what a word closes that stands in a tag without its braces."""
        if self.open and self.open[-1].word == CLOSED_BY[word]:
            self.open.pop()
            return True
        return False

    def _alone(self, lines: list[Tag], rest: str, tags: int) -> None:
        """Tell where a tag that takes its line, row or cell away stands outside a table or shares
        it: once for each line, row or cell.
        """
        for tag in lines:
            paragraph = tag.paragraph
            if tag.prefix in ("tr", "tc") and not paragraph.table:
                self.say(
                    "template-tag",
                    f"{{%{tag.prefix} … %}} stands outside a table.",
                    "Use {%p … %} on a line of its own.",
                    paragraph,
                )
            holder = _holder(tag)
            beside = self._beside(tag, holder, rest, tags)
            if not beside or holder in self.lost:
                continue
            self.lost.add(holder)
            within = len(lines) > 1 and tag.prefix == "p"
            self.say(
                "template-text-lost",
                f"{beside} beside {{%{tag.prefix} {tag.words} %}} would vanish from the paper.",
                f"Put each tag on a line of its own, or, within a sentence, write"
                f" {{% {tag.words} %}} without the p."
                if within
                else "Put the tag on a line (for tr, in a row; for tc, in a cell) of its own.",
                paragraph,
            )

    def _beside(self, tag: Tag, holder: etree._Element, rest: str, tags: int) -> str:
        """Return what a tag that takes its paragraph, cell or row away shares it with, in Word's
        words.
        """
        things = things_beside(holder)
        words = " ".join(
            "".join(text.text or "" for text in other.iter(w("t"))) for other in holder.iter(w("p"))
        )
        more = max(tags, len(TAG.findall(words))) > 1 or (rest.strip() and not things)
        return ", ".join(
            [*(["the text"] if more or seen(TAG.sub("", words)).strip() else []), *things]
        )

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
            self.names.expression(tag, tag.words, printed=True)
            return
        word, _, rest = tag.words.partition(" ")
        if word in ("if", "for"):
            self._opens(tag, word, rest)
        elif word in ("elif", "else") and not (word == "else" and rest):
            self._between(tag, word, rest)
        elif word in CLOSED_BY and not rest:
            self._close(tag, word)
        else:
            self._meant(tag, word, rest)

    def _opens(self, tag: Tag, word: str, rest: str) -> None:
        if word == "if":
            self.names.expression(tag, rest, printed=False)
        self.open.append(self.names.loop(tag, rest) if word == "for" else Level(tag, word))
        if len(self.open) == grammar.NESTED + 1:
            self.say(
                "template-tag",
                f"this is the {grammar.NESTED + 1}th loop or condition in one another.",
                "Close some of them before, or join conditions with and.",
                tag.paragraph,
            )

    def _between(self, tag: Tag, word: str, rest: str) -> None:
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
        if word == "elif":
            self.names.expression(tag, rest, printed=False)

    def _meant(self, tag: Tag, word: str, rest: str) -> None:
        """Tell a tag that is no loop and no condition, and take it as it is meant, so that its
        other half is known.
        """
        small = word.lower()
        said = OTHERS.fullmatch(tag.words)
        if small in PREFIXES and not tag.prefix:
            what = (
                f"a space stands between % and {word}"
                if word == small
                else f"{word} stands in capitals"
            )
            meant = Tag(tag.kind, small, rest.strip(), tag.paragraph)
        elif small in WORDS and word != small:
            what = f'"{word}" stands in capitals'
            meant = Tag(tag.kind, tag.prefix, f"{small} {rest}".strip(), tag.paragraph)
        elif small in (*CLOSED_BY, "else"):
            what = f'"{rest[:40]}" stands behind {small}'
            meant = Tag(tag.kind, tag.prefix, small, tag.paragraph)
            if small == "else" and rest.startswith("if "):
                what = '"else if" is one word here'
                meant = replace(meant, words=f"elif {rest[3:].strip()}")
        elif said:
            what = f'"{said[1]}" is not a word of a loop or a condition'
            words = f"{SAID[said[1].lower()]} {said[2]}".strip()
            words = words.split()[0] if words.startswith("end") else words
            meant = Tag(tag.kind, tag.prefix, words, tag.paragraph)
        else:
            self._no_tag(tag, word, rest)
            return
        self.say("template-tag", f"{what}.", f"Write {_written(meant)}.", tag.paragraph)
        self._check(meant)

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
            self.open.append(self.names.blind(tag, rest))
        elif meant == "if":
            self.open.append(Level(tag, "if"))
        elif meant in CLOSED_BY:
            self._close(tag, meant)
        elif not near and rest:
            self.left.update(("endif", "endfor"))

    def _close(self, tag: Tag, word: str) -> None:
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
                f"{_written(tag)} closes {_written(top.tag)} ({top.tag.paragraph.place}).",
                f"Write {{%{tag.prefix} end{top.word} %}}: each if ends with endif and each for"
                " with endfor.",
                tag.paragraph,
            )
            self._alike(self.open.pop().tag, tag, "")
            return
        self.say(
            "template-tag",
            f"{_written(tag)} closes nothing.",
            f"Delete it, or add the {CLOSED_BY[word]} that it belongs to.",
            tag.paragraph,
        )

    def _alike(self, begun: Tag, tag: Tag, word: str) -> None:
        if word and begun.prefix != tag.prefix:
            self.say(
                "template-tag",
                f"{{%{tag.prefix} {word} %}} closes {{%{begun.prefix} {begun.words} %}}: "
                "the letters after the sign % differ.",
                f"Write {{%{begun.prefix} {word} %}}.",
                tag.paragraph,
            )

    def _inline_closed(self, paragraph: Placed) -> None:
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

    def _close_all(self) -> None:
        while self.open:
            self._never_closed(self.open.pop(0))

    def _never_closed(self, level: Level) -> None:
        self.lacking[f"end{level.word}"] -= 1
        self.say(
            "template-tag",
            f"{_written(level.tag)} is never closed.",
            f"Add {{%{level.tag.prefix} end{level.word} %}} where it is to end.",
            level.tag.paragraph,
        )


def _loops(found: Sequence[Placed]) -> dict[str, str]:
    """Return the names of rows in a template, each with the loop that gives it."""
    loops: dict[str, str] = {}
    for paragraph in found:
        if "for" in paragraph.text:
            for match in TAG.finditer(paragraph.text):
                tag = _tag(match[0], paragraph)
                word, _, rest = tag.words.partition(" ")
                if tag.kind == "%" and word == "for":
                    loops.setdefault(rest.partition(" ")[0], _written(tag))
    return loops


def _whole(rest: str) -> str:
    """Return what to write for a tag whose braces are not whole, as far as it can be known."""
    half, slot = HALF_WORD.search(rest), HALF_SLOT.search(rest)
    if half and (half[3].strip() or half[2].lower() not in ("if", "for", "elif")):
        words = " ".join((half[2].lower(), *half[3].split()))
        return f"Write {{%{(half[1] or '').lower()} {words} %}}, within one paragraph."
    name = (slot[1] or slot[2]) if slot else ""
    return f"Write {{{{ {name} }}}}, within one paragraph." if name else WHOLE


def _written(tag: Tag) -> str:
    return f"{{%{tag.prefix} {tag.words} %}}"


def _holder(tag: Tag) -> etree._Element:
    """Return what a tag takes away with it: its paragraph, its row or its cell."""
    element = tag.paragraph.element
    if tag.prefix == "p":
        return element
    above = next(element.iterancestors(w("tr") if tag.prefix == "tr" else w("tc")), None)
    return element if above is None else above


def _spoken_words(found: Sequence[Placed]) -> dict[etree._Element, list[Placed]]:
    """Return the alternative texts that hold a brace by the paragraph that they belong to: a
    table's to its first.
    """
    by_element = {paragraph.element: paragraph for paragraph in found}
    words: dict[etree._Element, list[Placed]] = {}
    for root in dict.fromkeys(paragraph.element.getroottree().getroot() for paragraph in found):
        for element, attribute in spoken(root):
            table = next(element.iterancestors(w("tbl")), None) if attribute == w("val") else None
            holder = next(
                element.iterancestors(w("p")) if table is None else table.iter(w("p")), None
            )
            paragraph = None if holder is None else by_element.get(holder)
            if paragraph is not None:
                told = f"{paragraph.place}, in its alternative text"
                text = str(element.get(attribute))
                words.setdefault(paragraph.element, []).append(
                    replace(paragraph, text=text, told=told, spoken=True)
                )
    return words


def _tag(text: str, paragraph: Placed) -> Tag:
    """Return a tag by its words, without its signs and prefix."""
    words = text[2:-2]
    prefix = PREFIX.match(words)
    return Tag(
        text[1],
        prefix[1] if prefix else "",
        words[prefix.end() if prefix else 0 :].strip(),
        paragraph,
    )
