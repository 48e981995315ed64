"""Papers for the tests of the page: bodies by hand, put into the small paper of the PDF's tests."""

from __future__ import annotations

from xml.sax.saxutils import escape

from lxml import etree

from pipeline.files.package import packed, parts_of
from pipeline.web.page import page
from pipeline.web.reading import web_of
from pipeline.word.package import opened
from tests.paper.pdf.papers import paper, para, table

__all__ = ["captioned", "cells", "field", "link", "main", "noted", "numbered", "page_of", "run"]
STYLES = (
    '<w:style w:type="paragraph" w:styleId="NumberedParagraph"><w:name w:val="Numbered Paragraph"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Cover"><w:name w:val="Cover Line"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Right"><w:name w:val="Table Number"/><w:pPr><w:jc'
    ' w:val="right"/></w:pPr></w:style>'
)
LEVEL = (
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="NumberedParagraph"/><w:lvlText w:val="%1.%4"/>'
    '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
)
NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Police Act'
    " 1996, s.55.</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def run(text: str, looks: str = "") -> str:
    """Return a run with these looks."""
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def numbered(text: str) -> str:
    """Return a paragraph that is counted with the headings: 1.1 under the first."""
    return para(text, "NumberedParagraph")


def captioned(caption: str, rows: list[list[str]]) -> str:
    """Return a table under its caption, its first column heads its rows."""
    return para(caption, "Caption") + table(rows, row_headers=True)


def link(words: str, target: str) -> str:
    """Return a paragraph with a link: to a bookmark after #, else by a field to an address."""
    if target.startswith("#"):
        inner = f'<w:hyperlink w:anchor="{target[1:]}">{run(words)}</w:hyperlink>'
    else:
        inner = field(f'HYPERLINK "{target}"', words)
    return f"<w:p>{inner}</w:p>"


def field(code: str, shown: str) -> str:
    """Return a field as Word writes it, in five runs."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        + mark.format("separate")
        + run(shown)
        + mark.format("end")
    )


def made(body: str, *, header: str = "") -> bytes:
    """Return a paper with this body, in which the styles of the tests are."""
    parts = dict(parts_of(paper(body, header=header)))
    styles = parts["word/styles.xml"].decode()
    parts["word/styles.xml"] = styles.replace("</w:styles>", f"{STYLES}</w:styles>").encode()
    numbering = parts["word/numbering.xml"].decode()
    parts["word/numbering.xml"] = numbering.replace("</w:abstractNum>", LEVEL, 1).encode()
    return packed(parts)


def noted(body: str) -> bytes:
    """Return a paper with a footnote, number 2 in the file."""
    parts = dict(parts_of(made(body)))
    parts["word/footnotes.xml"] = NOTES.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    leads = parts["word/_rels/document.xml.rels"].decode()
    parts["word/_rels/document.xml.rels"] = leads.replace(
        "</Relationships>",
        f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>',
    ).encode()
    return packed(parts)


def page_of(document: bytes) -> bytes:
    """Return the page of a paper, unproved."""
    return page(web_of(opened(document)))


def main(document: bytes) -> etree._Element:
    """Return the main part of a paper's page."""
    root = etree.fromstring(page_of(document), etree.HTMLParser(encoding="utf-8"))
    return next(root.iter("main"))


def cells(element: etree._Element) -> list[list[tuple[str, str, str]]]:
    """Return a table's rows as (tag, scope, words)."""
    return [
        [
            (
                str(cell.tag),
                str(cell.get("scope") or ""),
                " ".join("".join(cell.itertext()).split()),
            )
            for cell in row
        ]
        for row in element.iter("tr")
    ]
