"""Tags that look like tags: a template with each in the character style Tag, and each line that holds
nothing else in the paragraph style Tag Line.

`python -m tests.house.tag_styles templates/hmicfrs_update.docx` does it to a template; what has the styles
already stays as it is.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lxml import etree

from pipeline.files.package import packed
from pipeline.paper.whole_tags import apart, made_whole
from pipeline.word.outline import PARTS
from pipeline.word.package import opened
from pipeline.word.xml import W, w, written

COLOUR = "4A6078"
"""A grey blue of 6.5 to 1 on white."""
LOOKS = f'<w:color w:val="{COLOUR}"/><w:sz w:val="18"/><w:szCs w:val="18"/>'
STYLES = (
    f'<w:style xmlns:w="{W}" w:type="character" w:customStyle="1" w:styleId="Tag"><w:name w:val="Tag"/>'
    f"<w:uiPriority w:val=\"10\"/><w:qFormat/><w:rPr>{LOOKS}</w:rPr></w:style>",
    f'<w:style xmlns:w="{W}" w:type="paragraph" w:customStyle="1" w:styleId="TagLine"><w:name w:val="Tag Line"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="10"/><w:qFormat/>'
    '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:rPr>{LOOKS}</w:rPr></w:style>",
)  # fmt: skip
LINE = re.compile(r"\s*\{%(?:p|tr|tc)\s[^{}]*%\}\s*")


def styled(template: bytes) -> bytes:
    """Return a template with its tags in the styles Tag and Tag Line."""
    package = opened(template)
    parts = dict(package)
    styles = package.copy("word/styles.xml")
    there = {one.get(w("val")) for one in styles.iter(w("name"))}
    styles.extend(etree.fromstring(one) for one in STYLES if _name(one) not in there)
    parts["word/styles.xml"] = written(styles)
    for name in [name for name in parts if PARTS.fullmatch(name)]:
        root = package.copy(name)
        made_whole(root)
        on_dark = {one for row in root.iter(w("tr")) if _heads(row) for one in row.iter(w("p"))}
        for paragraph in [one for one in root.iter(w("p")) if one not in on_dark]:
            _line(paragraph)
        for run, _ in apart(root):
            if not on_dark.intersection(run.iterancestors(w("p"))):
                _tag(run)
        parts[name] = written(root)
    return packed(parts)


def _name(style: str) -> str:
    return str(re.search(r'<w:name w:val="([^"]*)"', style)[1])  # type: ignore[index]


def _heads(row: etree._Element) -> bool:
    """Return whether a row is a header row, which is dark: grey-blue could not be read on it."""
    return row.find(f"{w('trPr')}/{w('tblHeader')}") is not None


def _line(paragraph: etree._Element) -> None:
    """Put a line that holds nothing but a tag into its style."""
    if not LINE.fullmatch("".join(one.text or "" for one in paragraph.iter(w("t")))):
        return
    looks = paragraph.find(w("pPr"))
    if looks is None:
        looks = etree.Element(w("pPr"))
        paragraph.insert(0, looks)
    for old in looks.findall(w("pStyle")):
        looks.remove(old)
    looks.insert(0, etree.Element(w("pStyle"), {w("val"): "TagLine"}))


def _tag(run: etree._Element) -> None:
    """Put a run that holds a tag into its style."""
    looks = run.find(w("rPr"))
    if looks is None:
        looks = etree.Element(w("rPr"))
        run.insert(0, looks)
    for old in looks.findall(w("rStyle")):
        looks.remove(old)
    looks.insert(0, etree.Element(w("rStyle"), {w("val"): "Tag"}))


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:]):
        path.write_bytes(styled(path.read_bytes()))
