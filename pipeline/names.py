"""Names in prose: titles left alone, abbreviations never written out, one name spelt two ways.

Everything here works on plain strings and hands back `Remark`s; `proofread` turns them into findings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeAlias

Tree: TypeAlias = "dict[str, Tree]"
Placed: TypeAlias = "tuple[int, Remark]"
Place: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Remark:
    """What is amiss from `start` to `end` of one text; `context` is false where its neighbours need no quoting."""

    code: str
    start: int
    end: int
    why: str
    remedy: str
    context: bool = True


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a name: in which text, from where to where, and how it is spelt."""

    index: int
    start: int
    end: int
    spelling: str


def words_of(text: str) -> frozenset[str]:
    """Return the words of a list written with spaces."""
    return frozenset(text.split())


# ------------------------------------------------------------------------------------------ what is left alone

MASK = "\ufffc"  # neither a letter nor white space, so that no rule sees words on its two sides as neighbours
_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
_PIECE = re.compile(r"\w+|[^\w\s]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+")
_LONGEST_TITLE = 120  # pieces; a longer "title" is somebody's essay and would only cost time


def title_tree(titles: Collection[str]) -> Tree:
    """Return the titles as a tree of their words and marks, in which "" ends a title."""
    tree: Tree = {}
    for title in titles:
        pieces = _PIECE.findall(title.translate(_PLAIN))
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
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    pieces = list(_PIECE.finditer(text.translate(_PLAIN))) if titles else []
    at = 0
    while at < len(pieces):
        branch, length = titles, 0
        for ahead in range(at, min(at + _LONGEST_TITLE, len(pieces))):
            following = branch.get(pieces[ahead][0])
            if following is None:
                break
            branch = following
            if "" in branch:
                length = ahead - at + 1
        if length:
            spans.append((pieces[at].start(), pieces[at + length - 1].end()))
        at += length or 1
    return blotted(text, spans)


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
_EMPHASIS = words_of("""NOT NO MUST ALL AND OR ONLY THE IS ARE TO OF IN ON BY IF AS AT BE DO NEW OLD YES SEE NOTE NEVER WILL RED AMBER
    GREEN BLUE WHITE OPEN HIGH LOW DRAFT FINAL NEXT STEPS ANY BUT FOR BOTH EACH NOW""")


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
    return len(letters) < 6 or sum(letter in "AEIOU" for letter in letters) / len(letters) < 0.3


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
_GAP = r"(?:[ \t\u00a0]{1,14}|-)"
_CAPITALISED = r"[A-Z][\w’']*+"
_NAME = re.compile(rf"(?<![\w'’-]){_CAPITALISED}"
                   rf"(?:{_GAP}(?:(?:of|and|for|the|&){_GAP}){{0,2}}(?:{_CAPITALISED}|[0-9]{{1,4}}(?!\w)))*")
_JOINT = re.compile(rf"{_GAP}(?:and|&){_GAP}")
_BETWEEN = re.compile(_GAP)
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_ABBREVIATED = re.compile(r"[ \t]\([A-Z]{2,8}s?\)")
_SMALL = words_of("of and for the &")
_OPENERS = re.compile(rf"""(?:The|A|An|In|On|At|For|This|That|These|Those|Since|Although|While|When|As|Both|Each|All|After
    |Before|During|Following|Under|By|From|To|With|If|No|Not|It|They|We|He|She|But|And|Or|So|One|Two|Three){_GAP}""", re.VERBOSE)
_MONTH = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def spelt_two_ways(maskeds: Sequence[str], places: Sequence[Place], names: Collection[str]) -> Iterator[Placed]:
    """Yield each use of a name that is spelt otherwise than in the settings or in another text.

    `places` gives the file and the cell of each text. Of two spellings the rarer is remarked on, or the later
    where they are equally common.
    """
    rest = []
    for index, text in enumerate(maskeds):
        spans = []
        for name in names:
            for match, same in _settled(text, name):
                spans.append(match.span())
                if not same:
                    why = f'its right spelling is "{name}".'
                    yield index, Remark(_CODE, *match.span(), why, f'Write "{name}".', context=False)
        rest.append(_ABBREVIATED.sub(lambda match: " " * len(match[0]), blotted(text, spans)))
    seen = [use for index, text in enumerate(rest) for use in _uses(index, text)]
    yield from _joined_or_capital(rest, places, seen)
    yield from _one_word_apart(places, seen)


