"""The tags that take their line, row or cell away with them, and must stand alone there."""

from __future__ import annotations

from lxml import etree

from pipeline.english.signs import seen
from pipeline.paper.columns import stands_sometimes
from pipeline.paper.tag import Say, Tag
from pipeline.paper.whole_tags import TAG, things_beside
from pipeline.word.xml import w


def check_alone(
    lines: list[Tag], rest: str, tags: int, lost: set[etree._Element], say: Say
) -> None:
    """Tell where a tag that takes its line, row or cell away stands outside a table or shares
    it: once for each line, row or cell, which is added to `lost`.

    `rest` are the words of the paragraph beside its `tags` tags.
    """
    for tag in lines:
        paragraph = tag.paragraph
        if tag.prefix in ("tr", "tc") and not paragraph.table:
            say(
                "template-tag",
                f"{{%{tag.prefix} … %}} stands outside a table.",
                "Use {%p … %} on a line of its own.",
                paragraph,
            )
        holder = _holder(tag)
        beside = _beside(tag, holder, rest, tags)
        if not beside or holder in lost or (tag.prefix == "tc" and stands_sometimes(holder)):
            continue
        lost.add(holder)
        within = len(lines) > 1 and tag.prefix == "p"
        say(
            "template-text-lost",
            f"{beside} beside {{%{tag.prefix} {tag.words} %}} would vanish from the paper.",
            f"Put each tag on a line of its own, or, within a sentence, write"
            f" {{% {tag.words} %}} without the p."
            if within
            else "Put the tag on a line (for tr, in a row; for tc, in a cell) of its own.",
            paragraph,
        )


def _beside(tag: Tag, holder: etree._Element, rest: str, tags: int) -> str:
    """Return what a tag that takes its paragraph, cell or row away shares it with, in Word's
    words.
    """
    things = things_beside(holder)
    words = " ".join(
        "".join(text.text or "" for text in other.iter(w("t"))) for other in holder.iter(w("p"))
    )
    more = max(tags, len(TAG.findall(words))) > 1 or (rest.strip() and not things)
    return ", ".join([*(["the text"] if more or seen(TAG.sub("", words)).strip() else []), *things])


def _holder(tag: Tag) -> etree._Element:
    """Return what a tag takes away with it: its paragraph, its row or its cell."""
    element = tag.paragraph.element
    if tag.prefix == "p":
        return element
    above = next(element.iterancestors(w("tr") if tag.prefix == "tr" else w("tc")), None)
    return element if above is None else above
