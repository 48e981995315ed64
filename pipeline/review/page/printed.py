"""The section of the page that shows the paper, block by block, with what changed in it marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.english.writing import say_date
from pipeline.register.archive import Filed
from pipeline.review.page.long_lists import printed_rows, safe
from pipeline.review.page.paper_text import Block

TOOLS = """<div class="tools" hidden data-script>
<label class="tick"><input type="checkbox" id="marks" checked> Show what changed</label>
<label class="tick"><input type="checkbox" id="keys" checked> Keys j and k lead to the next changed\
 paragraph and the one before</label>
</div>
"""


def the_paper(blocks: Iterable[Block], previous: Filed | None, *, compared: bool) -> Iterator[str]:
    """Yield the section."""
    told = "There is no earlier paper to compare with."
    if compared and previous:
        told = (
            f"Compared with the paper of {say_date(previous.meeting)}: what went is <del>struck"
            " through</del>, what came is <ins>underlined</ins>."
        )
    elif previous:
        told = "No paper is filed for the last meeting, so no changes are marked."
    yield f"""<section id="paper" aria-labelledby="paper-title">
<h2 id="paper-title">The paper</h2>
<p>{told} Underlined numbers and dates lead to what stands behind them.</p>
{TOOLS if compared else ""}<div class="sheet" id="sheet">
"""
    yield from map(_block, blocks)
    yield "</div>\n</section>\n\n"


def _block(block: Block) -> str:
    was = " gone" if block.gone else ""
    if block.kind == "heading" and block.gone:
        return f'<p class="gone heading">{block.words}</p>\n'
    if block.kind == "heading":
        label = f'<span class="label">{safe(block.label)}</span> ' if block.label else ""
        return f"<h{block.level}>{label}{block.words}</h{block.level}>\n"
    if block.kind == "list":
        return _list(block)
    if block.kind == "table":
        return _table(block)
    if block.kind == "margin":
        return f'<p class="margin">{_called(block.name.capitalize())} {block.words}</p>\n'
    if block.kind == "beside":
        return f'<p class="picture{was}">{_called(block.name)} {block.words}</p>\n'
    if block.kind == "picture":
        drawn = _called("Chart or picture, in its own words")
        return f'<p class="picture{was}">{drawn} {block.words}</p>\n'
    words = str(block.words)
    if block.kind == "text":
        label = f"<b>{safe(block.label)}</b> " if block.label else ""
        words = f"{label}<span>{words}</span>"
    return f'<p class="{block.kind}{was}">{words}</p>\n'


def _called(name: str) -> str:
    return f'<span class="label">{safe(name)}:</span>'


def _list(block: Block) -> str:
    tag = "ul" if block.name == "bullet" else "ol"
    made, at = [], 0
    for words, gone in block.items:
        at += not gone
        said = ' class="gone"' if gone else f' value="{at}"' if tag == "ol" else ""
        made.append(f"<li{said}>{words}</li>\n")
    kind = ' type="a"' if block.name == "letter" else ""
    return f"<{tag}{kind}>\n{''.join(made)}</{tag}>\n"


def _table(block: Block) -> str:
    head = ""
    if block.heads:
        head = f"<thead>\n{printed_rows(block.rows[: block.heads], head=True)}</thead>\n"
    return f"""<div class="scroll" role="region" tabindex="0" aria-label="{safe(block.name)}">
<table class="printed">
{head}<tbody>
{printed_rows(block.rows[block.heads :], block.columns)}</tbody>
</table>
</div>
"""
