"""What there is to say of the figures of a paper that people have edited, each where it says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.english.writing import digits
from pipeline.figures.result import Computed
from pipeline.findings.finding import Finding
from pipeline.paper.slots import SLOTS
from pipeline.review.verify.figure_fit import fit
from pipeline.review.verify.figure_places import Stand, Stands
from pipeline.review.verify.places import Places
from pipeline.review.verify.verdict import Code, remark


@dataclass(frozen=True, slots=True)
class FigureRemarks:
    """The figures of the generated paper, whose passages stood at `were`, in the edited one."""

    stands: Stands
    result: Computed
    were: Places
    places: Places

    def manner(self, matching: int) -> Iterator[Finding]:
        """Yield how the figures were looked for, where not by their controls alone.

        `matching` counts those that match.
        """
        stands = self.stands
        by_place = sum(bool(figure.by_place) for figure in stands.sought.values())
        if not stands.ours and 2 * matching < len(stands.sought):
            yield remark(
                "other-paper",
                "It has none of the content controls of this paper, and "
                "most of its figures are not where they should be. Check that this is "
                "the paper of this meeting.",
            )
        elif not stands.controls:
            yield remark(
                "no-controls",
                "The paper has no content controls: its text was copied, "
                "or they were removed. Figures were looked for by their place in the "
                "text, which is less certain.",
            )
        elif not stands.ours:
            yield remark(
                "no-names",
                "The content controls have lost their names, as some programs "
                "do on saving. Figures were looked for by their place in the text.",
            )
        elif by_place:
            yield remark(
                "no-controls",
                "Figures that have lost their content control somewhere: "
                f"{digits(by_place)}. There they were looked for by their place in the "
                "text.",
            )

    def remarks(self, older: set[str]) -> Iterator[Finding]:
        """Yield what there is to say of each figure; those whose tags are `older` moved since."""
        for tag, figure in self.stands.sought.items():
            key = self.stands.key_of(tag)
            called = self._called(key)
            wrong = [stand for stand in figure.told if stand.fit == "wrong" and not stand.seen]
            behind = wrong if tag in older else []
            if behind:
                yield self._older(key, called, behind)
            for stand in figure.told:
                if stand not in behind:
                    yield from self._told(key, called, stand)
            for stand in figure.doubtful:
                yield self._doubtful(key, called, stand)
            if not figure.told and not figure.doubtful:
                control, passage = figure.printed[0]
                yield remark(
                    "gone",
                    f'{called}, "{control.text}", is nowhere in this paper. Leave it so '
                    "only if you mean to.",
                    f"was at {self.were.of(passage)}",
                    key,
                    "",
                    control.text,
                )

    def _older(self, key: str, called: str, behind: Sequence[Stand]) -> Finding:
        """Return what to say of a figure that moved since the paper was made, where it is
        `behind`.
        """
        stand, expected = behind[0], _form_like(behind[0].forms, behind[0].text)
        more = f" (in {len(behind)} places)" if len(behind) > 1 else ""
        return self._remark(
            "older",
            key,
            stand,
            expected,
            f'{called} says "{stand.text}"'
            f'{more}; the inputs give "{expected}" since. Run report '
            "again, or correct it in Word.",
        )

    def _doubtful(self, key: str, called: str, stand: Stand) -> Finding:
        """Return what to say of words that may be a figure."""
        expected = _form_like(stand.forms, stand.text)
        return self._remark(
            "unsure",
            key,
            stand,
            expected,
            f"{called} may be what now says "
            f'"{stand.text}", but the sentence was reworded and lost its '
            "content control, so this is not certain. The inputs give "
            f'"{expected}": check it.',
        )

    def _remark(self, code: Code, key: str, stand: Stand, expected: str, message: str) -> Finding:
        return remark(code, message, self.places.of(stand.passage), key, stand.text, expected)

    def _emptied(self, key: str, called: str, stand: Stand) -> Finding:
        """Return what to say of a figure whose words were deleted."""
        expected = stand.forms[0]
        return remark(
            "emptied",
            f"{called} was deleted, and an empty space is left. Type "
            f'"{expected}" there, or delete the sentence.',
            self.places.of(stand.passage),
            key,
            "",
            expected,
        )

    def _told(self, key: str, called: str, stand: Stand) -> Iterator[Finding]:
        """Yield what there is to say of a figure in one place."""
        expected = _form_like(stand.forms, stand.text)
        if not stand.text.strip():
            yield self._emptied(key, called, stand)
        elif stand.seen:
            yield remark(
                "changed",
                f'{called} reads "{stand.seen}", because something was typed '
                f'right beside it; the inputs give "{expected}". Delete what was typed '
                "beside it.",
                self.places.of(stand.passage),
                key,
                stand.seen,
                expected,
            )
        elif stand.fit == "wrong":
            yield self._remark(
                "changed",
                key,
                stand,
                expected,
                f'{called} says "{stand.text}"; '
                f'the inputs give "{expected}". Type "{expected}" there, or '
                "correct the workbook and run report again.",
            )
        elif stand.fit == "reworded":
            yield self._remark(
                "reworded",
                key,
                stand,
                expected,
                f'{called} says "{stand.text}" '
                f'where the inputs give "{expected}": the number is right, words '
                "were added to it. Check that they are true of it.",
            )

    def left_over(self) -> Iterator[Finding]:
        """Yield what controls of this program say that the generated paper does not have."""
        ratings = self.result.settings.ratings
        for control, passage in self.stands.left_over:
            key = self.stands.key_of(control.tag)
            figure = self.result.figures.get(key)
            expected = "" if figure is None or figure.value is None else digits(figure.value)
            about = figure.measure if figure else None
            if expected and fit(about, expected, control.text, ratings) != "wrong":
                continue
            tells = (
                f'the inputs give "{expected}". Correct it in Word.'
                if expected
                else (
                    "the paper that the inputs make does not have it. Delete it, or run report "
                    "again."
                )
            )
            yield remark(
                "left-over",
                f'{self._called(key)} says "{control.text}"; {tells}',
                self.places.of(passage),
                key,
                control.text,
                expected,
            )

    def _called(self, key: str) -> str:
        """Return what a figure is called, in words, with its key."""
        figure = self.result.figures.get(key)
        if figure:
            return f"{figure.label} ({key})"
        parts = key.split(":")
        if len(parts) > 2:
            return f"The {parts[-1].replace('_', ' ')} of {':'.join(parts[1:-1])} ({key})"
        means = SLOTS[key].means.partition(";")[0] if key in SLOTS else ""
        return f"{means[0].upper()}{means[1:]} ({key})" if means else key


def _form_like(forms: Sequence[str], text: str) -> str:
    """Return the one of several forms that is nearest to the text."""

    def likeness(form: str) -> tuple[bool, bool]:
        letters = [any(map(str.isalpha, one)) for one in (form, text)]
        return len(form.split()) == len(text.split()), letters[0] == letters[1]

    return max(forms, key=likeness)
