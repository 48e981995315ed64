"""The pages that reviewers open: templates, styles and script beside this module, made one file
that asks for nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from importlib import resources
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup


def document(template: str, *, script: str = "", **values: Any) -> str:
    """Return a page made from a template of this folder, its styles and script inline and allowed
    by their hashes.

    Everything in `values` is escaped unless it is Markup. `script` names a file of this folder.
    """
    style = _plain("page.css")
    code = _plain(script) if script else ""
    policy = "; ".join(
        [
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(code)}'" if code else "script-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    environment = Environment(
        loader=FunctionLoader(_file),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,
    )
    return environment.get_template(template).render(
        **values, style=Markup(style), script=Markup(code), policy=policy
    )


def _file(name: str) -> str:
    text = resources.files("pipeline.review.page").joinpath(name).read_text("utf-8")
    return text + _file("desk.css") if name == "page.css" else text


def _plain(name: str) -> str:
    """Return styles or a script without its remarks and indents, which no reader needs."""
    found = re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", _file(name), flags=re.DOTALL | re.MULTILINE)
    found = re.sub(r"\s*\n\s*", "\n", found).strip()
    return re.sub(r"\s*([{};,])\s*", r"\1", found) if name.endswith(".css") else found


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
