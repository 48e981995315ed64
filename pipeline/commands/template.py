"""The template by itself: made ready to be filled, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from pipeline.commands.beside import Beside, give_way
from pipeline.commands.codes import finding
from pipeline.commands.nearby import template_missing
from pipeline.findings.finding import Finding, errors_in
from pipeline.settings.schema import TEMPLATE_FILE

if TYPE_CHECKING:
    from pipeline.commands.inputs import Inputs


class Looked(NamedTuple):
    """A template ready to be filled, what is wrong with it or to be said of it, and its parts as
    they were compiled beside.
    """

    ready: bytes
    found: list[Finding]
    compiled: Mapping[str, bytes]


def looked_into(inputs: Inputs, *, handed_on: bool = True) -> Beside[Looked]:
    """Begin to look at the template of a run, which needs nothing of the workbooks: the earlier,
    the more of it is done while this process reads its libraries.
    """
    return Beside(lambda: _looked_into(inputs, handed_on=handed_on))


def _looked_into(inputs: Inputs, *, handed_on: bool) -> Looked:
    """Return what is to be known of a template, whose parts are compiled beside the look at it."""
    from pipeline.paper import fill  # noqa: F401  # read once for both
    from pipeline.paper.prepared import prepared

    ready = prepared(inputs.template).content if inputs.template else b""
    with Beside(lambda: compiled(ready)) as beside:
        give_way()  # the run waits longest for what is compiled
        content, found = template_of(inputs, handed_on=handed_on)
        return Looked(content, found, {} if errors_in(found) else beside.result())


def compiled(ready: bytes) -> Mapping[str, bytes]:
    """Return the parts of a template compiled, as far as it has any that can be."""
    from pipeline.paper import fill

    return fill.compiled(ready) if ready else {}


def template_of(inputs: Inputs, *, handed_on: bool = True) -> tuple[bytes, list[Finding]]:
    """Return the template of a run ready to be filled, and what is to be said of it, which is asked
    less where the paper is not `handed_on`; raises SettingsRefused as the run does.
    """
    from pipeline.commands.inputs import read_settings
    from pipeline.figures.measures import measures
    from pipeline.paper.prepared import prepared

    if inputs.template is None:
        return b"", [template_missing(inputs.templates)]
    labels = {one.key: one.label for one in measures(read_settings(inputs.settings))}
    found = faults_of_template(inputs.template, labels, handed_on=handed_on)
    return prepared(inputs.template).content, found


def faults_of_template(
    content: bytes, keys: Mapping[str, str], *, handed_on: bool
) -> list[Finding]:
    """Return what is wrong with a template, or to be said of it where it is `handed_on`."""
    from pipeline.paper import template as templates
    from pipeline.paper.prepared import prepared

    faults = templates.template_faults(content, keys) or without_tags(content)
    if faults or not handed_on:
        return faults
    from pipeline.proof.findings import template_findings

    return [
        *template_findings(prepared(content).content, TEMPLATE_FILE),
        *templates.template_notes(content),
    ]


def without_tags(template: bytes) -> list[Finding]:
    """Return an error where a template has no tag at all: it may be a finished paper, which would
    be made again with its old numbers.
    """
    from pipeline.paper.prepared import prepared
    from pipeline.word.package import opened

    parts = opened(prepared(template).content)
    if any(b"{{" in part or b"{%" in part for part in parts.values()):
        return []
    return [
        finding(
            "template-unreadable",
            "it holds no tag, so nothing of the workbooks is printed: it may be a finished paper.",
            "Put the template in its place, in which names in double braces stand for what is"
            " filled in.",
            TEMPLATE_FILE,
        )
    ]
