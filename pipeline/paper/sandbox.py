"""The sandbox that templates run in: what a tag may ask, what may be printed, and what is noted of
all that is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.paper import grammar, marks
from pipeline.paper.abbreviations import Abbreviations
from pipeline.paper.filters import filters
from pipeline.paper.marks import Emitted
from pipeline.paper.named_values import Day, Number, Place, Span, Stated
from pipeline.paper.rows import Row, Rows
from pipeline.paper.whole_tags import TAG

LONGEST = 64 * 2**20
"""The signs of a filled part: some twenty times those of 1,000 rows."""
MOST_LINES = 10_000
"""The lines that cells may have in a paper, besides the first of each: 220 pages of them."""
IN_CELL = "in_cell"
"""The filter that `cells` puts on a bare slot; in a template it is told as one that is not there.
"""
TURNS = 250_000
"""How often the loops of a paper may turn in all; 10,000 rows in each of the lists of the house
template take some 60,000.
"""


class _Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox in which nothing is evaluated but what `grammar` allows, and a dot reads a row's
    own slots.

    Whatever Jinja is to run comes through `_parse`. Beneath it nothing is called, no sum is done,
    no index looked up, even if the grammar had a hole.
    """

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    intercepted_unops = frozenset(ImmutableSandboxedEnvironment.default_unop_table)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a source; raises NotAllowed where it holds what no template may,
        TemplateSyntaxError elsewhere.
        """
        try:
            tree = super()._parse(source, name, filename)
        except (RecursionError, ValueError, OverflowError) as error:
            raise grammar.NotAllowed("it holds brackets or a number without end", 1) from error
        for loop in grammar.held(tree):
            loop.iter = nodes.Filter(
                loop.iter, grammar.ROWS, [], [], None, None, lineno=loop.lineno, environment=self
            )
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a slot of a row: `row.update` is a text, and not what every mapping can do."""
        return (
            obj[attribute]
            if isinstance(obj, (dict, Row)) and attribute in obj
            else self.undefined(obj=obj, name=attribute)
        )

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return nothing: a template has no indexes."""
        raise SecurityError("a template looks nothing up by an index")

    def is_safe_callable(self, obj: Any) -> bool:
        """Return that nothing may be called; filters are no calls."""
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return that nothing of Python's own may be read."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Do no sum."""
        raise SecurityError("a template does no sums")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """Do no sum."""
        raise SecurityError("a template does no sums")

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Return the XML of a part with the words of its tags as they were typed: "Q1 & Q2" in a
        label is no entity.
        """
        plain = TAG.sub(
            lambda tag: tag[0].replace("&quot;", '"').replace("&apos;", "'").replace("&amp;", "&"),
            source,
        )
        return super().preprocess(plain, name, filename)


class NoValue(TemplateError):
    """A slot that has no value in this paper, such as a comparison on a first paper."""


class TooManyLines(Exception):
    """The cells that are printed have more lines than a paper can: the source of the longest cell
    and its lines, and of all.
    """

    def __init__(self, longest: Emitted, lines: int) -> None:
        super().__init__(f"{lines} lines")
        self.source, self.longest, self.lines = longest.source, len(longest.lines), lines


class NotFilled(TemplateError):
    """A part that cannot be filled, by its name in the file."""

    def __init__(self, part: str, error: Exception) -> None:
        super().__init__(str(error))
        self.part = part


class _Printing:
    """What one paper prints and how often its loops turn: told as text, noted, and bounded.

    What is printed is appended to `emitted`, and to `loose` what holds a number of nobody.
    """

    def __init__(
        self, words_to: int, emitted: list[Emitted] | None, loose: list[str] | None
    ) -> None:
        self.filters = filters(words_to)
        self.emitted, self.loose = emitted, loose
        self.turns = self.lines = 0

    def printed(self, value: Any) -> str:
        """Return what a slot prints, noted; raises NoValue where that is no text."""
        stated = isinstance(value, (Place, Stated))
        text = self._text(value)
        if self.emitted is not None:
            self._note(text, self.emitted)
        if self.loose is not None and not stated:
            left = marks.unowned(text).strip()
            if left and grammar.has_number(left):
                self.loose.append(left)
        return text

    def _text(self, value: Any) -> str:
        """Return a value of any kind that can be printed as the text that is printed."""
        if type(value) is str:
            return value
        if isinstance(value, (Span, Abbreviations)):
            return value.told()
        if isinstance(value, Day):
            return self.filters["date"].made(value)  # type: ignore[no-any-return]
        if isinstance(value, Number) or (isinstance(value, int) and not isinstance(value, bool)):
            return self.filters["number"].made(value)  # type: ignore[no-any-return]
        if isinstance(value, str):
            return value
        raise NoValue(
            "it has no value in this paper"
            if value is None
            else "it is a list or a condition, not a text"
        )

    def _note(self, text: str, emitted: list[Emitted]) -> None:
        """Note the cells and figures of a text; raises TooManyLines with the line too many."""
        fresh = tuple(marks.emitted(text))
        emitted.extend(fresh)
        self.lines += sum(len(one.lines) - 1 for one in fresh if not one.figure)
        if self.lines > MOST_LINES:
            raise TooManyLines(
                max((one for one in emitted if not one.figure), key=lambda one: len(one.lines)),
                self.lines,
            )

    def in_cell(self, value: Any) -> Any:
        """Return a number in digits, and all else as it is."""
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        return self.filters["digits"].made(value)

    def rows(self, value: Any) -> Any:
        """Return what a loop runs over: rows of ours, and not more of them than a paper can
        have.
        """
        if not isinstance(value, (list, tuple, Rows)):
            raise NoValue("a loop runs over a list, and this is none")
        self.turns += len(value)
        if self.turns > TURNS:
            raise NoValue(f"its loops turn more than {TURNS} times")
        return value


def _joined(pieces: Iterable[str]) -> str:
    """Return the pieces of a filled part as one text, of a length that is bounded."""
    found, signs = [], 0
    for piece in pieces:
        signs += len(piece)
        if signs > LONGEST:
            raise NoValue(f"it would print more than {LONGEST} signs")
        found.append(piece)
    return "".join(found)


def environment(
    words_to: int, emitted: list[Emitted] | None = None, loose: list[str] | None = None
) -> ImmutableSandboxedEnvironment:
    """Return the sandbox that templates run in: strict, escaped, with our filters only, for one
    paper.

    What the template prints is appended to `emitted`, and to `loose` what holds a number of nobody.
    """
    printing = _Printing(words_to, emitted, loose)
    sandbox = _Sandbox(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printing.printed,
        keep_trailing_newline=True,
        optimized=False,
    )
    sandbox.concat = _joined  # type: ignore[method-assign]
    sandbox.filters = {
        grammar.ROWS: printing.rows,
        IN_CELL: printing.in_cell,
        **{name: entry.made for name, entry in printing.filters.items()},
    }
    sandbox.tests.clear()
    sandbox.globals.clear()
    return sandbox
