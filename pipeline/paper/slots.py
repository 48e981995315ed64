"""What a template may name: every slot, list, condition and filter, with its meaning.

From here come the values that `paper` fills in, the checks of `template`, and the tables of
templates/README.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.english import writing
from pipeline.figures.measure import IN_BRIEF
from pipeline.paper.chart.charts import labelled
from pipeline.paper.marks import bare, of_figure


class Number(int):
    """A count that knows the key of its figure."""

    key: str

    def __new__(cls, value: int, key: str) -> Number:
        number = super().__new__(cls, value)
        number.key = key
        return number


class Day(datetime.date):
    """A date that knows what it is called, so that it can be found again in the paper."""

    key: str

    @classmethod
    def of(cls, day: datetime.date, key: str) -> Day:
        """Return the date under a name."""
        found = cls(day.year, day.month, day.day)
        found.key = key
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, each end a date of its own: "1 July to 31 December 2020"."""

    first: Day
    last: Day

    def told(self) -> str:
        """Return the span as it travels; one day is a date."""
        first, last = writing.span(self.first, self.last)
        end = of_figure(self.last.key, last)
        return end if self.first == self.last else f"{of_figure(self.first.key, first)} to {end}"


class Place(int):
    """Which one of a list it is: a number of the program's own, and no figure."""


