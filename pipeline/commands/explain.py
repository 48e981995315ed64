"""The command that answers a question about one thing: a figure, a ref, a number of the paper."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from pipeline.commands.folders import Folders, inputs_in
from pipeline.commands.options import command_fault, with_folders
from pipeline.commands.outcome import Said
from pipeline.commands.screen import show, tell
from pipeline.english.signs import on_screen
from pipeline.findings.finding import Refused, SettingsRefused

if TYPE_CHECKING:
    from pipeline.commands.inputs import Inputs
    from pipeline.commands.run import Made
    from pipeline.figures.result import Computed
    from pipeline.review.asked import Meant

NARROWEST = 40
"""Columns below which no line is broken any further."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", nargs=-1, required=True)
@with_folders
def explain(folders: Folders, said: Said, what: tuple[str, ...]) -> None:
    """Explain WHAT: a figure by its key or in words (overdue), a ref (WMP-039), or a number that
    the paper prints (3.4).

    A figure with its value, its rule, last meeting's value and each row with its cell; a ref over
    all filed meetings, with where it stands in each paper; a number with the figures and cells in
    it.

    Example: python -m pipeline explain overdue
    """
    from pipeline.commands.codes import refuse
    from pipeline.commands.run import computed

    inputs = inputs_in(folders)
    result = computed(inputs, tell(said))
    desk = _Desk(inputs, result, said)
    one = desk.chosen(" ".join(" ".join(what).split()))
    refuse(result.findings)
    EXPLAINED[one.kind](desk, one.name)


@dataclass
class _Desk:
    """What a question is answered from; the paper is made once it is asked for."""

    inputs: Inputs
    result: Computed
    said: Said
    _made: list[Made | None] = field(default_factory=list)

    @property
    def made(self) -> Made | None:
        """Return the paper that the inputs make now, None where they make none."""
        from pipeline.commands.run import made

        if not self._made:
            try:
                self._made.append(made(self.inputs, tell(self.said), handed_on=False))
            except Refused:
                self._made.append(None)
        return self._made[0]

    def chosen(self, what: str) -> Meant:
        """Return the one thing that is meant; raises SettingsRefused where it is none, or one of
        several.
        """
        from pipeline.review.asked import meant
        from pipeline.review.life import all_refs

        figures = {key: figure.measure for key, figure in self.result.figures.items()}
        refs = all_refs(self.result, self.inputs.filed)
        found = meant(what, figures, refs, self.numbers)
        if len(found) == 1:
            return found[0]
        fault = self.several(what, found) if found else self.none(what, refs)
        raise SettingsRefused([command_fault(*fault, what)], ASK if found else UNKNOWN)

    def numbers(self) -> list[str]:
        """Return the numbers that the paper prints."""
        from pipeline.review.numbered import numbers_in

        return numbers_in(self.made.paper) if self.made else []

    def several(self, what: str, found: list[Meant]) -> tuple[str, str]:
        """Return what to say where several things may be meant, and what to do."""
        from pipeline.review.asked import MOST

        told = [self._named(one) for one in found[:MOST]]
        more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
        first = found[0]
        word = "" if len({one.kind for one in found}) == 1 else f"{KINDS[first.kind]} "
        quoted = f'"{word}{first.name}"' if word or " " in first.name else first.name
        return (
            f"it may be {len(found)} things: {'; '.join(told)}{more}.",
            f"Name one of them: explain {quoted}.",
        )

    def _named(self, one: Meant) -> str:
        if one.kind != "figure":
            return f"{KINDS[one.kind]} {one.name}"
        figure = self.result.figures[one.name]
        value = "no value" if figure.value is None else f"{figure.value:,}"
        return f"{one.name} ({figure.label}: {value})"

    def none(self, what: str, refs: list[str]) -> tuple[str, str]:
        """Return what to say where nothing is called so, and what to do."""
        from pipeline.findings.finding import did_you_mean
        from pipeline.review.asked import nearest

        figures = {key: figure.measure for key, figure in self.result.figures.items()}
        near = nearest(what, figures, refs)
        told = did_you_mean(what, (*figures, *refs)) or (
            f" Did you mean {near[0]}?" if near else ""
        )
        others = [one for one in near if f" {one}?" not in told]
        close = f"Near it are also {', '.join(others)}. " if others else ""
        return (
            f"no figure, no ref and no number of the paper is called so.{told}",
            f"{close}figures.json lists the figures by key.",
        )


ASK = "Nothing was explained: say which of the things above is meant."
UNKNOWN = "Nothing was explained: name a figure, a ref of the workbook or a number of the paper."
KINDS = {"figure": "figure", "ref": "ref", "number": "paragraph"}


def _figure(desk: _Desk, key: str) -> None:
    from pipeline.review.explain import explained

    figure = desk.result.figures[key]
    words_to = desk.result.settings.style.numbers_in_words_to
    desk.said.more["figures"] = [figure.as_json(words_to)]
    _print(desk.said, explained(desk.result, figure, _width()))
    value = "without a value" if figure.value is None else figure.value
    desk.said.outcome = f"Done: {key} is {value}."


def _ref(desk: _Desk, ref: str) -> None:
    from pipeline.review.life import life_of, told

    paper = desk.made.paper if desk.made else None
    life = life_of(ref, desk.result, desk.inputs.filed, paper)
    desk.said.more["explained"] = life.as_json()
    words_to = desk.result.settings.style.numbers_in_words_to
    _print(desk.said, told(life, _width(), words_to))
    past = len(life.stands) - 1
    many = f"{past} filed meeting{'' if past == 1 else 's'} and now" if past else "this workbook"
    desk.said.outcome = f"Done: {ref} in {many}."


def _number(desk: _Desk, number: str) -> None:
    from pipeline.review.numbered import numbered, told

    assert desk.made is not None  # the number was found in it
    found = numbered(number, desk.made.paper, desk.made.emitted, desk.result)
    words_to = desk.result.settings.style.numbers_in_words_to
    desk.said.more["explained"] = found.as_json()
    desk.said.more["figures"] = [figure.as_json(words_to) for _, figure in found.figures]
    _print(desk.said, told(found, desk.result, _width()))
    many = len(found.figures)
    desk.said.outcome = (
        f"Done: {number} holds {many} figure{'' if many == 1 else 's'} of the paper that the inputs"
        " make now."
    )


EXPLAINED: dict[str, Callable[[_Desk, str], None]] = {
    "figure": _figure,
    "ref": _ref,
    "number": _number,
}


def _width() -> int:
    """Return the columns of the terminal, 80 where there is none."""
    return max(shutil.get_terminal_size().columns, NARROWEST)


def _print(said: Said, text: str) -> None:
    if not said.as_json:
        show(on_screen(text))
