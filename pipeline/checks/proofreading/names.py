"""One name spelt two ways, in one text or in several."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

from pipeline.checks.proofreading.masking import blotted, starts_sentence
from pipeline.checks.proofreading.slip import Placed, Slip
from pipeline.checks.proofreading.spelling import (
    Use,
    alike,
    folded,
    may_name,
    named,
    near,
    one_letter_off,
    settled,
    year_of,
)
from pipeline.english.reading import small, words_of

Place: TypeAlias = tuple[str, str]

_CODE = "name-spelt-two-ways"
_LONGEST_NAME, _LONGEST_WORD = 120, 30  # characters
_ABBREVIATED = re.compile(r"[ \t]\([A-Z]{2,8}s?\)")
_SMALL = words_of("of and for the &")


def spelt_two_ways(
    maskeds: Sequence[str], places: Sequence[Place], names: Collection[str]
) -> Iterator[Placed]:
    """Yield each use of a name that is spelt otherwise than in the settings or in another text.

    `places` gives the file and the cell of each text. Of two spellings the rarer is remarked on, or
    the later where they are equally common.
    """
    rest = []
    for index, text in enumerate(maskeds):
        spans = []
        for match, name, same in _of_settings(text, names):
            spans.append(match.span())
            if not same:
                why = f'its right spelling is "{name}".'
                yield index, Slip(_CODE, *match.span(), why, f'Write "{name}".', context=False)
        if spans:
            text = blotted(text, spans)
        if "(" in text:
            text = _ABBREVIATED.sub(lambda match: " " * len(match[0]), text)
        rest.append(text)
    seen = [use for index, text in enumerate(rest) for use in named(index, text)]
    yield from _joined_or_capital(rest, places, seen)
    uses: defaultdict[str, list[Use]] = defaultdict(list)
    for use in seen:
        uses[use.spelling].append(use)
    yield from _one_word_apart(places, uses)
    yield from _one_letter_off(places, uses)
    for use, name in product(seen, names):
        if _differs_in_a_letter(folded(use.spelling), folded(name)):
            why, remedy = (
                f'its right spelling may be "{name}".',
                f'Write "{name}" if that is who is meant.',
            )
            yield use.text, Slip(_CODE, use.start, use.end, why, remedy, context=False)


def _of_settings(text: str, names: Iterable[str]) -> Iterator[tuple[re.Match[str], str, bool]]:
    """Yield each use of a name from the settings, with the name and whether it is spelt right."""
    smalls = small(text)
    for name in names:
        for match, same in settled(text, name) if may_name(smalls, name) else ():
            yield match, name, same


def _joined_or_capital(
    texts: Sequence[str], places: Sequence[Place], seen: Iterable[Use]
) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones by capitals, spaces or hyphens only."""
    keys = {"".join(folded(spelling)) for spelling in {use.spelling for use in seen}}
    beginnings = {
        key[:length]: key[:length] in keys
        for key in keys
        if len(key) <= _LONGEST_NAME
        for length in range(1, len(key) + 1)
    }
    groups: defaultdict[str, list[Use]] = defaultdict(list)
    for index, text in enumerate(texts):
        for key, use in alike(index, text, beginnings):
            if not _is_generic(use.spelling, starts_sentence(text, use.start)):
                groups[key].append(use)
    for group in groups.values():
        count = Counter(use.spelling for use in group)
        best = max(
            group, key=lambda use: count[use.spelling]
        )  # the first of several equally common
        yield from (_otherwise(use, best, places) for use in group if use.spelling != best.spelling)


def _is_generic(spelling: str, opens: bool) -> bool:
    """Return whether capitals say nothing here: HOME OFFICE, an HMICFRS update, or what opens a
    sentence.
    """
    capitals = [word for word in spelling.split() if not word.islower()]
    return spelling.isupper() or (
        len(capitals) == 1 and " " in spelling and (capitals[0].isupper() or opens)
    )


def _one_word_apart(
    places: Sequence[Place], spellings: Mapping[str, list[Use]]
) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one near-identical word: Police and
    Policing.
    """
    groups: defaultdict[tuple[object, ...], defaultdict[str, list[Use]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for spelling, uses in spellings.items():
        words = folded(spelling)[: -1 if year_of(spelling) else None]
        if sum(word not in _SMALL for word in words) >= 3 and len(words) <= 9:
            for at, word in enumerate(words):
                if len(word) > 4 and word.isalpha():
                    groups[(*words[:at], None, *words[at + 1 :], word[:4])][word] += uses
    for group in groups.values():
        common = min(group, key=lambda word: (-len(group[word]), _first(group[word])))
        models = {year_of(use.spelling): use for use in reversed(group[common])}
        for word, uses in group.items():
            if word != common and near(word, common):
                for use in uses:
                    year = year_of(use.spelling)
                    model = (
                        models.get(year) or models.get("") or (None if year else group[common][0])
                    )
                    if model:
                        yield _otherwise(use, model, places)


def _one_letter_off(places: Sequence[Place], uses: Mapping[str, list[Use]]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one letter of one word: "National Crimes
    Agency".
    """
    rank = {spelling: (-len(found), _first(found)) for spelling, found in uses.items()}
    groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for spelling in uses:
        words = folded(spelling)
        for at, word in enumerate(words if 2 <= len(words) <= 9 else ()):
            if (
                4 < len(word) < _LONGEST_WORD and word.isalpha()
            ):  # words that are a letter off agree once a letter is left out
                for less in {
                    word,
                    *(word[:place] + word[place + 1 :] for place in range(len(word))),
                }:
                    groups[at, *words[:at], None, *words[at + 1 :], less].append(spelling)
    models: dict[str, str] = {}
    for group in groups.values():
        best = min(group, key=rank.__getitem__)
        for spelling in group:
            if best != spelling and _differs_in_a_letter(folded(spelling), folded(best)):
                models[spelling] = min(best, models.get(spelling, best), key=rank.__getitem__)
    for spelling, model in models.items():
        yield from (_otherwise(use, uses[model][0], places) for use in uses[spelling])


def _differs_in_a_letter(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two names of as many words differ in a letter of one long word, and not by a
    plural at the end.
    """
    apart = [
        (at, pair) for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]
    ]
    if len(one) != len(other) or len(apart) != 1 or sum(word not in _SMALL for word in one) < 2:
        return False
    at, words = apart[0]
    plural = at == len(one) - 1 and {words[0] + "s", words[1] + "s"} & set(words)
    return (
        not plural
        and min(map(len, words)) > 4
        and all(map(str.isalpha, words))
        and one_letter_off(*words)
    )


def _first(uses: Sequence[Use]) -> tuple[int, int]:
    return min((use.text, use.start) for use in uses)


def _otherwise(use: Use, other: Use, places: Sequence[Place]) -> Placed:
    (file, cell), (own_file, _) = places[other.text], places[use.text]
    where = (
        "the same cell"
        if use.text == other.text
        else cell
        if file == own_file
        else f"{file}, {cell}"
    )
    slip = Slip(
        _CODE,
        use.start,
        use.end,
        f'{where} has "{other.spelling}".',
        "Keep one spelling, after checking which is right.",
        context=False,
    )
    return use.text, slip
