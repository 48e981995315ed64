"""Abbreviations that no text writes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.checks.proofreading.masking import MASK, blotted
from pipeline.checks.proofreading.slip import Placed, Slip
from pipeline.english.pattern import late
from pipeline.english.reading import words_of

_TWO_CAPITALS = late("[A-Z][A-Z]")
_CAPITALS = late(r"(?<![\w&])(?<!\d-)([A-Z]{2,8})s?(?!\w|&|(?:[-/]\w{1,12}){0,3}[-/.]\d)")
_BRACKETED = late(r"\(\s{0,3}(?:the\s{1,3})?[\"'‘“]?([A-Z][A-Za-z]{0,10}[A-Z])s?[\"'’”]?\s{0,3}\)")
_EXPLAINED = late(r"(?<!\w)([A-Z]{2,8})s?\s{1,3}\(([^()]{4,120})\)")
_ROW_OF_CAPITALS = late(r"(?<!\w)[A-Z]++(?:[ \t]{1,3}[A-Z]++(?!\w)){2,}+")
_WORDS = late(r"[^\W_]+(?:['’][^\W_]+)*")
_UNDERSTOOD = words_of("UK EU US UN BBC NHS MP PDF IT ID TV OK AM PM DNA CCTV TBC")
_EMPHASIS = words_of("""
    ALL AND ANY ARE AS AT BE BOTH BUT BY DO EACH FINAL FOR HIGH IF IN IS LOW MUST NEVER NEW NEXT
    NO NOT NOTE NOW OF OLD ON ONLY OPEN OR SEE STEPS THE TO WILL YES AMBER BLUE DRAFT GREEN RED
    WHITE""")


def abbreviations(
    texts: Sequence[str], maskeds: Sequence[str], known: Collection[str]
) -> Iterator[Placed]:
    """Yield the first use of each abbreviation that no text writes out, with the number of its
    text.

    `texts` are whole, for a title may hold the long form; `maskeds` are the same with titles
    blotted out.
    """
    expanded = {abbreviation.rstrip("s") for abbreviation in known} | _UNDERSTOOD
    long_forms = [list(_long_forms(text)) for text in texts]
    expanded.update(letters for forms in long_forms for _, _, letters in forms)
    for index, (text, forms) in enumerate(zip(maskeds, long_forms, strict=True)):
        if not _TWO_CAPITALS.search(text):
            continue
        for match in _CAPITALS.finditer(
            _without_shouting(blotted(text, [form[:2] for form in forms]))
        ):
            letters = match[1]
            if letters not in expanded and _is_abbreviation(letters):
                expanded.add(letters)
                yield (
                    index,
                    Slip(
                        "abbreviation-not-expanded",
                        match.start(),
                        match.end(),
                        f"{letters} is not written out in full anywhere.",
                        f"Write the full name at its first use, with ({letters}) after it.",
                    ),
                )


def written_out(text: str) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation that a text writes out, and its long form.

    >>> list(written_out("the College of Policing (CoP) and AFIs (areas for improvement)"))
    [('CoP', 'College of Policing'), ('AFI', 'areas for improvement')]
    """
    for start, end, letters in _long_forms(text):
        bracketed = _BRACKETED.search(text, start, end)
        if bracketed and bracketed[1].upper() == letters:
            yield bracketed[1], " ".join(text[start : bracketed.start()].split())
        else:
            yield letters, " ".join(text[start : end - 1].partition("(")[2].split())


def _is_abbreviation(letters: str) -> bool:
    if letters in _EMPHASIS or not letters.strip("IVX"):
        return False
    return len(letters) < 6 or sum(letter in "AEIOUY" for letter in letters) / len(letters) < 0.2


def _without_shouting(text: str) -> str:
    """Return the text without what is in capitals only for show: whole lines, and three words or
    more in a row.
    """
    lines = [
        MASK * len(line) if line.isupper() and len(line.split()) > 1 else line
        for line in text.split("\n")
    ]
    return _ROW_OF_CAPITALS.sub(lambda match: MASK * len(match[0]), "\n".join(lines))


def _long_forms(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield each "Long Name (LN)" or "LN (Long Name)": from where to where, and the letters."""
    if "(" not in text:
        return
    for match in _BRACKETED.finditer(text):
        left = max(0, match.start() - 160)
        left += max(text[left : match.start()].rfind(mark) for mark in ".!?;:") + 1
        words = list(_WORDS.finditer(text, left, match.start()))[-2 * len(match[1]) - 2 :]
        first = _begins([word[0] for word in words], match[1].casefold())
        if first is not None:
            yield words[first].start(), match.end(), match[1].upper()
    for match in _EXPLAINED.finditer(text):
        if _begins(_WORDS.findall(match[2]), match[1].casefold()) == 0:
            yield match.start(), match.end(), match[1]


def _begins(words: Sequence[str], letters: str) -> int | None:
    """Return the number of the word with which a long form of these letters could begin, or
    None.
    """
    folded = [word.casefold() for word in words]
    for strict in (True, False):
        for start in range(len(folded) - 1, -1, -1):
            initials = "".join(word[0] for word in folded[start:])
            if (
                initials[0] == letters[0]
                and _in_order(letters, initials if strict else "".join(folded[start:]))
                and (strict or 2 * sum(letter in initials for letter in letters) >= len(letters))
            ):
                return start
    return None


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
