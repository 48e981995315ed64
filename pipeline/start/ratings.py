"""The ratings that the paper prints, and which of them each word or colour is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline.settings.model import fold
from pipeline.start.family import Family
from pipeline.start.keys import Value
from pipeline.start.question import (
    NO_RATING,
    NONE,
    Choice,
    Draft,
    Question,
    columns_in,
    counted,
    quoted,
    shortly,
)
from pipeline.start.vocabulary import (
    LIGHTS,
    RATINGS,
    is_unranked,
    rating_of,
    rating_of_colour,
    rating_within,
)

SPARE, MOST_SPARE = 1, 4


def ratings(table: Family, source: Value, draft: Draft) -> None:
    """Ask for the legend and its meanings, and for the rating of each word or colour that is not in
    it.
    """
    if source is False:
        return
    of = next(iter(columns_in(source)), "")
    looks = table.columns.get(of)
    coloured = isinstance(source, dict) and "fill" in source
    legend = {word: means for word, means in (draft.at("rag") or {}).items() if means}
    words: Sequence[tuple[str, int]] = ()
    if looks is not None:
        words = looks.fills if coloured else looks.words
    guess = {word: _rating(word, coloured=coloured) for word, _ in words if word}
    apart = [word for word in guess if not coloured and is_unranked(word)]
    if not legend:
        found = {*guess.values()} - {""}
        found |= set(LIGHTS) if found & set(LIGHTS) else set()
        _legend(sorted(found, key=RATINGS.index), apart, draft)
    known = set(map(fold, legend or [*guess.values(), *apart])) - {""}
    choices = [*(Choice(word, word) for word in legend), Choice(NO_RATING, NO_RATING)]
    for word, count in words:
        told = draft.lists(word, "fills") if coloured else draft.means("rag", word)
        if told or fold(word) in known or (legend and not word):
            continue
        draft.ask(
            Question(
                ("fills", word) if coloured else ("words", "rag", word),
                "Ratings",
                f"Cells filled with {word}: which rating?"
                if coloured
                else f"{of} {quoted(word)}: which rating?",
                counted(count, "row"),
                tuple(choices) if legend else (),
                proposed=_proposed(word, guess, legend),
                of=of,
                ratings=not legend,
                colour=word if coloured else "",
            )
        )


def _proposed(word: str, guess: Mapping[str, str], legend: Collection[str]) -> str:
    """Return the rating that a word or a colour is likely to be: one of the legend, where the
    paper has its legend already.
    """
    meant = guess.get(word, "") if word else NO_RATING
    if not legend or meant == NO_RATING:
        return meant
    return next((rating for rating in legend if fold(rating) == fold(meant)), "")


def _rating(word: str, *, coloured: bool) -> str:
    if coloured:
        return rating_of_colour(word)
    return rating_of(word) or rating_within(word)


def _legend(found: Sequence[str], apart: Sequence[str], draft: Draft) -> None:
    """Ask for the ratings that the paper prints, worst first, and for what each means."""
    slots = [*found, *[NONE] * SPARE] if found else ["", *[NONE] * MOST_SPARE]
    slots += [NONE] * (3 - len(slots))
    numbered = [(str(number), word) for number, word in enumerate(slots, 1)]
    last = [("apart", apart[0] if apart else NONE)] if apart or not found else []
    for slot, word in [*numbered, *last]:
        worst = " (the worst)" if slot == "1" else ""
        draft.ask(
            Question(
                ("legend", slot, "word"),
                "Ratings",
                f"Rating {slot}{worst} that the paper prints"
                if slot != "apart"
                else "A word that is counted by itself, neither better nor worse, as Not graded",
                f"worst first; {NONE} where there are fewer"
                if slot != "apart"
                else NONE + " if none",
                proposed=word,
                free="text",
            )
        )
    for slot, word in [*numbered, *last]:
        draft.ask(
            Question(
                ("legend", slot, "means"),
                "Ratings",
                f"What rating {slot} means, as the paper prints it"
                if slot != "apart"
                else "What the word counted by itself means, as the paper prints it",
                f"for {shortly([word])}" if word and word != NONE else "",
                free="text",
            )
        )
    for word in found:
        draft.write(("rag", word), "", "likely")
