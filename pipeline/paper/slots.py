"""What a template may name: every slot, list and condition, with its meaning.

From here come the values that `paper` fills in, the checks of `template`, and the tables of
templates/README.md.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.figures.measure import IN_BRIEF
from pipeline.paper.fields import (
    COMMA,
    CONCERN,
    FORTHCOMING,
    GROUP,
    INSPECTION,
    LOGGED,
    PROMISE,
    RATING,
    REPORT,
    ROW,
    UNDER_WAY,
)
from pipeline.paper.slot import Slot, date, flag, number, prose, span, text

SLOTS: dict[str, Slot] = {
    "title": text("the paper's title"),
    "marking": text("the marking, empty where there is none"),
    "force": text("the force's name"),
    "force_short": text("its short name"),
    "committee": text("the committee's name"),
    "inspectorate": text("the inspectorate's name"),
    "inspectorate_short": text("its short name"),
    "agenda_item": text("the agenda item"),
    "report_of": text("whose report it is"),
    "author": text("the author"),
    "contact": text("whom to ask"),
    "officer_name": text(
        "the officer to ask, of [paper.officer], as all that follows is empty"
        " where report.toml has none"
    ),
    "officer_role": text("what the officer is"),
    "officer_telephone": text("the officer's telephone number"),
    "officer_email": text("the officer's address, as a link to write to"),
    "next_report": date("the day of the next report; false where not given"),
    "background": Slot(
        "the papers that this one rests on, of [[paper.background]]",
        "list",
        {
            "title": text("its title"),
            "linked_title": text("its title as a link to its page; without one, the title"),
            "link": text("the address of its page"),
        },
    ),
    "implications": Slot(
        "what the paper means for money, law and the like, of [[paper.implications]]",
        "list",
        {"heading": text("what it is about"), "text": prose("what is to be said of it")},
    ),
    "history": Slot(
        "what was decided before, of [[paper.history]], in its order",
        "list",
        {
            "date": date("the day"),
            "body": text("who decided; empty where not given"),
            "decision": prose("what"),
        },
    ),
    "meeting_date": date("the day of the meeting"),
    "data_to": date("the data cut-off"),
    "first_paper": flag("no earlier meeting is filed"),
    "period": span(
        "the days that belong to this paper: 1 July to 31 December 2020; false where a first paper"
        " has no since"
    ),
    "period_is_one_day": flag("the period is a single day, as after a meeting the day before"),
    "period_from": date("the first day of the period; false where a first paper has no since"),
    "previous_date": date("the day of the last meeting; false on a first paper"),
    "previous_data_to": date("the last meeting's data cut-off; false on a first paper"),
    "since": date("where a first paper's period starts; false where not given"),
    "panel_chair": text("who chairs the force's panel"),
    "review_every": text("how often the panel's review is repeated"),
    "archive_seal": text(
        "the first twelve characters of the archive's seal; empty on a first paper"
    ),
    "updates_compared": flag("the workbook keeps updates, so unchanged ones could be counted"),
    "kinds_kept": flag("the workbook tells causes of concern from recommendations"),
    "reasons_kept": flag("the workbook gives reasons for ratings"),
    "ratings_kept": flag("the force rates its recommendations"),
    "owners_kept": flag("the workbook names who answers for a recommendation"),
    "reviews_kept": flag("the workbook keeps dates of review"),
    "sign_offs_kept": flag("it keeps dates of sign-off"),
    "closures_kept": flag("it keeps dates of closure by the inspectorate"),
    "targets_kept": flag("it keeps target dates"),
    "awaiting_kept": flag("[status] has a word for signed off"),
    "log_kept": flag("an inspections log is kept"),
    "worst": text("the worst rating"),
    "worst_outstanding": number("outstanding with the worst rating"),
    "worst_opening": number("outstanding with the worst rating at the last meeting"),
    **{
        f"{name}_{suffix}": Slot(means.format(what), kind)
        for name, what in IN_BRIEF.items()
        for suffix, means, kind in (
            ("then", "{} at the last meeting", "number"),
            ("change", "{}: now less the last meeting; use with |signed", "number"),
            ("compared", "{}: the last meeting's number is known", "condition"),
        )
    },
    "ratings_chart": Slot(
        "a chart of the outstanding recommendations by rating, then and now; alone on its line, and"
        " after it a line in the style Alternative Text that says what it shows",
        "chart",
    ),
    "balance_chart": Slot(
        "a chart of the outstanding recommendations over the filed meetings; false until there are"
        " three",
        "chart",
    ),
    "balance": Slot(
        "the numbers of that chart, oldest first; false until there are three meetings",
        "list",
        {
            "meeting": text("the day of the meeting"),
            "outstanding": number("outstanding at that meeting"),
        },
    ),
    "overdue_days": number("the days that the longest overdue is late; 0 where none is overdue"),
    "contents": Slot(
        "a table of contents, alone on its line, in the body: each heading of the first level, and"
        " of the second and third where the template has the styles TOC 2 and TOC 3, leads to its"
        " place; without page numbers",
        "contents",
    ),
    "abbreviations": Slot(
        "the abbreviations that the paper uses, as far as report.toml, a cell or a sentence of the"
        " paper writes them out; printed as {{ abbreviations }} it is a line for each",
        "listing",
        {"short": text("the abbreviation"), "long": text("what it stands for")},
    ),
    "ratings": Slot("the legend, worst first", "list", RATING),
    "ratings_reviewed": Slot(
        "the ratings that occur among those reviewed, worst first",
        "list",
        {key: RATING[key] for key in ("word", "meaning", "reviewed", "comma")},
    ),
    "signed_off_as": Slot(
        "the statuses of what was signed off in the period, those that occur",
        "list",
        {"status": text("the status"), "count": number("how many"), "comma": COMMA},
    ),
    "inspections": Slot("the inspections completed in the period", "list", INSPECTION),
    "underway": Slot(
        "the inspections under way at the data cut-off, from either sheet", "list", UNDER_WAY
    ),
    "reports": Slot("the reports published in the period", "list", REPORT),
    "forthcoming": Slot("the inspections that start after the cut-off", "list", FORTHCOMING),
    "promises": Slot(
        "what the last paper promised or scheduled and what became of it: target dates that fell"
        " between the meetings, inspections, responses, next steps, and sentences with a day or a"
        " ref; what was not kept first",
        "list",
        PROMISE,
    ),
    "worst_rated": Slot("outstanding recommendations with the worst rating", "list", ROW),
    "new_rows": Slot("recommendations that are new", "list", ROW),
    "settled_rows": Slot(
        "recommendations signed off or closed since the last meeting", "list", ROW
    ),
    "overdue_rows": Slot("outstanding recommendations past their target date", "list", ROW),
    "rows_of": Slot(
        "the rows behind any figure, by its key: `rows_of.overdue_total`; those of the figures of"
        " the log have the slots of its sheet, all others those of a recommendation. Without the"
        " rows that are not for publication; false where the figure has no value",
        "lists",
    ),
    "by_report": Slot(
        "the same rows by report, but those of the log: `by_report.overdue_total`", "lists"
    ),
    "withheld_of": Slot(
        "how many of the rows behind a figure, but one of the log, are not for publication, and so"
        " not in its list:"
        " `withheld_of.overdue_total`",
        "numbers",
    ),
    "few_of": Slot(
        "whether the list of a figure has one to six rows, so that a sentence may name them:"
        " `few_of.overdue_total`",
        "conditions",
    ),
}


def names(figure_keys: Mapping[str, str]) -> dict[str, Slot]:
    """Return every name of a template; `figure_keys` are the figures' keys with their labels."""

    def rows(key: str) -> Mapping[str, Slot]:
        return LOGGED.get(key) or (CONCERN if key == "concerns_total" else ROW)

    ours = {key: label for key, label in figure_keys.items() if key not in LOGGED}
    by_figure = {
        "rows_of": {key: Slot(label, "list", rows(key)) for key, label in figure_keys.items()},
        "by_report": {
            key: Slot(label, "list", {**GROUP, "rows": Slot(label, "list", rows(key))})
            for key, label in ours.items()
        },
        "withheld_of": {key: number(label) for key, label in ours.items()},
        "few_of": {key: flag(label) for key, label in figure_keys.items()},
    }
    return {
        **SLOTS,
        **{key: number(label) for key, label in figure_keys.items()},
        **{
            name: Slot(SLOTS[name].means, SLOTS[name].kind, fields)
            for name, fields in by_figure.items()
        },
    }
