"""What is meant by a tag that is not well written: other words for a loop or a condition, capitals,
braces that are not whole.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.english.pattern import late
from pipeline.paper.tag import CLOSED_BY, PREFIXES, WORDS, Tag

HALF_WORD = late(
    r"(?:\{ {0,2}%?|%) {0,2}(?:(p|tr|tc) +)?(if|for|elif|else|endif|endfor)\b([^{}%]*)",
    re.IGNORECASE,
)
"""A loop or condition whose braces are not whole, as far as it is known by its word."""
HALF_SLOT = late(r"\{\{ {0,2}(\w[\w.]*(?:\|\w+)?)(?:\s|\}|$)|(?<![{\w])(\w[\w.]*) {0,2}\}\}")
"""A slot whose braces are not whole."""
SAID = {
    **dict.fromkeys(("end if", "end-if"), "endif"),
    **dict.fromkeys(("end for", "end-for", "next", "endeach", "endforeach"), "endfor"),
    **dict.fromkeys(("else if", "elseif", "elsif"), "elif"),
    **dict.fromkeys(("for each", "foreach", "each"), "for"),
    **dict.fromkeys(("otherwise",), "else"),
    **dict.fromkeys(("when", "fi"), "if"),
}
"""What people write for the words of a loop or condition."""
OTHERS = late(rf"({'|'.join(sorted(SAID, key=len, reverse=True))})\b\s*(.*)", re.IGNORECASE)
WHOLE = (
    "Write a slot as {{ name }} and a condition as {% if name %}, each within one paragraph,"
    " without spaces between the two signs."
)


def meant(tag: Tag, word: str, rest: str) -> tuple[str, Tag] | None:
    """Return what is wrong with a tag that is no loop and no condition, and the tag that it is
    meant for; None where that is not known.
    """
    small = word.lower()
    said = OTHERS.fullmatch(tag.words)
    if small in PREFIXES and not tag.prefix:
        what = (
            f"a space stands between % and {word}"
            if word == small
            else f"{word} stands in capitals"
        )
        right = Tag(tag.kind, small, rest.strip(), tag.paragraph)
    elif small in WORDS and word != small:
        what = f'"{word}" stands in capitals'
        right = Tag(tag.kind, tag.prefix, f"{small} {rest}".strip(), tag.paragraph)
    elif small in (*CLOSED_BY, "else"):
        what = f'"{rest[:40]}" stands behind {small}'
        right = Tag(tag.kind, tag.prefix, small, tag.paragraph)
        if small == "else" and rest.startswith("if "):
            what = '"else if" is one word here'
            right = replace(right, words=f"elif {rest[3:].strip()}")
    elif said:
        what = f'"{said[1]}" is not a word of a loop or a condition'
        words = f"{SAID[said[1].lower()]} {said[2]}".strip()
        words = words.split()[0] if words.startswith("end") else words
        right = Tag(tag.kind, tag.prefix, words, tag.paragraph)
    else:
        return None
    return what, right


def whole_tag(rest: str) -> str:
    """Return what to write for a tag whose braces are not whole, as far as it can be known."""
    half, slot = HALF_WORD.search(rest), HALF_SLOT.search(rest)
    if half and (half[3].strip() or half[2].lower() not in ("if", "for", "elif")):
        words = " ".join((half[2].lower(), *half[3].split()))
        return f"Write {{%{(half[1] or '').lower()} {words} %}}, within one paragraph."
    name = (slot[1] or slot[2]) if slot else ""
    return f"Write {{{{ {name} }}}}, within one paragraph." if name else WHOLE
