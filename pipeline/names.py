"""Names in prose: titles left alone, abbreviations never written out, one name spelt two ways.

Everything here works on plain strings and hands back `Remark`s; `proofread` turns them into findings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from pipeline.remarks import Remark, words_of
from pipeline.spelling import PLAIN, Use, alike, folded, named, near, one_letter_off, settled, year_of

Tree: TypeAlias = "dict[str, Tree]"
Placed: TypeAlias = "tuple[int, Remark]"
Place: TypeAlias = tuple[str, str]


# ------------------------------------------------------------------------------------------ what is left alone

MASK = "\ufffc"  # neither a letter nor white space, so that no rule sees words on its two sides as neighbours
_PIECE = re.compile(r"\w+|[^\w\s]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+")
_LONGEST_TITLE = 120  # pieces; a longer "title" is somebody's essay and would only cost time


def title_tree(titles: Collection[str]) -> Tree:
    """Return the titles as a tree of their words and marks, in which "" ends a title."""
    tree: Tree = {}
    for title in titles:
        pieces = _PIECE.findall(title.translate(PLAIN))
        branch = tree
        for piece in pieces if len(pieces) <= _LONGEST_TITLE else []:
            branch = branch.setdefault(piece, {})
        if branch is not tree:
            branch[""] = {}
    return tree


def masked(text: str, titles: Tree) -> str:
    """Return the text, equally long, with titles, web and e-mail addresses blotted out.

    A title counts however its white space and quotation marks are typed, but only in its own capitals.
    """
    addressed = "@" in text or "://" in text or "www." in text
    spans = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
    plain = text.translate(PLAIN)
    pieces = _PIECE.findall(plain)
    if titles.keys().isdisjoint(pieces):
        return blotted(text, spans)
    places = [match.span() for match in _PIECE.finditer(plain)]
    at = 0
    while at < len(pieces):
        length = _title_length(pieces, at, titles) if pieces[at] in titles else 0
        if length:
            spans.append((places[at][0], places[at + length - 1][1]))
        at += length or 1
    return blotted(text, spans)


def _title_length(pieces: Sequence[str], at: int, branch: Tree) -> int:
    """Return how many pieces long the longest title is that begins here, or 0."""
    length = 0
    for number, piece in enumerate(pieces[at:at + _LONGEST_TITLE], 1):
        if piece not in branch:
            break
        branch = branch[piece]
        if "" in branch:
            length = number
    return length


def blotted(text: str, spans: Iterable[tuple[int, int]], blot: str = MASK) -> str:
    """Return the text with each span overwritten."""
    kept, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            kept += [text[at:start], blot * (end - start)]
            at = end
    return "".join([*kept, text[at:]])


def starts_sentence(text: str, at: int) -> bool:
    """Return whether a sentence, a line, an item or a quotation begins here."""
    before = text[max(0, at - 8):at].rstrip(" \t\u00a0\"'‘“(•–-")
    return not before or before[-1] in ".!?:;\n"


# ---------------------------------------------------------------------------------------------- abbreviations

_CAPITALS = re.compile(r"(?<![\w&])(?<!\d-)([A-Z]{2,8})s?(?!\w|&|(?:[-/]\w{1,12}){0,3}[-/.]\d)")
_BRACKETED = re.compile(r"\(\s{0,3}(?:the\s{1,3})?[\"'‘“]?([A-Z][A-Za-z]{0,10}[A-Z])s?[\"'’”]?\s{0,3}\)")
_EXPLAINED = re.compile(r"(?<!\w)([A-Z]{2,8})s?\s{1,3}\(([^()]{4,120})\)")
_ROW_OF_CAPITALS = re.compile(r"(?<!\w)[A-Z]++(?:[ \t]{1,3}[A-Z]++(?!\w)){2,}+")
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_UNDERSTOOD = words_of("UK EU US UN BBC NHS MP PDF IT ID TV OK AM PM DNA CCTV TBC")
_EMPHASIS = words_of("""
    ALL AND ANY ARE AS AT BE BOTH BUT BY DO EACH FINAL FOR HIGH IF IN IS LOW MUST NEVER NEW NEXT NO NOT NOTE NOW OF OLD
    ON ONLY OPEN OR SEE STEPS THE TO WILL YES AMBER BLUE DRAFT GREEN RED WHITE""")


def abbreviations(texts: Sequence[str], maskeds: Sequence[str], known: Collection[str]) -> Iterator[Placed]:
    """Yield the first use of each abbreviation that no text writes out, with the number of its text.

    `texts` are whole, for a title may hold the long form; `maskeds` are the same with titles blotted out.
    """
    expanded = {abbreviation.rstrip("s") for abbreviation in known} | _UNDERSTOOD
    long_forms = [list(_long_forms(text)) for text in texts]
    expanded.update(letters for forms in long_forms for _, _, letters in forms)
    for index, (text, forms) in enumerate(zip(maskeds, long_forms, strict=True)):
        for match in _CAPITALS.finditer(_without_shouting(blotted(text, [form[:2] for form in forms]))):
            letters = match[1]
            if letters not in expanded and _is_abbreviation(letters):
                expanded.add(letters)
                yield index, Remark("abbreviation-not-expanded", match.start(), match.end(),
                                    f"{letters} is not written out in full anywhere.",
                                    f"Write the full name at its first use, with ({letters}) after it.")


def _is_abbreviation(letters: str) -> bool:
    if letters in _EMPHASIS or not letters.strip("IVX"):
        return False
    return len(letters) < 6 or sum(letter in "AEIOUY" for letter in letters) / len(letters) < 0.2


def _without_shouting(text: str) -> str:
    """Return the text without what is in capitals only for show: whole lines, and three words or more in a row."""
    lines = [MASK * len(line) if line.isupper() and len(line.split()) > 1 else line for line in text.split("\n")]
    return _ROW_OF_CAPITALS.sub(lambda match: MASK * len(match[0]), "\n".join(lines))


def _long_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each "Long Name (LN)" or "LN (Long Name)": from where to where, and the letters."""
    for match in _BRACKETED.finditer(text):
        left = max(0, match.start() - 160)
        left += max(text[left:match.start()].rfind(mark) for mark in ".!?;:") + 1
        words = list(_WORDS.finditer(text, left, match.start()))[-2 * len(match[1]) - 2:]
        first = _begins([word[0] for word in words], match[1].casefold())
        if first is not None:
            yield words[first].start(), match.end(), match[1].upper()
    for match in _EXPLAINED.finditer(text):
        if _begins(_WORDS.findall(match[2]), match[1].casefold()) == 0:
            yield match.start(), match.end(), match[1]


