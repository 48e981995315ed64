"""The tags of a template: each well written, closed where it was opened, in its place, and of a
name that is known there.

A template may hold slots `{{ name }}`, loops and conditions `{% … %}` within a paragraph, `{%p …
%}` on a line of their own, `{%tr … %}` on a table row and `{%tc … %}` in a table cell of their own;
names and filters as in `slots`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser
from lxml import etree

from pipeline.english.signs import seen
from pipeline.findings.finding import Finding, did_you_mean
from pipeline.paper import grammar
from pipeline.paper.codes import finding
from pipeline.paper.sandbox import environment
from pipeline.paper.slots import Slot, filters, names
from pipeline.paper.whole_tags import TAG, spoken, things_beside
from pipeline.word.outline import BODY, Paragraph
from pipeline.word.xml import w

PREFIX = re.compile(r"(tr|tc|p|r)(?=\s)")
"""What stands before a space right after the sign: `{{report_of}}` is a name."""
SPLIT_BRACES = re.compile(r"\{\s+[{%]|[}%]\s+\}|\{\{|\}\}|\{%|%\}|\{#|#\}")
ACROSS = re.compile(r"\{[{%#]|[}%#]\}")
"""Two signs of a tag, one the last of a paragraph and the other the first of the next that has
words.
"""
ONE_BRACE = re.compile(r"(?<![{%#])\{\s*(\w+)(?:\.[\w.]*)?\s*(?:\|[^{}]*)?\}(?!\})")
SLIPS = 300
PREFIXES = ("p", "tr", "tc")
WORDS = ("if", "for", "elif", "else", "endif", "endfor")
TAKES = {
    **dict.fromkeys(
        (
            "number",
            "digits",
            "plus",
            "minus",
            "count",
            "plural",
            "verb",
            "ordinal",
            "signed",
            "direction",
        ),
        ("number",),
    ),
    "date": ("date",),
    "list": ("names",),
    "labels": ("chart",),
    "refs": ("list",),
    "sentence": ("text", "lines"),
    "ended": ("text", "lines"),
}
GATHERED = {
    "list": "a list",
    "condition": "a condition",
    "row": "a row",
    "lists": "all lists together",
    "numbers": "all numbers together",
    "conditions": "all conditions together",
}
"""What cannot be printed, as it is told."""
WHOLE = {"chart": "a chart takes", "contents": "a table of contents takes"}
"""What stands alone in its paragraph."""
A_KIND = {"names": "names", "lines": "a text", "span": "a span of days"}
ARGUMENTS = {
    "count": (1, 2),
    "plural": (1, 2),
    "verb": (2, 2),
    "ended": (0, 1),
    "list": (0, 1),
    "labels": (1, 2),
    "direction": (3, 3),
}


@dataclass(slots=True)
class _Tag:
    kind: str
    prefix: str
    words: str
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class _Spoken(Paragraph):
    """The alternative text of a picture or table, as a paragraph that stands where the picture or
    table does.
    """

    at: str = ""

    @property
    def place(self) -> str:
        return f"the alternative text at {self.at}"


@dataclass(slots=True)
class _Open:
    tag: _Tag
    word: str
    scope: dict[str, Slot] = field(default_factory=dict)


def tag_faults(
    found: Sequence[Paragraph], figure_keys: Mapping[str, str], file: str
) -> list[Finding]:
    """Return what is wrong with the tags in a template's paragraphs; `file` is the template's name
    in the findings.
    """
    return _Checker(found, figure_keys, file).faults()


class _Checker:
    """Reads the tags of a template in order, keeping what is open and which names are known
    there.
    """

    def __init__(
        self, found: Sequence[Paragraph], figure_keys: Mapping[str, str], file: str
    ) -> None:
        self.found, self.file = found, file
        self.names = names(figure_keys)
        self.filters = filters(9)
        self.open: list[_Open] = []
        self.told: list[Finding] = []
        self.environment = environment(9)
        self.trees: dict[str, nodes.Template] = {}

    def faults(self) -> list[Finding]:
        part, before, spoken_words = "", "", _spoken_words(self.found)
        for paragraph in self.found:
            if paragraph.part != part:
                self._close_all()
                part, before = paragraph.part, ""
            rest = seen(TAG.sub("", paragraph.text)).strip()
            if ACROSS.fullmatch(f"{before[-1:]}{rest[:1]}"):
                self.say(
                    "template-tag",
                    f'the sign "{rest[:1]}" here and the "{before[-1:]}" at the end of the'
                    " paragraph before are the halves of a tag.",
                    "Write the tag within one paragraph.",
                    paragraph,
                )
            before = rest or before
            for words in (*spoken_words.get(paragraph.element, ()), paragraph):
                for tag in self._tags(words):
                    self._check(tag)
                self._inline_closed(words)
        self._close_all()
        return self.told

    def say(self, code: str, message: str, remedy: str, paragraph: Paragraph) -> None:
        self.told.append(finding(code, message, remedy, self.file, place=paragraph.place))

    def _near(self, word: str, known: Iterable[str]) -> str:
        """Return the nearest known word as a question; where hundreds are wrong already, a guess at
        each would take minutes.
        """
        return did_you_mean(word, known) if len(self.told) < SLIPS else ""

    def _tags(self, paragraph: Paragraph) -> Iterator[_Tag]:
        text = paragraph.text
        rest = seen(TAG.sub("", text))
        odd = SPLIT_BRACES.search(rest)
        if odd:
            self.say(
                "template-tag",
                f'there is a "{odd[0]}" without its other half in the same paragraph.',
                "Write a slot as {{ name }} and a condition as {% if name %}, each within one"
                " paragraph, without spaces between the two signs.",
                paragraph,
            )
        for match in ONE_BRACE.finditer(rest):
            if match[1] in self.names:
                self.say(
                    "template-tag",
                    f'"{match[0]}" has one brace on each side, so it would be printed as it'
                    " stands.",
                    f"Write {{{{ {match[1]} }}}}, with two.",
                    paragraph,
                )
        found = [_tag(match[0], paragraph) for match in TAG.finditer(text)]
        for tag in found:
            if tag.prefix in ("tr", "tc") and not paragraph.table:
                self.say(
                    "template-tag",
                    f"{{%{tag.prefix} … %}} stands outside a table.",
                    "Use {%p … %} on a line of its own.",
                    paragraph,
                )
            beside = self._beside(tag, rest, len(found)) if tag.prefix else ""
            if beside:
                self.say(
                    "template-text-lost",
                    f"{beside} beside {{%{tag.prefix} {tag.words} %}} would vanish from the paper.",
                    "Put the tag on a line (for tr, in a row; for tc, in a cell) of its own.",
                    paragraph,
                )
        yield from found

    def _beside(self, tag: _Tag, rest: str, tags: int) -> str:
        """Return what a tag that takes its paragraph, cell or row away shares it with, in Word's
        words.
        """
        paragraph = tag.paragraph
        holder = (
            paragraph.element
            if tag.prefix == "p"
            else next(
                paragraph.element.iterancestors(w("tr") if tag.prefix == "tr" else w("tc")), None
            )
        )
        things = things_beside(holder) if holder is not None else []
        words = " ".join(
            "".join(text.text or "" for text in other.iter(w("t")))
            for other in (holder if holder is not None else paragraph.element).iter(w("p"))
        )
        more = max(tags, len(TAG.findall(words))) > 1 or (rest.strip() and not things)
        return ", ".join(
            [*(["the text"] if more or seen(TAG.sub("", words)).strip() else []), *things]
        )

    def _check(self, tag: _Tag) -> None:
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
            self._expression(tag, tag.words, printed=True)
            return
        word, _, rest = tag.words.partition(" ")
        if word in ("if", "for"):
            scope = self._loop(tag, rest) if word == "for" else {}
            if word == "if":
                self._expression(tag, rest, printed=False)
            self.open.append(_Open(tag, word, scope))
            if len(self.open) == grammar.NESTED + 1:
                self.say(
                    "template-tag",
                    f"this is the {grammar.NESTED + 1}th loop or condition in one another.",
                    "Close some of them before, or join conditions with and.",
                    tag.paragraph,
                )
        elif word in ("elif", "else") and not (word == "else" and rest):
            if not self.open or self.open[-1].word != "if":
                self.say(
                    "template-tag",
                    f"{{% {word} %}} stands outside an {{% if %}}.",
                    "Remove it, or add the if.",
                    tag.paragraph,
                )
            if word == "elif":
                self._expression(tag, rest, printed=False)
        elif word in ("endif", "endfor"):
            self._close(tag, word)
        else:
            small = word.lower()
            if small in PREFIXES and not tag.prefix:
                what = (
                    f"a space stands between % and {word}"
                    if word == small
                    else f"{word} stands in capitals"
                )
                self.say(
                    "template-tag",
                    f"{what}.",
                    f"Write {{%{small} {rest.strip()} %}}.",
                    tag.paragraph,
                )
                self._check(
                    _Tag(tag.kind, small, rest.strip(), tag.paragraph)
                )  # as it is meant, so that its other half is known
                return
            if small in WORDS and word != small:
                meant = f"{small} {rest}".strip()
                self.say(
                    "template-tag",
                    f'"{word}" stands in capitals.',
                    f"Write {{%{tag.prefix} {meant} %}}.",
                    tag.paragraph,
                )
                self._check(_Tag(tag.kind, tag.prefix, meant, tag.paragraph))
                return
            if tag.words.startswith("-") or tag.words.endswith("-"):
                self.say(
                    "template-tag",
                    f'the sign "-" beside the % is not known here ({{%{tag.words}%}}).',
                    "Delete it.",
                    tag.paragraph,
                )
                return
            near = self._near(word, WORDS)
            self.say(
                "template-tag",
                f'"{tag.words[:40]}" is not a loop or a condition.{near}',
                "A template holds for, if, elif, else, endif and endfor.",
                tag.paragraph,
            )

    def _close(self, tag: _Tag, word: str) -> None:
        wanted = self.open[-1] if self.open else None
        if wanted is None or f"end{wanted.word}" != word:
            opened = (
                f"{{% {wanted.tag.words} %}} in {wanted.tag.paragraph.place}"
                if wanted
                else "nothing"
            )
            self.say(
                "template-tag",
                f"{{% {word} %}} closes {opened}.",
                "Pair each if with endif and each for with endfor.",
                tag.paragraph,
            )
            if wanted is None:
                return
        self.open.pop()
        if wanted.tag.prefix != tag.prefix:
            self.say(
                "template-tag",
                f"{{%{tag.prefix} {word} %}} closes {{%{wanted.tag.prefix} {wanted.tag.words} %}}: "
                "the letters after the sign % differ.",
                f"Write {{%{wanted.tag.prefix} {word} %}}.",
                tag.paragraph,
            )

    def _inline_closed(self, paragraph: Paragraph) -> None:
        while (
            self.open and not self.open[-1].tag.prefix and self.open[-1].tag.paragraph is paragraph
        ):
            tag = self.open.pop().tag
            self.say(
                "template-tag",
                f"{{% {tag.words} %}} is not closed in the same paragraph.",
                f"Close it there, or write {{%p {tag.words} %}} on a line of its own.",
                paragraph,
            )

    def _close_all(self) -> None:
        for left in self.open:
            self.say(
                "template-tag",
                f"{{%{left.tag.prefix} {left.tag.words} %}} is never closed.",
                f"Add {{%{left.tag.prefix} end{left.word} %}}.",
                left.tag.paragraph,
            )
        self.open.clear()

    def _loop(self, tag: _Tag, rest: str) -> dict[str, Slot]:
        match = re.fullmatch(r"([A-Za-z_]\w*)\s+in\s+([\w.]+)", rest.strip())
        if not match:
            self.say(
                "template-tag",
                f'"for {rest}" is not a loop.',
                "Write {% for report in reports %}.",
                tag.paragraph,
            )
            return {}
        if match[1] in grammar.KEPT_BY_JINJA or match[1].startswith("_"):
            self.say(
                "template-tag",
                f'"{match[1]}" cannot be the name of a row.',
                "Write {% for report in reports %}.",
                tag.paragraph,
            )
        slot = self._resolve(tag, match[2])
        if slot is not None and slot.kind not in ("list", "listing", "names"):
            self.say(
                "template-name",
                f'"{match[2]}" is not a list.',
                f"The lists are: {', '.join(self._of_kind('list'))}.",
                tag.paragraph,
            )
            return {}
        if slot is None:
            return {match[1]: Slot("", "unknown")}
        return {match[1]: Slot("", "row", slot.fields) if slot.fields else Slot("a name")}

    def _of_kind(self, kind: str) -> list[str]:
        return [name for name, slot in self.names.items() if slot.kind == kind]

    def _resolve(self, tag: _Tag, path: str) -> Slot | None:
        """Return the slot that a dotted name means here; unknown names are told once, where they
        stand.
        """
        scope = {
            **self.names,
            **{name: slot for level in self.open for name, slot in level.scope.items()},
        }
        first, *steps = path.split(".")
        slot = scope.get(first)
        known: Any = scope
        for step in steps:
            if slot is None or slot.kind == "unknown":
                break
            if slot.kind in ("list", "listing"):
                self.say(
                    "template-name",
                    f'"{first}" is a list, and only its rows hold a "{step}" ({path}).',
                    f"Write {{% for row in {path.rpartition('.')[0]} %}} and {{{{ row.{step} }}}},"
                    " or the name of the row that is there.",
                    tag.paragraph,
                )
                return None
            known = slot.fields or {}
            first, slot = step, known.get(step)
        if slot is None:
            self.say(
                "template-name",
                f'there is no "{first}" here ({path}).{self._near(first, known)}',
                "templates/README.md lists every name.",
                tag.paragraph,
            )
        return slot if slot is None or slot.kind != "unknown" else None

    def _parsed(self, expression: str) -> nodes.Template:
        """Return the tree of an expression; a template says the same one in many places."""
        if expression not in self.trees:
            self.trees[expression] = Parser(self.environment, "{{ " + expression + " }}").parse()
        return self.trees[expression]

    def _expression(self, tag: _Tag, expression: str, *, printed: bool) -> None:
        try:
            tree = self._parsed(expression)
        except (TemplateSyntaxError, RecursionError, ValueError, OverflowError) as error:
            why = (
                str(error.message)
                if isinstance(error, TemplateSyntaxError)
                else "it holds brackets or a number without end"
            )
            self.say(
                "template-tag",
                f'"{expression[:60]}" cannot be read: {why}.',
                "Write names, and filters after a |, as templates/README.md shows.",
                tag.paragraph,
            )
            return
        outputs = [
            node
            for output in tree.body
            if isinstance(output, nodes.Output)
            for node in output.nodes
        ]
        if len(outputs) != 1 or not expression.strip():
            self.say(
                "template-tag",
                "there is no name in it.",
                "Write a name, as templates/README.md shows.",
                tag.paragraph,
            )
            return
        if grammar.too_deep(outputs[0]):
            self.say(
                "template-tag",
                f'"{expression[:60]}" holds brackets or filters without end.',
                "Write names, and filters after a |, as templates/README.md shows.",
                tag.paragraph,
            )
            return
        words = grammar.printed_words(outputs[0]) if printed else None
        if words is not None:
            self.say(
                "template-tag",
                f'"{words}" stands in a slot as it is, and no row behind it.',
                grammar.TYPE,
                tag.paragraph,
            )
            return
        kind = self._kind(tag, outputs[0])
        alone = TAG.fullmatch(seen(tag.paragraph.text).strip()) and not isinstance(
            tag.paragraph, _Spoken
        )
        if printed and kind in WHOLE and not alone:
            self.say(
                "template-text-lost",
                f"{WHOLE[kind]} its whole paragraph.",
                "Put it on a line of its own.",
                tag.paragraph,
            )
        if printed and kind == "contents" and (tag.paragraph.part != BODY or tag.paragraph.table):
            self.say(
                "template-tag",
                "a table of contents stands here in what is no text of the body.",
                "Put it on a line of its own in the text, outside tables and text boxes.",
                tag.paragraph,
            )
        if printed and kind == "chart" and not isinstance(outputs[0], nodes.Filter):
            self.say(
                "template-filter",
                "a chart needs the words for its series.",
                f"Write it like {self.filters['labels'].example}.",
                tag.paragraph,
            )
        if printed and kind in GATHERED:
            self.say(
                "template-name",
                f'"{expression}" is {GATHERED[kind]}, which cannot be printed.',
                "Print a text, a number or a date; a list goes into a loop.",
                tag.paragraph,
            )

    def _kind(self, tag: _Tag, node: nodes.Node) -> str:
        """Return what kind of value an expression has, checking its names, filters and grammar on
        the way.
        """
        path = _path(node)
        if path:
            slot = self._resolve(tag, path)
            return slot.kind if slot else ""
        why, remedy = grammar.why_not(node)  # type: ignore[arg-type]
        if why:
            self.say("template-tag", why, remedy, tag.paragraph)
            return ""
        if isinstance(node, nodes.Filter):
            return self._filter(tag, node)
        if isinstance(node, nodes.Const):
            return "text"
        for child in node.iter_child_nodes():
            self._kind(tag, child)
        return "condition"

    def _filter(self, tag: _Tag, node: nodes.Filter) -> str:
        kind = self._kind(tag, node.node) if node.node is not None else ""
        if node.name not in self.filters:
            self.say(
                "template-filter",
                f'there is no filter "{node.name}".{self._near(node.name, self.filters)}',
                f"The filters are: {', '.join(self.filters)}.",
                tag.paragraph,
            )
            return ""
        low, high = ARGUMENTS.get(node.name, (0, 0))
        if (
            not low <= len(node.args) <= high
            or node.kwargs
            or not all(
                isinstance(argument, nodes.Const) and isinstance(argument.value, str)
                for argument in node.args
            )
        ):
            self.say(
                "template-filter",
                f"the filter {node.name} is not used as it should be.",
                f"Write it like {self.filters[node.name].example}.",
                tag.paragraph,
            )
        wanted = TAKES.get(node.name)
        if wanted and kind and kind not in wanted:
            needed, given = (A_KIND.get(one, f"a {one}") for one in (wanted[0], kind))
            self.say(
                "template-filter",
                f"the filter {node.name} needs {needed}, and this is {given}.",
                f"Write it like {self.filters[node.name].example}.",
                tag.paragraph,
            )
        return "chart" if node.name == "labels" else "text"


def _spoken_words(found: Sequence[Paragraph]) -> dict[etree._Element, list[_Spoken]]:
    """Return the alternative texts that hold a brace by the paragraph that they belong to: a
    table's to its first.
    """
    by_element = {paragraph.element: paragraph for paragraph in found}
    words: dict[etree._Element, list[_Spoken]] = {}
    for root in dict.fromkeys(paragraph.element.getroottree().getroot() for paragraph in found):
        for element, attribute in spoken(root):
            table = next(element.iterancestors(w("tbl")), None) if attribute == w("val") else None
            holder = next(
                element.iterancestors(w("p")) if table is None else table.iter(w("p")), None
            )
            paragraph = None if holder is None else by_element.get(holder)
            if paragraph is not None:
                words.setdefault(paragraph.element, []).append(
                    _Spoken(
                        **{
                            one.name: getattr(paragraph, one.name)
                            for one in fields(Paragraph)
                            if one.name != "text"
                        },
                        text=str(element.get(attribute)),
                        at=paragraph.place,
                    )
                )
    return words


def _tag(text: str, paragraph: Paragraph) -> _Tag:
    """Return a tag by its words, without its signs and prefix."""
    words = text[2:-2]
    prefix = PREFIX.match(words)
    return _Tag(
        text[1],
        prefix[1] if prefix else "",
        words[prefix.end() if prefix else 0 :].strip(),
        paragraph,
    )


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _path(node.node)
        return f"{before}.{node.attr}" if before else ""
    return ""
