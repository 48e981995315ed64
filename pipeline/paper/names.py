"""What the names in a template's tags mean where they stand: slots, rows of the loops around them,
filters; each unknown one is told once, with what may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser

from pipeline.english.signs import seen
from pipeline.findings.finding import did_you_mean
from pipeline.paper import grammar, slots
from pipeline.paper.filters import filters
from pipeline.paper.sandbox import environment
from pipeline.paper.sense import nearest, same_words, suggestion
from pipeline.paper.slot import Slot
from pipeline.paper.where import Placed
from pipeline.paper.whole_tags import TAG
from pipeline.word.outline import BODY

SLIPS = 300
"""A guess at each of more slips than these would take minutes."""
PRINTED = frozenset({"text", "number", "date", "lines", "span", "listing"})
"""The kinds that a slot can print."""
ANY = PRINTED | {"condition", "list", "names", "chart", "contents"}
LISTS = frozenset({"list", "listing", "names"})
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
class Tag:
    """One tag: `kind` is the sign beside its brace, `prefix` p, tr, tc or nothing."""

    kind: str
    prefix: str
    words: str
    paragraph: Placed


@dataclass(slots=True)
class Level:
    """A loop or condition that is open: the names of its rows, and those that were told in it.

    In a `blind` one the names of rows are not known, for its own tag is wrong.
    """

    tag: Tag
    word: str
    scope: dict[str, Slot] = field(default_factory=dict)
    blind: bool = False
    told: set[str] = field(default_factory=set)


Say = Callable[[str, str, str, Placed], None]


class Names:
    """The names that are known at each place; `open` are the loops and conditions around it."""

    def __init__(self, figure_keys: Mapping[str, str], loops: Mapping[str, str], say: Say) -> None:
        self.names = slots.names(figure_keys)
        self.filters = filters(9)
        self.loops = loops
        """The names of rows in the whole template, each with the loop that gives it."""
        self.open: list[Level] = []
        self.told = 0
        self._say = say
        self._environment = environment(9)
        self._trees: dict[str, nodes.Template] = {}

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
        slot = self._resolve(tag, match[2], LISTS)
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

    def _resolve(self, tag: Tag, path: str, wanted: frozenset[str]) -> Slot | None:
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

    def _parsed(self, expression: str) -> nodes.Template:
        """Return the tree of an expression; a template says the same one in many places."""
        if expression not in self._trees:
            self._trees[expression] = Parser(self._environment, "{{ " + expression + " }}").parse()
        return self._trees[expression]

    def expression(self, tag: Tag, expression: str, *, printed: bool) -> None:
        """Tell what is wrong with what a slot prints, or with what a condition asks."""
        node = self._read(tag, expression, printed=printed)
        if node is None:
            return
        alone = TAG.fullmatch(seen(tag.paragraph.text).strip()) and not tag.paragraph.spoken
        wanted = ANY if not printed else PRINTED | set(WHOLE) if alone else PRINTED
        kind = self._kind(tag, node, wanted)
        if not printed:
            return
        if kind in WHOLE and not alone:
            self.say(
                "template-text-lost",
                f"{WHOLE[kind]} its whole paragraph.",
                "Put it on a line of its own.",
                tag,
            )
        if kind == "contents" and (tag.paragraph.part != BODY or tag.paragraph.table):
            self.say(
                "template-tag",
                "a table of contents stands here in what is no text of the body.",
                "Put it on a line of its own in the text, outside tables and text boxes.",
                tag,
            )
        if kind == "chart" and not isinstance(node, nodes.Filter):
            self.say(
                "template-filter",
                "a chart needs the words for its series.",
                f"Write it like {self.filters['labels'].example}.",
                tag,
            )
        if kind in GATHERED:
            near = self.near(expression, self.scope, PRINTED) if kind != "condition" else ""
            self.say(
                "template-name",
                f'"{expression}" is {GATHERED[kind]}, which cannot be printed.{near}',
                "Print a text, a number or a date; a list goes into a loop.",
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
        meant = _parted(expression, self.scope)
        if meant and (why or isinstance(read[0], nodes.Sub)):
            why = f'there is no "{expression[:60]}" here. Did you mean {meant}?'
            remedy = "A name has underscores between its words, and no spaces."
        if why:
            self.say("template-name" if meant else "template-tag", why, remedy, tag)
            return None
        return read[0]

    def _kind(self, tag: Tag, node: nodes.Node, wanted: frozenset[str]) -> str:
        """Return what kind of value an expression has, checking its names, filters and grammar on
        the way.
        """
        path = _path(node)
        if path:
            slot = self._resolve(tag, path, wanted)
            return slot.kind if slot else ""
        why, remedy = grammar.why_not(node)  # type: ignore[arg-type]
        if why:
            self.say("template-tag", why, remedy, tag)
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
            near = did_you_mean(node.name, self.filters) if self.told < SLIPS else ""
            self.say(
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
            self.say(
                "template-filter",
                f"the filter {node.name} is not used as it should be.",
                like,
                tag,
            )
        if kind and node.name in TAKES and kind not in wanted:
            needed, given = (A_KIND.get(one, f"a {one}") for one in (TAKES[node.name][0], kind))
            path = _path(node.node) if node.node is not None else ""
            near = self.near(path, self.scope, wanted) if path else ""
            self.say(
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
