"""What a template's tags may be made of: the one short list that `tags` checks and the sandbox of
`fill` enforces.

Names, a dot, our filters with words of their own, not, and, or; loops over a name and conditions
around them. Everything else that Jinja knows (sums, calls, comparisons, indexes, tests, macros,
blocks, assignments …) is never evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes

from pipeline.english.writing import MONTHS, ONES, TENS

EXPRESSIONS = (nodes.Name, nodes.Getattr, nodes.Filter, nodes.Const, nodes.Not, nodes.And, nodes.Or)
"""What stands between the braces of a slot, or after an if."""
STATEMENTS = (nodes.Output, nodes.If, nodes.For)
LONGEST = 1000
"""The signs of a tag; a tag of the house template has fewer than 60."""
LONGEST_WORDS = 200
DEEPEST = 40
"""Filters, nots, ands and ors in one another; Python's own compiler gives way at 100."""
NESTED = 12
"""Loops and conditions in one another; Python's own compiler gives way at 20 loops."""
KEPT_BY_JINJA = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})
"""Names that Jinja gives a value of its own."""
SIGN = re.compile("[\ufdd0-\ufdef{}]")
"""Signs that travel through a template with a meaning (`marks`, `chart.charts`), and braces."""
_WORDS = "|".join(
    (ONES[0], *reversed(ONES[2:]), *TENS[2:], "hundred", "thousand", "million", "dozen")
)
_NO_COUNT = "".join(
    f"(?<!{word} )"
    for word in ("this", "that", "each", "every", "another", "any", "no", "last", "next")
)
NUMBER = re.compile(
    rf"[\d\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u2089\u2150-\u218b\u2460-\u249b]|\b(?:{_WORDS})\b"
    rf"|{_NO_COUNT}\bone\b(?!-)",
    re.IGNORECASE,
)
"""A number in digits or words, as far as a count may be read in it: "one-off" and "this one" are
none.
"""
_NAME = re.compile(r"\b[A-Z]{2,}-?[0-9]{1,2}\b")
"""A name with a number in it, such as COVID-19."""
_DATE = re.compile(
    rf"\b(?:(?:[0-9]{{1,2}} )?(?:{'|'.join(MONTHS)})(?:"
    r" (?:19|20)[0-9][0-9])?|(?:19|20)[0-9][0-9])\b",
    re.IGNORECASE,
)
ROWS = " rows"
"""The filter that the sandbox puts on what a loop runs over; no tag can be written so."""
NAMES = "Print names, and use the conditions that templates/README.md lists."
TYPE = (
    "Type the words in the sentence, without braces; a number comes from the rows by the name of"
    " its figure."
)


class NotAllowed(TemplateSyntaxError):
    """A template holds what no template may hold; nothing of it was evaluated."""


def why_not(node: nodes.Expr) -> tuple[str, str]:
    """Return why one part of an expression has no place in a template and what to do, ("", "")
    where it has one.
    """
    if not isinstance(node, EXPRESSIONS):
        return "sums, comparisons and calls have no place in a template.", NAMES
    if isinstance(node, nodes.Name) and (node.name in KEPT_BY_JINJA or node.name.startswith("_")):
        return f'"{node.name}" has no place in a template.', NAMES
    if isinstance(node, nodes.Getattr) and (
        not isinstance(node.node, nodes.Name) or node.attr.startswith("_")
    ):
        return (
            (
                f'".{node.attr}" has no place in a template: a dot stands between the name of a row'
                " and what it holds."
            ),
            NAMES,
        )
    if isinstance(node, nodes.Const):
        return _constant(node.value)
    if isinstance(node, nodes.Filter):
        for word in _arguments(node):
            told = _constant(word)
            dates = _DATE.sub("", word) if node.name == "labels" else word
            if told[0] or has_number(dates):
                return (
                    told if told[0] else (f'"{word}" would print a number that is no figure.', TYPE)
                )
    return "", ""


def has_number(words: str) -> bool:
    """Return whether words hold a number that may be read as a count.

    >>> [has_number(words) for words in ("96 of them", "of ninety-six", "this one", "COVID-19")]
    [True, True, False, False]
    """
    return NUMBER.search(_NAME.sub("", words)) is not None


def too_deep(expression: nodes.Node) -> bool:
    """Return whether an expression is nested deeper than any sentence needs; without walking it by
    recursion.
    """
    return _within(expression) is None


