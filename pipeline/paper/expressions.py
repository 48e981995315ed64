"""What a slot prints and a condition asks: its names and filters, and the kind of value that it
has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser

from pipeline.english.signs import seen
from pipeline.findings.finding import did_you_mean
from pipeline.paper import grammar
from pipeline.paper.filters import filters
from pipeline.paper.names import SLIPS, Names
from pipeline.paper.sandbox import environment
from pipeline.paper.sense import same_words
from pipeline.paper.tag import Tag
from pipeline.paper.whole_tags import TAG
from pipeline.word.outline import BODY

PRINTED = frozenset({"text", "number", "date", "lines", "span", "listing"})
"""The kinds that a slot can print."""
ANY = PRINTED | {"condition", "list", "names", "chart", "contents"}
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


class Expressions:
    """The expressions in a template's tags, each read with the names that are known where it
    stands.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.filters = filters(9)
        self._environment = environment(9)
        self._trees: dict[str, nodes.Template] = {}

    def _parsed(self, expression: str) -> nodes.Template:
        """Return the tree of an expression; a template says the same one in many places."""
        if expression not in self._trees:
            self._trees[expression] = Parser(self._environment, "{{ " + expression + " }}").parse()
        return self._trees[expression]

    def check(self, tag: Tag, expression: str, *, printed: bool) -> None:
        """Tell what is wrong with what a slot prints, or with what a condition asks."""
        node = self._read(tag, expression, printed=printed)
        if node is None:
            return
        if not printed:
            self._kind(tag, node, ANY)
            return
        alone = TAG.fullmatch(seen(tag.paragraph.text).strip()) and not tag.paragraph.spoken
        kind = self._kind(tag, node, PRINTED | set(WHOLE) if alone else PRINTED)
        self._check_place(tag, kind, alone=bool(alone))
        if kind == "chart" and not isinstance(node, nodes.Filter):
            self.names.say(
                "template-filter",
                "a chart needs the words for its series.",
                f"Write it like {self.filters['labels'].example}.",
                tag,
            )
        if kind in GATHERED:
            near = (
                self.names.near(expression, self.names.scope, PRINTED)
                if kind != "condition"
                else ""
            )
            self.names.say(
                "template-name",
                f'"{expression}" is {GATHERED[kind]}, which cannot be printed.{near}',
                "Print a text, a number or a date; a list goes into a loop.",
                tag,
            )

    def _check_place(self, tag: Tag, kind: str, *, alone: bool) -> None:
        """Tell what needs a paragraph of its own and has none: a chart, a table of contents."""
        if kind in WHOLE and not alone:
            self.names.say(
                "template-text-lost",
                f"{WHOLE[kind]} its whole paragraph.",
                "Put it on a line of its own.",
                tag,
            )
        if kind == "chart" and tag.paragraph.part != BODY:
            self.names.say(
                "template-tag",
                "a chart stands here in what is no text of the body.",
                "Put it on a line of its own in the text: no header, footer or note holds one.",
                tag,
            )
        if kind == "contents" and (tag.paragraph.part != BODY or tag.paragraph.table):
            self.names.say(
                "template-tag",
                "a table of contents stands here in what is no text of the body.",
                "Put it on a line of its own in the text, outside tables and text boxes.",
                tag,
            )

    def _read(self, tag: Tag, expression: str, *, printed: bool) -> nodes.Expr | None:
        """Return an expression as a tree; None where it is none, which is told."""
        why, remedy = "", "Write names, and filters after a |, as templates/README.md shows."
        read: list[nodes.Expr] = []
        try:
            tree = self._parsed(expression)
            read = [
                node
                for output in tree.body
                if isinstance(output, nodes.Output)
                for node in output.nodes
            ]
        except TemplateSyntaxError as error:
            why = f'"{expression[:60]}" cannot be read: {error.message}.'
        except (RecursionError, ValueError, OverflowError):
            why = f'"{expression[:60]}" cannot be read: it holds brackets or a number without end.'
        if not why and (len(read) != 1 or not expression.strip()):
            why, remedy = "there is no name in it.", "Write a name, as templates/README.md shows."
        elif not why and grammar.too_deep(read[0]):
            why = f'"{expression[:60]}" holds brackets or filters without end.'
        elif not why and printed and (words := grammar.printed_words(read[0])) is not None:
            why, remedy = (
                f'"{words}" stands in a slot as it is, and no row behind it.',
                grammar.TYPE,
            )
        meant = _parted(expression, self.names.scope)
        if meant and (why or isinstance(read[0], nodes.Sub)):
            why = f'there is no "{expression[:60]}" here. Did you mean {meant}?'
            remedy = "A name has underscores between its words, and no spaces."
        if why:
            self.names.say("template-name" if meant else "template-tag", why, remedy, tag)
            return None
        return read[0]

    def _kind(self, tag: Tag, node: nodes.Node, wanted: frozenset[str]) -> str:
        """Return what kind of value an expression has, checking its names, filters and grammar on
        the way.
        """
        path = _path(node)
        if path:
            slot = self.names.resolve(tag, path, wanted)
            return slot.kind if slot else ""
        why, remedy = grammar.why_not(node)  # type: ignore[arg-type]
        if why:
            self.names.say("template-tag", why, remedy, tag)
            return ""
        if isinstance(node, nodes.Filter):
            return self._filter(tag, node)
        if isinstance(node, nodes.Const):
            return "text"
        for child in node.iter_child_nodes():
            self._kind(tag, child, ANY)
        return "condition"

    def _filter(self, tag: Tag, node: nodes.Filter) -> str:
        wanted = frozenset(TAKES.get(node.name, ANY))
        kind = self._kind(tag, node.node, wanted) if node.node is not None else ""
        if node.name not in self.filters:
            near = did_you_mean(node.name, self.filters) if self.names.told < SLIPS else ""
            self.names.say(
                "template-filter",
                f'there is no filter "{node.name}".{near}',
                f"The filters are: {', '.join(self.filters)}.",
                tag,
            )
            return ""
        like = f"Write it like {self.filters[node.name].example}."
        low, high = ARGUMENTS.get(node.name, (0, 0))
        if (
            not low <= len(node.args) <= high
            or node.kwargs
            or not all(
                isinstance(argument, nodes.Const) and isinstance(argument.value, str)
                for argument in node.args
            )
        ):
            self.names.say(
                "template-filter",
                f"the filter {node.name} is not used as it should be.",
                like,
                tag,
            )
        if kind and node.name in TAKES and kind not in wanted:
            needed, given = (A_KIND.get(one, f"a {one}") for one in (TAKES[node.name][0], kind))
            path = _path(node.node) if node.node is not None else ""
            near = self.names.near(path, self.names.scope, wanted) if path else ""
            self.names.say(
                "template-filter",
                f"the filter {node.name} needs {needed}, and this is {given}.{near}",
                like,
                tag,
            )
        return "chart" if node.name == "labels" else "text"


def _parted(expression: str, known: Iterable[str]) -> str:
    """Return the name that is meant by words with spaces or strokes between them."""
    plain = re.fullmatch(r"\s*\w+(?:[\s\-\u2010-\u2014]+\w+)+\s*", expression)
    return same_words(expression, known) if plain else ""


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        before = _path(node.node)
        return f"{before}.{node.attr}" if before else ""
    return ""