class Stated(str):
    """A text of the program's own whose numbers are no figure's: a seal, the place in a list, an
    ordinal.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """One name: what stands there. `fields` describe the rows of a list."""

    means: str
    kind: str = "text"
    fields: Mapping[str, Slot] | None = None


def _text(means: str) -> Slot:
    return Slot(means)


def _number(means: str) -> Slot:
    return Slot(means, "number")


def _date(means: str) -> Slot:
    return Slot(means, "date")


def _span(means: str) -> Slot:
    return Slot(means, "span")


def _flag(means: str) -> Slot:
    return Slot(means, "condition")


def _prose(means: str) -> Slot:
    return Slot(means, "lines")


ONE_DAY = _flag("its first day is its last")
BODIES = Slot("the same, the inspectorate of the paper by its short name; use with |list", "names")
COMMA = _text('the comma or "and" that follows it in a sentence; nothing after the last')
ROW = {
    "ref": _text("the force's ref"),
    "report": _text("the title of its report"),
    "linked_report": _text("the title as a link to its page, where the log has the report and one"),
    "published": _date("the day its report was published"),
    "kind": _text("what it is, in the words of [kind]"),
    "number": _text("its number in the report"),
    "parent": _text("the ref of the cause of concern that it hangs from"),
    "text": _prose("the wording"),
    "addressed_to": _text("whom it is addressed to"),
    "owner": _text("the chief officer who answers for it"),
    "department": _text("where the work is done"),
    "rag": _text("its rating, a word of the legend"),
    "rating": _text("the same"),
    "rag_reason": _prose("the reason for the rating"),
    "reason": _prose("the same"),
    "status": _text("its status, in the workbook's words"),
    "target": _date("its target date; false where it has none, as with every date of a row"),
    "original_target": _date("its first target date"),
    "reviewed": _date("the day of the last review"),
    "signed_off": _date("the day it was signed off inside the force"),
    "closed": _date("the day the inspectorate closed it"),
    "updated": _date("the day of the latest update"),
    "update": _prose("the latest update"),
    "publish": _text("Yes: a row that is not for publication is in no list"),
    "days_overdue": _number("the days from its target date to the meeting; 0 where it is not late"),
    "rag_then": _text(
        "its rating at the last meeting; empty where it was not there, or not for publication then"
    ),
    "status_then": _text("its status at the last meeting, likewise"),
    "target_then": _date("its target date at the last meeting, likewise"),
    "is_outstanding": _flag("it is outstanding"),
    "is_awaiting": _flag("it awaits the inspectorate"),
    "is_closed": _flag("it is closed"),
    "is_withdrawn": _flag("its status means withdrawn"),
    "is_worst": _flag("it has the worst rating"),
    "is_overdue": _flag("it is outstanding and its target date is before the meeting"),
    "is_reviewed": _flag("it was reviewed in the period"),
    "is_new": _flag(
        "it was not in the last meeting's register; this and what follows: no flag is"
        " up on a first paper"
    ),
    "is_reopened": _flag("it is outstanding, and was signed off, closed or withdrawn"),
    "is_returned": _flag("it is outstanding, and awaited the inspectorate"),
    "is_improved": _flag("it is outstanding at both meetings, with a better rating now"),
    "is_worsened": _flag("it is outstanding at both meetings, with a worse rating now"),
    "is_extended": _flag("it is outstanding at both meetings, with a later target date now"),
    "target_moved": _flag("it has a first target date that is not the one it has now"),
    "opens_report": _flag("it is the first of its report, in a list of `by_report`"),
}
CONCERN = {
    **ROW,
    "recommendations": Slot(
        "the recommendations that hang from it, whatever their status", "list", ROW
    ),
    "withheld": _number("of these, how many are not for publication and not in the list"),
}
GROUP = {
    "report": _text("the title of a report"),
    "linked_report": _text("the title as a link to its page, where the log has the report and one"),
    "published": _date("the day it was published"),
    "rows": Slot("its rows of the list", "list", ROW),
}
RATING = {
    "word": _text("the rating"),
    "meaning": _text("what it means, from the legend"),
    "reviewed": _number("reviewed in the period with this rating"),
    "outstanding": _number("outstanding with this rating"),
    "opening": _number("outstanding with this rating at the last meeting"),
    "continuing": _number("outstanding at both meetings, with this rating then"),
    "continuing_now": _number("outstanding at both meetings, with this rating now"),
    "now": Slot(
        "for the ratings now: how many moved there from this one",
        "list",
        {
            "word": _text("the rating now"),
            "count": _number("how many had the outer rating then and have this one now"),
        },
    ),
    "comma": COMMA,
}
INSPECTION = {
    "position": _number("1 for the first, 2 for the second …; use with |ordinal"),
    "alone": _flag("it is the only one"),
    "ref": _text("its ref"),
    "title": _text("its official title"),
    "description": _prose('completes "The first inspection was …"'),
    "type": _text("its type"),
    "commissioned_by": _text("who asked for it"),
    "inspectorates": Slot("the inspectorates; use with |list", "names"),
    "bodies": BODIES,
    "fieldwork": _flag("the force was inspected"),
    "documents_only": _flag("the force gave documents only"),
    "not_selected": _flag("the force was not selected"),
    "started": _date("the first day; false where not known"),
    "finished": _date("the last day"),
    "days": _span(
        "from the first day to the last: 9 to 13 November 2020; the last day where the"
        " first is not known"
    ),
    "one_day": ONE_DAY,
    "questions": _prose("what it asked"),
    "narrative": _prose("what happened"),
    "findings": _prose("the preliminary findings"),
    "next_step": _prose("what follows"),
    "lead": _text("who leads"),
}
UNDER_WAY = {
    **{key: slot for key, slot in INSPECTION.items() if key not in ("finished", "one_day", "days")},
    "started": _date("the first day"),
    "ends": _date("the last day; false where it is not known"),
}
REPORT = {
    "ref": _text("its ref"),
    "title": _text("its official title"),
    "linked_title": _text("its title as a link to its page; without a link, the title"),
    "published": _date("the day of publication"),
    "inspectorates": Slot("the inspectorates; use with |list", "names"),
    "bodies": BODIES,
    "published_with": _text("the title of the report it came out with"),
    "inspection": _text("the title of its inspection"),
    "recommendations": _number("how many it makes"),
    "for_force": _number("for this force alone"),
    "jointly": _number("for this force and other bodies"),
    "for_others": _number("for other bodies only"),
    "ours": _number("for this force, alone or jointly"),
    "narrative": _prose("what it found"),
    "response_due": _date("when the response is due; false where not known"),
    "responded": _date("when the force responded; false where it had not by the data cut-off"),
    "is_late": _flag(
        "its response was made after the day it was due, or was due before the meeting and is not"
        " made"
    ),
    "answer_by": _date(
        "the last of the 56 days, beginning with its publication, that the law gives"
    ),
    "link": _text("the address of its page"),
}
FORTHCOMING = {
    "title": _text("its official title"),
    "starts": _date("the first day"),
    "ends": _date("the last day; false if not known"),
    "days": _span("from the first day to the last; the first alone where the last is not known"),
    "one_day": ONE_DAY,
    "narrative": _prose("what is known"),
}
PROMISE = {
    "kind": _text("what it is: target date, inspection, response to a report, next step, sentence"),
    "ref": _text("the ref of its recommendation, inspection or report"),
    "title": _text("the title of its report or inspection"),
    "words": _text("the words of the last paper; empty for a target date"),
    "place": _text(
        "where it stood in the last paper: 3.1, Appendix A; empty where it was not in it"
    ),
    "by": _date("the day by which it was promised; false where none was given"),
    "state": _text(
        "what became of it: kept, not kept, not due yet, overtaken, to be judged, not mentioned"
    ),
    "done": _date("the day on which it was done; false where not known"),
    "moved_to": _date("the day that is given for it now; false where it did not move"),
    "rating": _text("the rating of its recommendation now"),
    "status": _text("the status of its recommendation now"),
    "kept": _flag("it was done by its day"),
    "not_kept": _flag("it was not"),
    "not_due": _flag("its day is after the data cut-off"),
    "not_mentioned": _flag("neither the workbook nor the log says anything of it"),
}
SLOTS: dict[str, Slot] = {
    "title": _text("the paper's title"),
    "marking": _text("the marking, empty where there is none"),
    "force": _text("the force's name"),
    "force_short": _text("its short name"),
    "committee": _text("the committee's name"),
    "inspectorate": _text("the inspectorate's name"),
    "inspectorate_short": _text("its short name"),
    "agenda_item": _text("the agenda item"),
    "report_of": _text("whose report it is"),
    "author": _text("the author"),
    "contact": _text("whom to ask"),
    "officer_name": _text(
        "the officer to ask, of [paper.officer], as all that follows is empty"
        " where report.toml has none"
    ),
    "officer_role": _text("what the officer is"),
    "officer_telephone": _text("the officer's telephone number"),
    "officer_email": _text("the officer's address, as a link to write to"),
    "next_report": _date("the day of the next report; false where not given"),
    "background": Slot(
        "the papers that this one rests on, of [[paper.background]]",
        "list",
        {
            "title": _text("its title"),
            "linked_title": _text("its title as a link to its page; without one, the title"),
            "link": _text("the address of its page"),
        },
    ),
    "implications": Slot(
        "what the paper means for money, law and the like, of [[paper.implications]]",
        "list",
        {"heading": _text("what it is about"), "text": _prose("what is to be said of it")},
    ),
    "history": Slot(
        "what was decided before, of [[paper.history]], in its order",
        "list",
        {
            "date": _date("the day"),
            "body": _text("who decided; empty where not given"),
            "decision": _prose("what"),
        },
    ),
    "meeting_date": _date("the day of the meeting"),
    "data_to": _date("the data cut-off"),
    "first_paper": _flag("no earlier meeting is filed"),
    "period": _span(
        "the days that belong to this paper: 1 July to 31 December 2020; false where a first paper"
        " has no since"
    ),
    "period_from": _date("the first day of the period; false where a first paper has no since"),
    "previous_date": _date("the day of the last meeting; false on a first paper"),
    "previous_data_to": _date("the last meeting's data cut-off; false on a first paper"),
    "since": _date("where a first paper's period starts; false where not given"),
    "panel_chair": _text("who chairs the force's panel"),
    "review_every": _text("how often the panel's review is repeated"),
    "archive_seal": _text(
        "the first twelve characters of the archive's seal; empty on a first paper"
    ),
    "updates_compared": _flag("the workbook keeps updates, so unchanged ones could be counted"),
    "ratings_kept": _flag("the force rates its recommendations"),
    "reviews_kept": _flag("the workbook keeps dates of review"),
    "sign_offs_kept": _flag("it keeps dates of sign-off"),
    "targets_kept": _flag("it keeps target dates"),
    "awaiting_kept": _flag("[status] has a word for signed off"),
    "log_kept": _flag("an inspections log is kept"),
    "worst": _text("the worst rating"),
    "worst_outstanding": _number("outstanding with the worst rating"),
    "worst_opening": _number("outstanding with the worst rating at the last meeting"),
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
            "meeting": _text("the day of the meeting"),
            "outstanding": _number("outstanding at that meeting"),
        },
    ),
    "overdue_days": _number("the days that the longest overdue is late; 0 where none is overdue"),
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
        {"short": _text("the abbreviation"), "long": _text("what it stands for")},
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
        {"status": _text("the status"), "count": _number("how many"), "comma": COMMA},
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
        "how many of the rows behind a figure are not for publication, and so not in its list:"
        " `withheld_of.overdue_total`",
        "numbers",
    ),
    "few_of": Slot(
        "whether the list of a figure has one to six rows, so that a sentence may name them:"
        " `few_of.overdue_total`",
        "conditions",
    ),
}
LOGGED: Mapping[str, Mapping[str, Slot]] = {
    "inspections_total": INSPECTION,
    "underway_total": UNDER_WAY,
    "reports_total": REPORT,
    "forthcoming_total": FORTHCOMING,
    "responses_made": REPORT,
    "responses_due": REPORT,
    "responses_late": REPORT,
}
"""The slots of the rows behind a figure of the log; those of all others are recommendations."""


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
        "withheld_of": {key: _number(label) for key, label in ours.items()},
        "few_of": {key: _flag(label) for key, label in figure_keys.items()},
    }
    return {
        **SLOTS,
        **{key: _number(label) for key, label in figure_keys.items()},
        **{
            name: Slot(SLOTS[name].means, SLOTS[name].kind, fields)
            for name, fields in by_figure.items()
        },
    }


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the template: how it is written, and what it prints."""

    example: str
    prints: str
    made: Callable[..., Any]