def _settled(text: str, name: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield each use of a name from the settings in whatever capitals and spacing, and whether it is right."""
    pattern = _loosely(name)
    for match in pattern.finditer(text) if pattern else ():
        same = " ".join(match[0].translate(_PLAIN).split()) == " ".join(name.translate(_PLAIN).split())
        # "West Midlands police officers" are officers of the police of the West Midlands: nothing is misspelt.
        if same or not re.match(r"\s+(?:officers?|staff)\b", text[match.end():match.end() + 12]):
            yield match, same


@lru_cache(maxsize=64)
def _loosely(name: str) -> re.Pattern[str] | None:
    pieces = re.findall(r"[A-Z]+(?![^\W\d_A-Z])|[A-Z]?[^\W\d_A-Z]+|\d+|[^\w\s-]", name.translate(_PLAIN))
    if sum(piece[0].isalpha() for piece in pieces) < 2:
        return None  # one plain word, such as Cabinet, may also be an ordinary noun
    either = {"&": "(?:&|and)", "and": "(?:&|and)", "'": "['’]"}
    loose = r"[\s-]{0,3}".join(either.get(piece.lower(), re.escape(piece)) for piece in pieces)
    return re.compile(rf"(?<!\w){loose}(?!\w)", re.IGNORECASE)


def _uses(index: int, text: str) -> Iterator[_Use]:
    """Yield the names in a text: two capitalised words or more, whole and split at "and", or one LikeThis."""
    for match in _NAME.finditer(text):
        start = match.start()
        while opener := _OPENERS.match(text, start, match.end()):
            start = opener.end()
        joints = [(joint.start(), joint.end()) for joint in _JOINT.finditer(text, start, match.end())]
        edges = [start, *(edge for joint in joints for edge in joint), match.end()]
        whole = [(start, match.end())] if joints else []
        for begin, end in [*whole, *zip(edges[::2], edges[1::2], strict=True)]:
            spelling = _spelling(text[begin:end])
            if re.search("[ -]|[a-z][A-Z]", spelling) and not _MONTH.search(spelling):
                yield _Use(index, begin, end, spelling)


def _spelling(name: str) -> str:
    return re.sub("'s?$", "", " ".join(name.translate(_PLAIN).split()))


def _fold(word: str) -> str:
    return "and" if word == "&" else word.translate(_PLAIN).casefold().removesuffix("'s")


def _joined_or_capital(texts: Sequence[str], places: Sequence[Place], seen: Iterable[_Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones by capitals, spaces or hyphens only."""
    keys = {"".join(map(_fold, _TOKEN.findall(use.spelling))) for use in seen}
    groups: defaultdict[str, list[_Use]] = defaultdict(list)
    for index, text in enumerate(texts):
        for key, use in _found(index, text, keys):
            sentence_case = use.spelling[1:] == use.spelling[1:].lower() and starts_sentence(text, use.start)
            if not (use.spelling.isupper() or sentence_case):
                groups[key].append(use)
    for group in groups.values():
        count = Counter(use.spelling for use in group)
        best = max(group, key=lambda use: count[use.spelling])  # the first of several equally common
        yield from (_otherwise(use, best, places) for use in group if use.spelling != best.spelling)


def _found(index: int, text: str, keys: Collection[str]) -> Iterator[tuple[str, _Use]]:
    """Yield the longest name at each capital letter, however it is joined and capitalised further on."""
    words = list(_TOKEN.finditer(text))
    at = 0
    while at < len(words):
        last, found, key = at, "", ""
        for ahead in range(at, min(at + 9, len(words)) if text[words[at].start()].isupper() else at):
            if ahead > at and not _BETWEEN.fullmatch(text, words[ahead - 1].end(), words[ahead].start()):
                break
            key += _fold(words[ahead][0])
            if key in keys:
                last, found = ahead, key
        if found:
            start, end = words[at].start(), words[last].end()
            yield found, _Use(index, start, end, _spelling(text[start:end]))
        at = last + 1


def _one_word_apart(places: Sequence[Place], seen: Iterable[_Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one near-identical word: Police and Policing."""
    groups: defaultdict[tuple[object, ...], defaultdict[str, list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for use in seen:
        words = [_fold(word) for word in _TOKEN.findall(use.spelling)]
        if _year(use):
            words.pop()
        if sum(word not in _SMALL for word in words) >= 3 and len(words) <= 9:
            for at, word in enumerate(words):
                if len(word) > 4 and word.isalpha():
                    groups[(*words[:at], None, *words[at + 1:], word[:4])][word].append(use)
    for group in groups.values():
        common = max(group, key=lambda word: len(group[word]))
        models: dict[str, _Use] = {}
        for other in group[common]:
            models.setdefault(_year(other), other)
        for uses in [group[word] for word in group if word != common and _near(word, common)]:
            for use in uses:
                alike = models.get(_year(use)) or models.get("") or (None if _year(use) else group[common][0])
                if alike:
                    yield _otherwise(use, alike, places)


def _year(use: _Use) -> str:
    """Return the year with which the name of an Act ends, or nothing."""
    return use.spelling[-4:] if re.search(" [0-9]{4}$", use.spelling) else ""


def _near(one: str, other: str) -> bool:
    """Return whether two words look like one word misremembered, and not a plural or Inspector(ate)."""
    return not (one.startswith(other) or other.startswith(one)) and SequenceMatcher(None, one, other).ratio() >= 0.7


def _otherwise(use: _Use, other: _Use, places: Sequence[Place]) -> Placed:
    (file, cell), (own_file, _) = places[other.index], places[use.index]
    where = "the same cell" if use.index == other.index else cell if file == own_file else f"{file}, {cell}"
    remark = Remark(_CODE, use.start, use.end, f'{where} has "{other.spelling}".',
                    "Keep one spelling, after checking which is right.", context=False)
    return use.index, remark