def _begins(words: Sequence[str], letters: str) -> int | None:
    """Return the number of the word with which a long form of these letters could begin, or None."""
    folded = [word.casefold() for word in words]
    for strict in (True, False):
        for start in range(len(folded) - 1, -1, -1):
            initials = "".join(word[0] for word in folded[start:])
            if initials[0] == letters[0] and _in_order(letters, initials if strict else "".join(folded[start:])) and (
                    strict or 2 * sum(letter in initials for letter in letters) >= len(letters)):
                return start
    return None


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


# ------------------------------------------------------------------------------------------- one name, two ways

_CODE = "name-spelt-two-ways"
_LONGEST_NAME, _LONGEST_WORD = 120, 30  # characters
_ABBREVIATED = re.compile(r"[ \t]\([A-Z]{2,8}s?\)")
_SMALL = words_of("of and for the &")


def spelt_two_ways(maskeds: Sequence[str], places: Sequence[Place], names: Collection[str]) -> Iterator[Placed]:
    """Yield each use of a name that is spelt otherwise than in the settings or in another text.

    `places` gives the file and the cell of each text. Of two spellings the rarer is remarked on, or the later
    where they are equally common.
    """
    rest = []
    for index, text in enumerate(maskeds):
        spans = []
        for name in names:
            for match, same in settled(text, name):
                spans.append(match.span())
                if not same:
                    why = f'its right spelling is "{name}".'
                    yield index, Remark(_CODE, *match.span(), why, f'Write "{name}".', context=False)
        rest.append(_ABBREVIATED.sub(lambda match: " " * len(match[0]), blotted(text, spans)))
    seen = [use for index, text in enumerate(rest) for use in named(index, text)]
    yield from _joined_or_capital(rest, places, seen)
    yield from _one_word_apart(places, seen)
    yield from _one_letter_off(places, seen)
    for use in seen:
        for name in names:
            if _differs_in_a_letter(folded(use.spelling), folded(name)):
                yield use.text, Remark(_CODE, use.start, use.end, f'its right spelling may be "{name}".',
                                       f'Write "{name}" if that is who is meant.', context=False)


