"""What the PDF says otherwise than the paper: a block lost, added, moved, changed, or tagged as
something else, and where.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from pipeline.findings.finding import Finding
from pipeline.paper.pdf.flow import Block, Flow, same
from pipeline.paper.pdf.glyphs import LOST
from pipeline.paper.pdf.pdf_words import Speech, Spoken

MOST = 20  # differences told in full: one lost page should not drown the rest
OURS = (
    "This is a fault of the program or of LibreOffice, not of your files: report it to a"
    " programmer."
)
PLAINER = (
    "Write it more plainly in the cell or the template that it comes from (no text box, no field,"
    " no formula, no symbol font), then run the command again."
)
NO_WORDS = (
    "A numbered paragraph there holds no words, but a page break, say, or a formula, and its number"
    " stands alone. In Word, click in it and take its number away (Home > Numbering), or delete it"
    " and set Page break before for the next one (Paragraph > Line and Page Breaks); then run the"
    " command again."
)
_LABEL = re.compile(r"\(?\w{1,3}(?:\.\w{1,3})*[.)]?|(?:Appendix|Annex) \w{1,3}")


def fault(
    code: str, place: str, message: str, remedy: str, words: str = "", signs: str = ""
) -> Finding:
    """Return a fault, with the words of the paper that it is about and the signs that are at fault,
    where they are known.
    """
    return Finding(code, message, remedy, place=place, found=signs, expected=words)


def flow_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    """Compare the two tellings block by block, and say what is lost, added, moved, changed or
    tagged as something else.
    """
    told = list(_differences(flow.blocks, speech.blocks))
    yield from told[:MOST]
    if len(told) > MOST:
        yield fault(
            "pdf-text",
            "the PDF",
            f"There are {len(told) - MOST} more differences from the paper.",
            PLAINER,
        )
    for block in flow.blocks:
        if block.kind == "Figure" and not block.text:
            yield fault(
                "pdf-alt",
                place_of(flow.blocks, block),
                "A picture has no alternative text.",
                "In the template, give the picture alternative text (right-click > View Alt Text);"
                " put a decorative one in the page's header.",
            )
    written = {_key(block) for block in flow.blocks}
    for block in speech.blocks:
        odd = "".join(
            dict.fromkeys(sign for sign in block.text if unicodedata.category(sign) == "Co")
        )
        if odd or (LOST in block.text and _key(block) not in written):
            yield fault(
                "pdf-glyph",
                place_of(speech.blocks, block),
                f"{_short(block)} holds signs that cannot be read out, for "
                "only the font that they were typed in knows what they mean.",
                "In the template, use letters and bullets of Arial instead of a symbol font.",
                block.text,
                odd,
            )


def note_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    """Compare the footnotes and endnotes: LibreOffice puts its number before each."""
    for written, said in zip_longest(flow.notes, speech.notes):
        if written is None:
            yield fault("pdf-text", "the notes", f"{_short(said)} is not in the paper.", OURS)
        elif said is None:
            told = f"{_short(Block('P', written.text))} is not in the PDF."
            yield fault("pdf-text", "the notes", told, PLAINER, written.text)
        elif same(said.text).removeprefix(same(written.number)) != same(written.text):
            words = Block("P", f"{written.number} {written.text}")
            told = f"The paper has the note {_short(words)}, the PDF {_short(said)}."
            yield fault("pdf-text", "the notes", told, PLAINER, written.text)


def _differences(paper: Sequence[Block], pdf: Sequence[Spoken]) -> Iterator[Finding]:
    before, after = [_key(block) for block in paper], [_key(block) for block in pdf]
    as_many = len(before) == len(after)  # or else the tags are not set: that only follows
    lost, extra = Counter(before) - Counter(after), Counter(after) - Counter(before)
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            for one, other in zip(paper[a:b], pdf[c:d], strict=True):
                if as_many:
                    yield from _tag_faults(paper, one, other)
        elif kind == "replace" and b - a == d - c and all(lost[key] for key in before[a:b]):
            for one, other in zip(paper[a:b], pdf[c:d], strict=True):
                if one.kind != "Figure" or one.text:
                    yield _otherwise(paper, one, other)
        else:
            yield from _absent(paper, [one for one in paper[a:b] if lost[_key(one)]])
            yield from _astray(pdf, pdf[c:d], extra)


def _otherwise(paper: Sequence[Block], one: Block, other: Block) -> Finding:
    """Return the fault of a block that reads otherwise in the PDF."""
    message = f"The paper has {_short(one)}, the PDF {_short(other)}."
    if _short(one) == _short(other):
        message = (
            f"{_short(one)} has {len(one.text)} characters in the paper and {len(other.text)} in"
            " the PDF."
        )
    told, said = Counter(same(one.text)), Counter(same(other.text))
    odd = (sign for sign in (told - said) + (said - told) if not sign.isascii())
    signs = "".join(odd)  # a letter or a digit is drawn by every font: it is not at fault
    return fault(_code(one, other), place_of(paper, one), message, PLAINER, one.text, signs)


def _absent(paper: Sequence[Block], lost: Iterable[Block]) -> Iterator[Finding]:
    for block in lost:
        told = f"{_short(block)} is not in the PDF."
        yield fault(_code(block), place_of(paper, block), told, PLAINER, block.text)


def _astray(
    pdf: Sequence[Spoken], blocks: Iterable[Spoken], extra: Mapping[str, int]
) -> Iterator[Finding]:
    for block in blocks:
        if extra[_key(block)]:
            told = f"{_short(block)} is in the PDF and not in the paper."
            remedy = NO_WORDS if _LABEL.fullmatch(block.text) else PLAINER
            yield fault(_code(block), place_of(pdf, block), told, remedy)
        else:
            told = f"{_short(block)} is read out in another place."
            yield fault("pdf-order", place_of(pdf, block), told, OURS)


def _tag_faults(paper: Sequence[Block], one: Block, other: Block) -> Iterator[Finding]:
    """Say where the same words are tagged as something else."""
    told = list(_otherwise_tagged(one, other))
    if told:  # the way to its place is long, and nearly every block is as it should be
        place = place_of(paper, one)
        yield from (fault(code, place, f"{_short(one)} {message}.", OURS) for code, message in told)


def _otherwise_tagged(one: Block, other: Block) -> Iterator[tuple[str, str]]:
    if one.kind != other.kind:
        yield _code(one, other), f"is tagged {other.kind} and should be {one.kind}"
    if one.labelled != other.labelled:
        message = (
            "has a number or bullet that is not tagged as one"
            if one.labelled
            else "is tagged as an item of a list"
        )
        yield "pdf-list", message
    elif one.listed != other.listed:
        yield "pdf-list", "is no item of a list" if one.listed else "is announced as a list"
    if one.cell != other.cell:
        yield "pdf-table", f"stands in {_cell(other)} and should be in {_cell(one)}"


def table_faults(flow: Flow, speech: Speech) -> Iterator[Finding]:
    """Say where a table has other rows or cells, or another cell is tagged as a header."""
    if len(flow.tables) != len(speech.tables):
        yield fault(
            "pdf-table",
            "the PDF",
            f"The paper has {len(flow.tables)} tables, the PDF {len(speech.tables)}.",
            OURS,
        )
        return
    for number, (rows, found) in enumerate(zip(flow.tables, speech.tables, strict=True), 1):
        place = f"table {number}"
        if len(rows) != len(found):
            yield fault(
                "pdf-table",
                place,
                f"It has {len(rows)} rows in the paper, and {len(found)} in the PDF.",
                OURS,
            )
            continue
        for line, (kinds, others) in enumerate(zip(rows, found, strict=True), 1):
            if len(kinds) != len(others):
                message = f"It has {len(kinds)} cells in the paper, and {len(others)} in the PDF."
                yield fault("pdf-table", f"{place}, row {line}", message, OURS)
            elif kinds != others:
                column = next(
                    at
                    for at, (kind, other) in enumerate(zip(kinds, others, strict=True))
                    if kind != other
                )
                message = (
                    f"Cell {column + 1} is tagged {others[column]} and should be {kinds[column]}."
                )
                yield fault("pdf-header", f"{place}, row {line}", message, OURS)


def _key(block: Block) -> str:
    return f"{'alt' if block.kind == 'Figure' else ''}:{same(block.text)}"


def _code(*blocks: Block) -> str:
    kinds = {block.kind[:1] for block in blocks}
    return "pdf-alt" if "F" in kinds else "pdf-heading" if "H" in kinds else "pdf-text"


def place_of(blocks: Sequence[Block], block: Block) -> str:
    """Return the heading above a block, which readers of the paper and of the PDF can both find."""
    above = [
        other.text
        for other in takewhile(lambda other: other is not block, blocks)
        if other.kind.startswith("H")
    ]
    return f'under "{above[-1]}"' if above else "before the first heading"


def _cell(block: Block) -> str:
    return (
        "table {}, row {}, cell {}".format(*(at + 1 for at in block.cell))
        if block.cell
        else "no table"
    )


def _short(block: Block) -> str:
    text = " ".join(block.text.split())
    what = {"H": "the heading ", "F": "the alternative text "}.get(block.kind[:1], "")
    return f'{what}"{text if len(text) <= 80 else text[:79] + "…"}"'
