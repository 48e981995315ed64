"""The numbers and bullets of items and headings, which LibreOffice draws as words: tagged as the
labels that they are.
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.paper.pdf.flow import Flow, same, signs_of
from pipeline.paper.pdf.pdf_words import Speech, Spoken, attribute, is_first, kids
from pipeline.paper.pdf.tag_tree import add_attribute, new_tag

LONGEST_LABEL = 20  # signs, as in "Appendix A:"


def tag_labels(paper: pikepdf.Pdf, speech: Speech, flow: Flow) -> None:
    """Tag the number or bullet of each item and heading as a label.

    LibreOffice draws it as a mark of its own before the words, so a mark is a label where the .docx
    has a labelled block of just the words that follow it.
    """
    labelled = {signs_of(block.text) for block in flow.blocks if block.labelled}
    whole = {(block.kind, same(block.text)) for block in flow.blocks if not block.labelled}
    for block in speech.blocks:
        if (
            block.labelled
            or len(block.marks) < 2
            or not block.marks[0].strip()
            or len(block.marks[0]) > LONGEST_LABEL
        ):
            continue
        if (
            signs_of("".join(block.marks[1:])) in labelled
            and (
                block.kind,
                same(block.text),
            )
            not in whole
        ):
            _tag_label(paper, block)


def _tag_label(paper: pikepdf.Pdf, block: Spoken) -> None:
    """Move the first mark of a block into a label: of the item where it opens one, else within the
    block.
    """
    element = block.element
    mark, *rest = kids(element)
    if not isinstance(mark, int) or "/Pg" not in element:
        return
    body = element.P
    item: Any = body.get("/P")
    opens_item = (
        item is not None
        and item.get("/S") == Name.LI
        and body.get("/S") == Name.LBody
        and is_first(element)
    )
    label = new_tag(paper, Name.Lbl, item if opens_item else element, element, [mark])
    text = block.marks[0].strip()
    if any("\ue000" <= sign <= "\uf8ff" for sign in text):
        label.ActualText = pikepdf.String("•")  # a symbol font's bullet says nothing by itself
    if opens_item:
        element.K = Array(rest)
        item.K = Array([label, *kids(item)])
        _say_numbering(item.P, text)
    else:
        element.K = Array([label, *rest])


def _say_numbering(listing: Any, label: str) -> None:
    """Give a list the kind of numbering that the label of its first item shows."""
    if listing.get("/S") != Name.L or attribute(listing, "/ListNumbering"):
        return
    sign = re.sub(r"[\W_]", "", label)
    if not sign or label in ("o", "§"):
        kind = {"•": Name.Disc, "o": Name.Circle, "▪": Name.Square, "§": Name.Square}.get(
            label, Name.Disc
        )
    elif sign[0].isdigit():
        kind = Name.Decimal
    elif sign in ("i", "I"):
        kind = Name.LowerRoman if sign == "i" else Name.UpperRoman
    else:
        kind = Name.LowerAlpha if sign.islower() else Name.UpperAlpha
    add_attribute(listing, Dictionary(O=Name.List, ListNumbering=kind))