def _within(expression: nodes.Node) -> list[nodes.Node] | None:
    """Return an expression with all that it is made of; None where it is too deep."""
    found, level = [expression], [expression]
    for _ in range(DEEPEST):
        level = [child for node in level for child in node.iter_child_nodes()]
        if not level:
            return found
        found += level
    return None


def printed_words(expression: nodes.Node) -> str | None:
    """Return the words or the number that a slot prints by itself, with or without filters; None
    where it prints a name.
    """
    base = _printed(expression)
    if not isinstance(base, nodes.Const):
        return None
    words = "" if _huge(base.value) else str(base.value)[:60]
    return words if words.isprintable() and words else "\u2026"


def _printed(expression: nodes.Node) -> nodes.Node:
    """Return what the filters of an expression are put on."""
    while isinstance(expression, nodes.Filter) and expression.node is not None:
        expression = expression.node
    return expression


def held(tree: nodes.Template) -> list[nodes.For]:
    """Return the loops of a template; raises NotAllowed, with its line, where it holds anything but
    what this page allows.
    """
    loops: list[nodes.For] = []
    waiting: list[tuple[nodes.Node, int]] = [(node, 0) for node in tree.body]
    while waiting:
        node, depth = waiting.pop()
        if not isinstance(node, STATEMENTS) or depth > NESTED:
            raise NotAllowed(
                (
                    "loops and conditions are nested too deeply"
                    if isinstance(node, STATEMENTS)
                    else "it holds what is neither a name, a loop nor a condition"
                ),
                node.lineno or 1,
            )
        for expression in _expressions(node):
            _held(expression)
        if isinstance(node, nodes.For):
            loops.append(node)
            waiting += [(child, depth + 1) for child in node.body]
        if isinstance(node, nodes.If):
            waiting += [(child, depth + 1) for child in (*node.body, *node.else_)]
            waiting += [(child, depth) for child in node.elif_]
    return loops


def _expressions(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the expressions of a statement; what a slot prints and a loop runs over is a name,
    whatever filters follow.
    """
    if isinstance(node, nodes.If):
        yield node.test
    elif isinstance(node, nodes.Output):
        for one in node.nodes:
            if isinstance(one, nodes.TemplateData):
                continue
            if not isinstance(_printed(one), (nodes.Name, nodes.Getattr)):
                raise NotAllowed("it prints what is no name", one.lineno or 1)
            yield one
    elif isinstance(node, nodes.For):
        target, over = node.target, node.iter
        if not (
            isinstance(target, nodes.Name) and isinstance(over, (nodes.Name, nodes.Getattr))
        ) or (node.else_ or node.test or node.recursive):
            raise NotAllowed("it holds a loop over what is no list", node.lineno)
        yield from (target, over)


def _held(expression: nodes.Node) -> None:
    within = _within(expression)
    if within is None:
        raise NotAllowed("it holds brackets or filters without end", expression.lineno or 1)
    for node in within:
        if (
            isinstance(node, nodes.Filter)
            and len(list(_arguments(node))) != len(list(node.iter_child_nodes())) - 1
        ):
            raise NotAllowed(
                f"the filter {node.name} is not used as it should be", node.lineno or 1
            )
        why, _ = why_not(node) if isinstance(node, nodes.Expr) else ("it holds what is no name", "")
        if why:
            raise NotAllowed(why.rstrip("."), node.lineno or 1)


def _arguments(node: nodes.Filter) -> Iterator[str]:
    """Yield the words that are given to a filter."""
    yield from (
        one.value
        for one in node.args
        if isinstance(one, nodes.Const) and isinstance(one.value, str)
    )


def _huge(value: object) -> bool:
    return isinstance(value, int) and value.bit_length() > 64


def _constant(value: object) -> tuple[str, str]:
    """Return why a constant has no place: words of one line that can be seen, true, false and small
    whole numbers have one.
    """
    if isinstance(value, str):
        if len(value) > LONGEST_WORDS:
            return (
                f'"{value[:40]}…" is longer than words in a tag may be.',
                f"Write at most {LONGEST_WORDS} signs.",
            )
        if not value.isprintable() or SIGN.search(value):
            return (
                "a tag holds a sign that cannot be printed.",
                "Delete the words between the quotation marks and type them again.",
            )
    elif (value is not None and not isinstance(value, int)) or _huge(value):
        return "a tag holds a number without end.", NAMES
    return "", ""