def _joined_or_capital(texts: Sequence[str], places: Sequence[Place], seen: Iterable[Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones by capitals, spaces or hyphens only."""
    keys = {"".join(folded(spelling)) for spelling in {use.spelling for use in seen}}
    beginnings = {key[:length]: key[:length] in keys
                  for key in keys if len(key) <= _LONGEST_NAME for length in range(1, len(key) + 1)}
    groups: defaultdict[str, list[Use]] = defaultdict(list)
    for index, text in enumerate(texts):
        for key, use in alike(index, text, beginnings):
            if not _is_generic(use.spelling, starts_sentence(text, use.start)):
                groups[key].append(use)
    for group in groups.values():
        count = Counter(use.spelling for use in group)
        best = max(group, key=lambda use: count[use.spelling])  # the first of several equally common
        yield from (_otherwise(use, best, places) for use in group if use.spelling != best.spelling)


def _is_generic(spelling: str, opens: bool) -> bool:
    """Return whether capitals say nothing here: HOME OFFICE, an HMICFRS update, or what opens a sentence."""
    capitals = [word for word in spelling.split() if not word.islower()]
    return spelling.isupper() or (len(capitals) == 1 and " " in spelling and (capitals[0].isupper() or opens))


def _one_word_apart(places: Sequence[Place], seen: Iterable[Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one near-identical word: Police and Policing."""
    spellings: defaultdict[str, list[Use]] = defaultdict(list)
    for use in seen:
        spellings[use.spelling].append(use)
    groups: defaultdict[tuple[object, ...], defaultdict[str, list[Use]]] = defaultdict(lambda: defaultdict(list))
    for spelling, uses in spellings.items():
        words = folded(spelling)[:-1 if year_of(spelling) else None]
        if sum(word not in _SMALL for word in words) >= 3 and len(words) <= 9:
            for at, word in enumerate(words):
                if len(word) > 4 and word.isalpha():
                    groups[(*words[:at], None, *words[at + 1:], word[:4])][word] += uses
    for group in groups.values():
        common = min(group, key=lambda word: (-len(group[word]), _first(group[word])))
        models = {year_of(use.spelling): use for use in reversed(group[common])}
        for word, uses in group.items():
            if word != common and near(word, common):
                for use in uses:
                    year = year_of(use.spelling)
                    model = models.get(year) or models.get("") or (None if year else group[common][0])
                    if model:
                        yield _otherwise(use, model, places)


def _one_letter_off(places: Sequence[Place], seen: Iterable[Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one letter of one word: "National Crimes Agency"."""
    uses: defaultdict[str, list[Use]] = defaultdict(list)
    for use in seen:
        uses[use.spelling].append(use)
    rank = {spelling: (-len(found), _first(found)) for spelling, found in uses.items()}
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for spelling in uses:
        words = folded(spelling)
        for at, word in enumerate(words if 2 <= len(words) <= 9 else ()):
            if 4 < len(word) < _LONGEST_WORD and word.isalpha():  # words that are a letter off agree once a letter is left out
                for less in {word, *(word[:place] + word[place + 1:] for place in range(len(word)))}:
                    alike[at, *words[:at], None, *words[at + 1:], less].append(spelling)
    models: dict[str, str] = {}
    for group in alike.values():
        best = min(group, key=rank.__getitem__)
        for spelling in group:
            if best != spelling and _differs_in_a_letter(folded(spelling), folded(best)):
                models[spelling] = min(best, models.get(spelling, best), key=rank.__getitem__)
    for spelling, model in models.items():
        yield from (_otherwise(use, uses[model][0], places) for use in uses[spelling])


def _differs_in_a_letter(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether two names of as many words differ in a letter of one long word, and not by a plural at the end."""
    apart = [(at, pair) for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]]
    if len(one) != len(other) or len(apart) != 1 or sum(word not in _SMALL for word in one) < 2:
        return False
    at, words = apart[0]
    plural = at == len(one) - 1 and {words[0] + "s", words[1] + "s"} & set(words)
    return not plural and min(map(len, words)) > 4 and all(map(str.isalpha, words)) and one_letter_off(*words)


def _first(uses: Sequence[Use]) -> tuple[int, int]:
    return min((use.text, use.start) for use in uses)


def _otherwise(use: Use, other: Use, places: Sequence[Place]) -> Placed:
    (file, cell), (own_file, _) = places[other.text], places[use.text]
    where = "the same cell" if use.text == other.text else cell if file == own_file else f"{file}, {cell}"
    remark = Remark(_CODE, use.start, use.end, f'{where} has "{other.spelling}".',
                    "Keep one spelling, after checking which is right.", context=False)
    return use.text, remark
