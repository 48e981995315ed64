"""The page as one file that asks for nothing: the paper between what stands in its headers and
footers, and a way through it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources

from pipeline.web.blocks import Paragraph, Web
from pipeline.web.groups import before_headings
from pipeline.web.markup import Writer

LEAST = 3
"""Fewer headings than this need no contents."""
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'"
)


def page(web: Web) -> bytes:
    """Return the page, UTF-8: no script, no address but those of the paper's links; the same paper
    gives the same bytes.
    """
    writer = Writer(web)
    above, below = _lines(writer, web.above), _lines(writer, web.below)
    start = before_headings(web)
    first, text = writer.blocks(web.body[:start]), writer.blocks(web.body[start:])
    notes = writer.notes(web.notes)
    title = web.title or next((one.text for one in web.body if isinstance(one, Paragraph)), "")
    contents = _contents(writer) if not _has_contents(web) else ""
    style = _style() + "".join(sorted(writer.rules))
    made = f"""<!DOCTYPE html>
<html lang="{escape(web.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title.strip() or "Paper", quote=False)}</title>
<style>{style}</style>
</head>
<body>
<a class="skip page" href="#main">Skip to the main content</a>
<header><div class="width">{above}</div></header>
<main id="main" class="width{" sided" if contents else ""}" tabindex="-1">
<div class="cover">
{first}
</div>
{contents}<div class="body">
{text}
{notes}</div>
</main>
<footer><div class="width">{below}</div></footer>
</body>
</html>
"""
    return made.encode("utf-8")


def _lines(writer: Writer, lines: Iterable[Paragraph]) -> str:
    """Return what stands in headers or footers, a line a paragraph."""
    return "\n".join(f"<p>{writer.spans.of(one)}</p>" for one in lines)


def _has_contents(web: Web) -> bool:
    return any(isinstance(one, Paragraph) and one.contents for one in web.body)


def _contents(writer: Writer) -> str:
    top = min((one.level for one, _ in writer.entries), default=0)
    entries = [(one, name) for one, name in writer.entries if one.level == top]
    if len(entries) < LEAST:
        return ""
    made = "\n".join(
        f'<li><a href="#{name}">{escape(_said(one), quote=False)}</a></li>' for one, name in entries
    )
    return (
        '<nav class="contents page" aria-labelledby="contents"><h2 id="contents">Contents</h2>'
        f"\n<ul>\n{made}\n</ul></nav>\n"
    )


def _said(one: Paragraph) -> str:
    words = " ".join(one.text.split())
    return f"{one.label} {words}" if one.label else words


@cache
def _style() -> str:
    return resources.files("pipeline.web").joinpath("page.css").read_text("utf-8")
