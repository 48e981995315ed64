"""What Jinja reads of a part of a template: docxtpl's language, passed over only for what is there.

A tag that takes its row, cell, line or run away with it (`{%tr … %}`) stands alone afterwards, and
a text that holds a tag keeps its spaces.
"""

from __future__ import annotations

import re

from pipeline.english.pattern import late

RARE = late(r"\{%\s*(?:colspan|cellbg|vm|hm)\b|\{%-|-%\}|\{<|>\}")
"""What docxtpl knows besides, and no template that is checked holds: it is left to docxtpl."""
TAG = late(r"{%(?:(?!%}).)*|{#(?:(?!#}).)*|{{(?:(?!}}).)*", re.DOTALL)
PIECES = late("</w:t>.*?(?:<w:t>|<w:t [^>]*>)", re.DOTALL)
SPACED = late(r"<w:t>((?:(?!<w:t>).)*)({{.*?}}|{%.*?%})", re.DOTALL)
OWN_RUN = late(r"({{r\s.*?}}|{%r\s.*?%})", re.DOTALL)
TAKEN = {
    name: late(
        rf"<w:{name}[ >](?:(?!<w:{name}[ >]).)*"
        rf"({{%|{{{{){name} ([^}}%]*(?:%}}|}}}})).*?</w:{name}>",
        re.DOTALL,
    )
    for name in ("tr", "tc", "p", "r")
}
"""What a tag takes away with it, by the name of the element."""
REMARKED = {
    name: late(
        rf"<w:{name}[ >](?:(?!<w:{name}[ >]).)*({{#){name} ([^}}#]*(?:#}})).*?</w:{name}>",
        re.DOTALL,
    )
    for name in ("tr", "tc", "p")
}
WORDS = late(r"(?<=\{[\{%])(.*?)(?=[\}%]})")
TYPED = (
    ("&#8216;", "'"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2018", "'"),
    ("\u2019", "'"),
)


def patched(xml: str) -> str:
    """Return the XML of a part as Jinja is to read it."""
    if RARE.search(xml):
        from docxtpl import DocxTemplate

        found: str = DocxTemplate(None).patch_xml(xml)
        return found
    xml = TAG.sub(lambda tag: PIECES.sub("", tag[0]), xml)
    xml = SPACED.sub(r'<w:t xml:space="preserve">\1\2', xml)
    xml = OWN_RUN.sub(
        r'</w:t></w:r><w:r><w:t xml:space="preserve">\1</w:t></w:r><w:r><w:t xml:space="preserve">',
        xml,
    )
    for signs, taken in ((("{%", "{{"), TAKEN), (("{#",), REMARKED)):
        for name, pattern in taken.items():
            if any(f"{sign}{name} " in xml for sign in signs):
                xml = pattern.sub(r"\1 \2", xml)
    return WORDS.sub(lambda words: _typed(words[0]), xml)


def _typed(words: str) -> str:
    for written, typed in TYPED:
        words = words.replace(written, typed)
    return words
