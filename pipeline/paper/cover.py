"""What report.toml gives a template to print: the cover block and what may stand besides it."""

from __future__ import annotations

from pipeline.paper import marks
from pipeline.paper.links import linked
from pipeline.paper.named_values import Day
from pipeline.paper.rows import Slots
from pipeline.settings.model import Settings
from pipeline.settings.paper import BackgroundPaper, Decision, Implication
from pipeline.workbook.prose import Run, prose


def cover(settings: Settings) -> dict[str, str]:
    """Return what the cover block and the header print."""
    paper = settings.paper
    return {
        key: marks.of_cell(text, f"report.toml {key}")
        for key, text in {
            "title": paper.title,
            "marking": paper.marking,
            "agenda_item": paper.agenda_item,
            "report_of": paper.report_of,
            "author": paper.author,
            "contact": paper.contact,
            "panel_chair": paper.panel_chair,
            "review_every": paper.review_every,
            "force": settings.force.name,
            "force_short": settings.force.short_name or settings.force.name,
            "committee": settings.committee.name,
            "inspectorate": settings.inspectorate_name,
            "inspectorate_short": settings.inspectorate_short,
        }.items()
    }


def besides(settings: Settings) -> Slots:
    """Return what report.toml gives a template to print besides the cover."""
    paper, officer = settings.paper, settings.paper.officer
    day = paper.next_report
    return {
        "officer_name": _text(officer.name, "officer name"),
        "officer_role": _text(officer.role, "officer role"),
        "officer_telephone": _text(officer.telephone, "officer telephone"),
        "officer_email": marks.of_link(
            _text(officer.email, "officer email"), f"mailto:{officer.email}"
        ),
        "next_report": Day.of(day, "next_report") if day else "",
        "background": [_paper(place, one) for place, one in enumerate(paper.background, 1)],
        "implications": [
            _implication(place, one) for place, one in enumerate(paper.implications, 1)
        ],
        "history": [_decision(place, one) for place, one in enumerate(paper.history, 1)],
    }


def _text(words: str, key: str) -> str:
    """Return a text of one line of report.toml, marked with where it stands there."""
    return marks.of_cell(words, f"report.toml {key}")


def _lines(words: str, key: str) -> str:
    """Return a text of one line or more, marked likewise."""
    return marks.of_prose(prose([Run(words)]), f"report.toml {key}")


def _paper(place: int, one: BackgroundPaper) -> Slots:
    key = f"background {place}"
    title = _text(one.title, f"{key} title")
    return {
        "title": title,
        "linked_title": linked(title, one.link),
        "link": _text(one.link, f"{key} link"),
    }


def _implication(place: int, one: Implication) -> Slots:
    key = f"implications {place}"
    return {
        "heading": _text(one.heading, f"{key} heading"),
        "text": _lines(one.text, f"{key} text"),
    }


def _decision(place: int, one: Decision) -> Slots:
    key = f"history {place}"
    return {
        "date": Day.of(one.date, f"history:{place}:date"),
        "body": _text(one.body, f"{key} body"),
        "decision": _lines(one.decision, f"{key} decision"),
    }
