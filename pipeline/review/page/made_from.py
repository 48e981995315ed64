"""The section of the page that says what the paper was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.english.writing import say_date
from pipeline.figures.result import Computed
from pipeline.review.page.long_lists import safe


def made_from(result: Computed, provenance: Mapping[str, Any]) -> str:
    """Return the section; `provenance` is the contents of run.json."""
    meeting, previous = result.settings.meeting, result.previous
    last = ""
    if previous:
        last = (
            f"<div><dt>Last meeting</dt><dd>{say_date(previous.meeting)}, data to"
            f" {say_date(previous.data_to)}</dd></div>\n"
            f"<div><dt>Seal of the archive</dt><dd><code>{safe(previous.seal)}</code></dd></div>\n"
        )
    files = "".join(
        _files(title, provenance[name])
        for name, title in (("inputs", "Inputs"), ("outputs", "Outputs"))
        if provenance.get(name)
    )
    return f"""<section id="made-from" aria-labelledby="made-title">
<h2 id="made-title">What it was made from</h2>
<dl class="facts">
<div><dt>Meeting</dt><dd>{say_date(meeting.date)}</dd></div>
<div><dt>Data to</dt><dd>{say_date(meeting.cut_off)}</dd></div>
{last}</dl>
{files}{_versions(provenance)}</section>
"""


def _files(title: str, hashes: Mapping[str, str]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{safe(file)}</th><td><code>{safe(told)}</code></td></tr>'
        for file, told in hashes.items()
    )
    return f"""<div class="scroll" role="region" tabindex="0" aria-label="{title} and their hashes">
<table class="hashes cards">
<caption>{title}</caption>
<thead><tr><th scope="col">File</th><th scope="col">SHA-256</th></tr></thead>
<tbody>{rows}</tbody>
</table>
</div>
"""


def _versions(provenance: Mapping[str, Any]) -> str:
    if not provenance.get("versions"):
        return ""
    told = ", ".join(
        f"{safe(name)} {safe(version)}" for name, version in provenance["versions"].items()
    )
    return (
        f'<p class="minor">Made with version {safe(provenance.get("program", ""))} of this'
        f" program, on {told}.</p>\n"
    )