def _listed(items: Iterable[str], last: str = "and") -> str:
    """Return names as a list by what a reader sees of them: the address of a cell travels too."""
    return writing.listed(items, last, seen=bare)


def _refs(rows: Iterable[Mapping[str, object]] | None) -> str:
    if rows is None:
        raise TypeError("it has no value in this paper")
    every = list(rows)
    if not all("ref" in row for row in every):
        raise TypeError("the rows of this list have no ref")
    return _listed(str(row["ref"]) for row in every)


def _key(value: object) -> str:
    return getattr(value, "key", "")


def filters(words_to: int) -> dict[str, Filter]:
    """Return the template's filters for a house style of numbers in words up to `words_to`."""

    def told(make: Callable[..., str]) -> Callable[..., str]:
        return lambda value, *more: (
            Stated(make(value, *more))
            if isinstance(value, Place)
            else of_figure(_key(value), make(value, *more))
        )

    def as_stated(make: Callable[..., str]) -> Callable[..., str]:
        return lambda value, *more: (Stated if isinstance(value, Stated) else str)(
            make(value, *more)
        )

    return {
        "number": Filter(
            "{{ reviewed_total|number }}",
            "the number in house style: none, six, 98",
            told(lambda value: writing.number(value, words_to)),
        ),
        "digits": Filter(
            "{{ reviewed_total|digits }}",
            "the number in digits, for tables: 0, 6, 1,204",
            told(writing.digits),
        ),
        "plus": Filter(
            "{{ outstanding_new|plus }}",
            "the number as an increase: +3, and 0 for none",
            told(writing.signed),
        ),
        "minus": Filter(
            "{{ outstanding_settled|minus }}",
            "the number as a decrease: \u22123, and 0 for none",
            told(lambda value: writing.signed(-value)),
        ),
        "count": Filter(
            '{{ reports_total|count("report") }}',
            "the number and its noun: no reports, one report, 12 reports; "
            "an unusual plural may follow as a second word",
            told(lambda value, noun, many="": writing.count(value, words_to, noun, many)),
        ),
        "plural": Filter(
            '{{ reports_total|plural("report") }}',
            "the noun alone, as it goes with the number",
            writing.plural,
        ),
        "verb": Filter(
            '{{ reports_total|verb("was", "were") }}',
            "the first word for one, the second for none and many",
            writing.verb,
        ),
        "ordinal": Filter(
            "{{ inspection.position|ordinal }}",
            "first, second, third …",
            lambda value: Stated(writing.ordinal(value)),
        ),
        "date": Filter(
            "{{ meeting_date|date }}", "the date in full: 14 January 2021", told(writing.dates)
        ),
        "list": Filter("{{ report.inspectorates|list }}", "names as a list: A, B and C", _listed),
        "refs": Filter(
            "{{ rows_of.newly_worst_total|refs }}",
            "the refs of a list of recommendations: WMP-039, WMP-050 and WMP-051",
            _refs,
        ),
        "sentence": Filter(
            '{{ reports_total|count("report")|sentence }}',
            "the same with a capital letter",
            as_stated(writing.sentence),
        ),
        "labels": Filter(
            '{{ ratings_chart|labels("Last meeting", "Now") }}',
            "the chart, its series named so",
            labelled,
        ),
        "signed": Filter(
            "{{ outstanding_change|signed }}",
            "a change with its sign: +3, \u22129, 0",
            told(writing.signed),
        ),
        "direction": Filter(
            '{{ outstanding_change|direction("up", "down", "no change") }}',
            "the first word for a rise, the second for a fall, the third for neither",
            writing.direction,
        ),
        "ended": Filter(
            '{{ inspection.description|ended(".") }}',
            "the same with this mark at its end, unless it has one",
            as_stated(writing.ended),
        ),
    }
