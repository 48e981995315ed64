"""What stands around the pages that reviewers open: styles and script of this folder, made one file
with the page that asks for nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources

from pipeline.review.page.long_lists import safe


def opened(title: str, script: str = "", *, unlisted: bool = False) -> str:
    """Return a page up to its body, its styles inline; they and the script at its end are allowed
    by their hashes.

    `script` names a file of this folder; an `unlisted` page asks not to be found by searches.
    """
    style = _plain("page.css")
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(_plain(script))}'" if script else "script-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    robots = '<meta name="robots" content="noindex">\n' if unlisted else ""
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{safe(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
{robots}<title>{safe(title)}</title>
<style>{style}</style>
</head>
<body>
"""


def closed(script: str = "") -> str:
    """Return the end of a page, with the script that `opened` allows."""
    code = f"<script>{_plain(script)}</script>\n" if script else ""
    return f"{code}</body>\n</html>\n"


def _file(name: str) -> str:
    text = resources.files("pipeline.review.page").joinpath(name).read_text("utf-8")
    return text + _file("desk.css") if name == "page.css" else text


@cache
def _plain(name: str) -> str:
    """Return styles or a script without its remarks and indents, which no reader needs."""
    found = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", _file(name), flags=re.DOTALL | re.MULTILINE)
    found = re.sub(r"\s*\n\s*", "\n", found).strip()
    return re.sub(r"\s*([{};,])\s*", r"\1", found) if name.endswith(".css") else found


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
