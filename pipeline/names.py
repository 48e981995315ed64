"""Names in prose: titles left alone, abbreviations never written out, one name spelt two ways.

Everything here works on plain strings and hands back `Remark`s; `proofread` turns them into findings.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple, TypeAlias

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


class _Use(NamedTuple):
    """One use of a name: in which text, from where to where, and how it is spelt."""

    text: int
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
    addressed = "@" in text or "://" in text or "www." in text
    spans = [match.span() for match in _ADDRESS.finditer(text)] if addressed else []
    plain = text.translate(_PLAIN)
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
_GAP = r"(?:[ \t\u00a0]{1,14}|-)"
_CAPITALISED = r"[A-Z][\w’']*+"
_NAME = re.compile(rf"(?<![\w'’-]){_CAPITALISED}"
                   rf"(?:{_GAP}(?:(?:of|and|for|&){_GAP}(?:the{_GAP})?)?(?:{_CAPITALISED}|[0-9]{{1,4}}(?!\w)))*")
_JOINT = re.compile(rf"{_GAP}(?:and|&){_GAP}")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_CAPITAL = re.compile(r"(?<![\w'’])([A-Z][^\W_]*(?:['’][^\W_]+)*)")
_FOLLOWING = re.compile(rf"{_GAP}({_TOKEN.pattern})")
_JOINED = re.compile("[ -]|[a-z][A-Z]")
_LONGEST_NAME = 120  # characters
_ABBREVIATED = re.compile(r"[ \t]\([A-Z]{2,8}s?\)")
_SMALL = words_of("of and for the &")
_OPENERS = re.compile(
    "(?:The|A|An|In|On|At|For|This|That|These|Those|Since|Although|While|When|As|Both|Each|All|After|Before|During|"
    "Following|Under|By|From|To|With|If|No|Not|It|They|We|He|She|But|And|Or|So|One|Two|Three)[ \t\u00a0-]+")
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
        same = match[0] == name or _spelling(match[0]) == _spelling(name)
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
        for begin, end, spelling in _parts(match[0]):
            yield _Use(index, match.start() + begin, match.start() + end, spelling)


@lru_cache(maxsize=4096)
def _parts(name: str) -> tuple[tuple[int, int, str], ...]:
    start = 0
    while opener := _OPENERS.match(name, start):
        start = opener.end()
    joints = [joint.span() for joint in _JOINT.finditer(name, start)]
    edges = [start, *(edge for joint in joints for edge in joint), len(name)]
    spans = ([(start, len(name))] if joints else []) + list(zip(edges[::2], edges[1::2], strict=True))
    parts = [(begin, end, _spelling(name[begin:end])) for begin, end in spans]
    return tuple(part for part in parts if _JOINED.search(part[2]) and not _MONTH.search(part[2]))


@lru_cache(maxsize=4096)
def _spelling(name: str) -> str:
    return " ".join(name.replace("’", "'").split()).removesuffix("'").removesuffix("'s")


@lru_cache(maxsize=4096)
def _fold(word: str) -> str:
    return "and" if word == "&" else word.replace("’", "'").casefold()


def _joined_or_capital(texts: Sequence[str], places: Sequence[Place], seen: Iterable[_Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones by capitals, spaces or hyphens only."""
    keys = {"".join(map(_fold, _TOKEN.findall(spelling))) for spelling in {use.spelling for use in seen}}
    beginnings = {key[:length]: key[:length] in keys
                  for key in keys if len(key) <= _LONGEST_NAME for length in range(1, len(key) + 1)}
    groups: defaultdict[str, list[_Use]] = defaultdict(list)
    for index, text in enumerate(texts):
        for key, use in _found(index, text, beginnings):
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


def _found(index: int, text: str, beginnings: Mapping[str, bool]) -> Iterator[tuple[str, _Use]]:
    """Yield the longest name at each capital letter, however it is joined and capitalised further on."""
    past = 0
    for capital in _CAPITAL.finditer(text):
        word: re.Match[str] | None = capital
        key = found = ""
        while word and capital.start() >= past:
            key += _fold(word[1])
            if beginnings.get(key.removesuffix("'s")):
                found, end = key.removesuffix("'s"), word.end()
            if key not in beginnings:
                break
            word = _FOLLOWING.match(text, word.end())
        if found:
            past = end
            yield found, _Use(index, capital.start(), end, _spelling(text[capital.start():end]))


def _one_word_apart(places: Sequence[Place], seen: Iterable[_Use]) -> Iterator[Placed]:
    """Yield the uses that differ from commoner ones in one near-identical word: Police and Policing."""
    spellings: defaultdict[str, list[_Use]] = defaultdict(list)
    for use in seen:
        spellings[use.spelling].append(use)
    groups: defaultdict[tuple[object, ...], defaultdict[str, list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for spelling, uses in spellings.items():
        words = [_fold(word) for word in _TOKEN.findall(spelling)][:-1 if _year(spelling) else None]
        if sum(word not in _SMALL for word in words) >= 3 and len(words) <= 9:
            for at, word in enumerate(words):
                if len(word) > 4 and word.isalpha():
                    groups[(*words[:at], None, *words[at + 1:], word[:4])][word] += uses
    for group in groups.values():
        common = min(group, key=lambda word: (-len(group[word]), _first(group[word])))
        models = {_year(use.spelling): use for use in reversed(group[common])}
        for word, uses in group.items():
            if word != common and _near(word, common):
                for use in uses:
                    year = _year(use.spelling)
                    model = models.get(year) or models.get("") or (None if year else group[common][0])
                    if model:
                        yield _otherwise(use, model, places)


def _first(uses: Sequence[_Use]) -> tuple[int, int]:
    return min((use.text, use.start) for use in uses)


def _year(spelling: str) -> str:
    """Return the year with which the name of an Act ends, or nothing."""
    return spelling[-4:] if spelling[-4:].isdecimal() and spelling[-5:-4] == " " else ""


def _near(one: str, other: str) -> bool:
    """Return whether two words look like one word misremembered, and not a plural or Inspector(ate)."""
    return not (one.startswith(other) or other.startswith(one)) and SequenceMatcher(None, one, other).ratio() >= 0.7


def _otherwise(use: _Use, other: _Use, places: Sequence[Place]) -> Placed:
    (file, cell), (own_file, _) = places[other.text], places[use.text]
    where = "the same cell" if use.text == other.text else cell if file == own_file else f"{file}, {cell}"
    remark = Remark(_CODE, use.start, use.end, f'{where} has "{other.spelling}".',
                    "Keep one spelling, after checking which is right.", context=False)
    return use.text, remark
