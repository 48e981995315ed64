"""The house template of version 1.6, whose sentences the corpora of edits name (`tests/earlier.py`).

It is kept as it was. The paper that is printed today is drawn in `template.py`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.house.parts import field, p, package, row, run, section, table, tag_row
from tests.house.styles import numbering, styles

NUMBERED, CELL, COUNT, HEAD, HEAD_COUNT = (
    "NumberedParagraph",
    "TableText",
    "TableNumber",
    "TableHeading",
    "TableHeadingNumber",
)
TOTAL, TOTAL_COUNT = "TableTotal", "TableTotalNumber"
REVIEWED = '{{ reviewed_total|count("recommendation") }} {{ reviewed_total|verb("was", "were") }}'


def numbered(*texts: str) -> str:
    """Return a numbered paragraph."""
    return p(NUMBERED, *texts)


def when(condition: str, *content: str, otherwise: Sequence[str] = ()) -> str:
    """Return content that stands only where the condition holds, and what stands otherwise."""
    other = [p("Normal", "{%p else %}"), *otherwise] if otherwise else []
    return "".join(
        [p("Normal", f"{{%p if {condition} %}}"), *content, *other, p("Normal", "{%p endif %}")]
    )


def each(loop: str, *content: str) -> str:
    """Return content that stands once for each row of a list."""
    return "".join([p("Normal", f"{{%p for {loop} %}}"), *content, p("Normal", "{%p endfor %}")])


def body() -> str:
    """Return the document's body."""
    return "".join(
        [
            cover(),
            purpose(),
            background(),
            changes(),
            when("log_kept", inspections(), under_way(), reports(), forthcoming()),
            recommendation(),
            appendices(),
            section(landscape=True),
        ]
    )


def cover() -> str:
    """Return the title and the cover block."""

    def line(label: str, slot: str) -> str:
        return p("CoverLine", run(label, "Label"), f"\t{{{{ {slot} }}}}")

    return "".join(
        [
            p("Title", "{{ title }}"),
            line("Committee", "committee"),
            line("Meeting", "meeting_date|date"),
            *(
                when(slot, line(label, slot))
                for label, slot in (
                    ("Agenda item", "agenda_item"),
                    ("Report of", "report_of"),
                    ("Author", "author"),
                    ("Contact", "contact"),
                )
            ),
            line("Data to", "data_to|date"),
        ]
    )


def purpose() -> str:
    """Return the section Purpose of report."""
    return "".join(
        [
            p("Heading1", "Purpose of report"),
            numbered(
                "This report gives members of the {{ committee }} oversight of the recommendations that "
                "{{ inspectorate }} ({{ inspectorate_short }}) has made to {{ force }}."
            ),
            when(
                "first_paper",
                numbered(
                    "It is the first report of this kind, so it has no earlier meeting to compare its figures with. They show "
                    "the position at {{ data_to|date }}."
                ),
                otherwise=[
                    numbered(
                        "It shows the position at {{ data_to|date }} and what changed since the last meeting, on "
                        "{{ previous_date|date }}, whose figures showed the position at {{ previous_data_to|date }}."
                    )
                ],
            ),
            headlines(),
        ]
    )


HEADLINES = (
    ("Outstanding recommendations", "outstanding", "outstanding_total"),
    ("Of these, rated {{ worst }}", "worst", "worst_outstanding"),
    ("Overdue recommendations", "overdue", "overdue_total"),
    ("Awaiting the inspectorate", "awaiting", "awaiting_total"),
    ("Causes of concern", "concerns", "concerns_total"),
)


MAY_BE_MISSING = {"overdue": "targets_kept", "awaiting": "awaiting_kept"}
"""The headline figures that a force may not keep, and the condition that says whether it does."""


def _where(columns: int, condition: str, content: str) -> list[str]:
    """Return a row that stands only where the condition holds, and always where there is none."""
    if not condition:
        return [content]
    return [
        tag_row(columns, f"{{%tr if {condition} %}}"),
        content,
        tag_row(columns, "{%tr endif %}"),
    ]


def headlines() -> str:
    """Return the figures in brief, for the member who has one minute."""
    about = "One row for each headline figure"
    return p("Caption", "The figures in brief") + when(
        "outstanding_compared and concerns_compared",
        table(
            (3912, 1800, 1000, 1300, 1400),
            [
                row(
                    [
                        p(HEAD, "Figure"),
                        p(HEAD_COUNT, "Last meeting"),
                        p(HEAD_COUNT, "Now"),
                        p(HEAD_COUNT, "Change"),
                        p(HEAD, "Direction"),
                    ],
                    header=True,
                ),
                *(
                    line
                    for label, name, now in HEADLINES
                    for line in _where(
                        5,
                        f"{name}_compared" if name in MAY_BE_MISSING else "",
                        row(
                            [
                                p(CELL, label),
                                p(COUNT, f"{{{{ {name}_then|digits }}}}"),
                                p(COUNT, f"{{{{ {now}|digits }}}}"),
                                p(COUNT, f"{{{{ {name}_change|signed }}}}"),
                                p(
                                    CELL,
                                    f'{{{{ {name}_change|direction("up", "down", "the same") }}}}',
                                ),
                            ]
                        ),
                    )
                ),
            ],
            caption="The figures in brief",
            about=f"{about}, with its number at the last meeting, now, and the change.",
            together=True,
        ),
        otherwise=[
            table(
                (7012, 2400),
                [
                    row([p(HEAD, "Figure"), p(HEAD_COUNT, "Now")], header=True),
                    *(
                        line
                        for label, name, now in HEADLINES
                        for line in _where(
                            2,
                            MAY_BE_MISSING.get(name, ""),
                            row([p(CELL, label), p(COUNT, f"{{{{ {now}|digits }}}}")]),
                        )
                    ),
                ],
                caption="The figures in brief",
                about=f"{about}, with its number now.",
                together=True,
            )
        ],
    )


def background() -> str:
    """Return the section Background."""
    return "".join(
        [
            p("Heading1", "Background"),
            when(
                "reviews_kept",
                when(
                    "first_paper",
                    when(
                        "since",
                        numbered(
                            "A panel of the force reviews the recommendations of the inspectorate. From {{ since|date }} to "
                            f"{{{{ data_to|date }}}}, {REVIEWED} reviewed{RATED}."
                        ),
                        otherwise=[
                            numbered(
                                "A panel of the force reviews the recommendations of the inspectorate. Up to "
                                f"{{{{ data_to|date }}}}, {REVIEWED} reviewed{RATED}."
                            )
                        ],
                    ),
                    otherwise=[
                        numbered(
                            "A panel of the force reviews the recommendations of the inspectorate. After "
                            "{{ previous_data_to|date }} and up to {{ data_to|date }}, "
                            f"{REVIEWED} reviewed{RATED}."
                        )
                    ],
                ),
            ),
            when(
                "reviewed_total",
                p("Caption", "Recommendations reviewed in the period, by rating"),
                table(
                    (1500, 6412, 1500),
                    [
                        row(
                            [
                                p(HEAD, "Rating"),
                                p(HEAD, "What it means"),
                                p(HEAD_COUNT, "Reviewed"),
                            ],
                            header=True,
                        ),
                        tag_row(3, "{%tr for rating in ratings %}"),
                        row(
                            [
                                p(CELL, "{{ rating.word }}"),
                                p(CELL, "{{ rating.meaning }}"),
                                p(COUNT, "{{ rating.reviewed|digits }}"),
                            ]
                        ),
                        tag_row(3, "{%tr endfor %}"),
                        row(
                            [
                                p(TOTAL, "Total"),
                                p(TOTAL, "All ratings"),
                                p(TOTAL_COUNT, "{{ reviewed_total|digits }}"),
                            ]
                        ),
                    ],
                    caption="Recommendations reviewed in the period, by rating",
                    total=True,
                    together=True,
                    about="One row for each rating with its meaning and the number reviewed, and a total row.",
                ),
            ),
            when(
                "sign_offs_kept",
                when(
                    "signed_off_total",
                    numbered(
                        'In the same period, {{ signed_off_total|count("recommendation") }} {{ signed_off_total|verb("was", "were") }} signed '
                        'off inside the force. By {{ signed_off_total|verb("its", "their") }} status now, '
                        '{% for item in signed_off_as %}{{ item.count|number }} {{ item.count|verb("stands", "stand") }} as '
                        "\u201c{{ item.status }}\u201d{{ item.comma }}{% endfor %}."
                    ),
                    otherwise=[
                        numbered(
                            "No recommendations were signed off inside the force in the same period."
                        )
                    ],
                ),
            ),
            when(
                "awaiting_kept",
                when(
                    "awaiting_total",
                    numbered(
                        'At {{ data_to|date }}, {{ awaiting_total|count("recommendation") }} that the force had signed off '
                        '{{ awaiting_total|verb("was", "were") }} awaiting sign-off by the inspectorate.'
                    ),
                    otherwise=[
                        numbered(
                            "At {{ data_to|date }}, no recommendations were awaiting sign-off by the inspectorate."
                        )
                    ],
                ),
            ),
            when(
                "concerns_total",
                numbered(
                    'In addition, {{ concerns_total|count("cause of concern") }} {{ concerns_total|verb("is", "are") }} outstanding. Causes '
                    "of concern are counted apart and are in no other total of this report."
                ),
                otherwise=[numbered("No causes of concern are outstanding.")],
            ),
        ]
    )


RATED = (
    '{% if reviewed_total %}: {% for rating in ratings %}{{ rating.reviewed|number }} {{ rating.reviewed|verb("is", "are") }} '
    "rated {{ rating.word }}{{ rating.comma }}{% endfor %}{% endif %}"
)


def changes() -> str:
    """Return the section Changes since the last meeting."""
    return "".join(
        [
            p("Heading1", "Changes since the last meeting"),
            when("first_paper", _first_balance(), otherwise=[_movement(), _ladder(), _ratings()]),
            _dates(),
        ]
    )


def _first_balance() -> str:
    return "".join(
        [
            when(
                "outstanding_total",
                numbered(
                    "There is no earlier meeting to compare with. At {{ data_to|date }}, "
                    '{{ outstanding_total|count("recommendation") }} {{ outstanding_total|verb("was", "were") }} outstanding.'
                ),
                p("Caption", "Outstanding recommendations, by rating"),
                table(
                    (6412, 3000),
                    [
                        row([p(HEAD, "Rating"), p(HEAD_COUNT, "Outstanding")], header=True),
                        tag_row(2, "{%tr for rating in ratings %}"),
                        row(
                            [
                                p(CELL, "{{ rating.word }}"),
                                p(COUNT, "{{ rating.outstanding|digits }}"),
                            ]
                        ),
                        tag_row(2, "{%tr endfor %}"),
                        row([p(TOTAL, "Total"), p(TOTAL_COUNT, "{{ outstanding_total|digits }}")]),
                    ],
                    caption="Outstanding recommendations, by rating",
                    total=True,
                    together=True,
                    about="One row for each rating with the number outstanding, and a total row.",
                ),
                otherwise=[
                    numbered(
                        "There is no earlier meeting to compare with. At {{ data_to|date }}, no recommendations were "
                        "outstanding."
                    )
                ],
            ),
        ]
    )


def _balance(caption: str, about: str, rows: Sequence[tuple[str, str]]) -> str:
    return p("Caption", caption) + table(
        (7012, 2400),
        [
            row([p(HEAD, "Step"), p(HEAD_COUNT, "Recommendations")], header=True),
            *(row([p(CELL, label), p(COUNT, f"{{{{ {slot} }}}}")]) for label, slot in rows[:-1]),
            *(
                row([p(TOTAL, label), p(TOTAL_COUNT, f"{{{{ {slot} }}}}")])
                for label, slot in rows[-1:]
            ),
        ],
        caption=caption,
        about=about,
        total=True,
        together=True,
    )


def _movement() -> str:
    return "".join(
        [
            numbered(
                'At the last meeting, {{ outstanding_opening|count("recommendation") }} '
                '{{ outstanding_opening|verb("was", "were") }} outstanding. Since then {{ outstanding_new|number }} '
                '{{ outstanding_new|verb("is", "are") }} new, {{ outstanding_reopened|number }} '
                '{{ outstanding_reopened|verb("was", "were") }} reopened, {{ outstanding_settled|number }} '
                '{{ outstanding_settled|verb("was", "were") }} signed off or closed and {{ outstanding_withdrawn|number }} '
                '{{ outstanding_withdrawn|verb("was", "were") }} withdrawn, so that '
                '{{ outstanding_total|count("recommendation") }} {{ outstanding_total|verb("is", "are") }} outstanding now.'
            ),
            when(
                "balance_chart",
                p("Caption", "Outstanding recommendations at each meeting"),
                p("Chart", '{{ balance_chart|labels("Outstanding") }}'),
                p(
                    "AlternativeText",
                    "Column chart of the outstanding recommendations at each filed meeting and now, which is "
                    "{{ outstanding_total|digits }}.",
                ),
            ),
            _balance(
                "Outstanding recommendations, from the last meeting to this one",
                "The number outstanding at the last meeting, each movement with its sign, and the number outstanding now.",
                (
                    ("Outstanding at the last meeting", "outstanding_opening|digits"),
                    ("New", "outstanding_new|plus"),
                    ("Reopened", "outstanding_reopened|plus"),
                    ("Signed off or closed", "outstanding_settled|minus"),
                    ("Withdrawn", "outstanding_withdrawn|minus"),
                    ("Outstanding now", "outstanding_total|digits"),
                ),
            ),
        ]
    )


def _ladder() -> str:
    return when(
        "awaiting_kept",
        when(
            "awaiting_opening or awaiting_total",
            numbered(
                "Recommendations that the force has signed off await the inspectorate: {{ awaiting_opening|number }} at the last "
                "meeting and {{ awaiting_total|number }} now."
            ),
            _balance(
                "Recommendations awaiting the inspectorate, from the last meeting to this one",
                "The number awaiting at the last meeting, each movement with its sign, and the number awaiting now.",
                (
                    ("Awaiting at the last meeting", "awaiting_opening|digits"),
                    ("Signed off and not yet closed", "awaiting_added|plus"),
                    ("Closed by the inspectorate", "awaiting_closed|minus"),
                    ("Returned to the force", "awaiting_returned|minus"),
                    ("Withdrawn", "awaiting_withdrawn|minus"),
                    ("Awaiting now", "awaiting_total|digits"),
                ),
            ),
            otherwise=[
                numbered(
                    "No recommendation was awaiting the inspectorate at the last meeting, and none is now."
                )
            ],
        ),
    )


def _ratings() -> str:
    return "".join(
        [
            when(
                "continuing_total",
                numbered(
                    'At both meetings, {{ continuing_total|count("recommendation") }} {{ continuing_total|verb("was", "were") }} '
                    'outstanding: {{ improved_total|number }} {{ improved_total|verb("has", "have") }} a better rating now, '
                    '{{ worsened_total|number }} {{ worsened_total|verb("has", "have") }} a worse one and {{ unchanged_total|number }} '
                    '{{ unchanged_total|verb("has", "have") }} the same one.'
                ),
                _matrix(),
                otherwise=[
                    numbered(
                        "No recommendation was outstanding at both meetings, so no ratings can be compared."
                    )
                ],
            ),
            when(
                "outstanding_total",
                p(
                    "Caption",
                    "Outstanding and rated {{ worst }}: {{ worst_opening|digits }} at the last meeting, "
                    "{{ worst_outstanding|digits }} now",
                ),
                p("Chart", '{{ ratings_chart|labels("Last meeting", "Now") }}'),
                p(
                    "AlternativeText",
                    "Bar chart of the outstanding recommendations by rating. At the last meeting: "
                    "{% for rating in ratings %}{{ rating.opening|digits }} {{ rating.word }}{{ rating.comma }}{% endfor %}. Now: "
                    "{% for rating in ratings %}{{ rating.outstanding|digits }} {{ rating.word }}{{ rating.comma }}{% endfor %}. "
                    "The table after it holds the same numbers.",
                ),
            ),
            p("Caption", "Outstanding recommendations by rating, at the last meeting and now"),
            table(
                (4612, 2400, 2400),
                [
                    row(
                        [p(HEAD, "Rating"), p(HEAD_COUNT, "Last meeting"), p(HEAD_COUNT, "Now")],
                        header=True,
                    ),
                    tag_row(3, "{%tr for rating in ratings %}"),
                    row(
                        [
                            p(CELL, "{{ rating.word }}"),
                            p(COUNT, "{{ rating.opening|digits }}"),
                            p(COUNT, "{{ rating.outstanding|digits }}"),
                        ]
                    ),
                    tag_row(3, "{%tr endfor %}"),
                    row(
                        [
                            p(TOTAL, "Total"),
                            p(TOTAL_COUNT, "{{ outstanding_opening|digits }}"),
                            p(TOTAL_COUNT, "{{ outstanding_total|digits }}"),
                        ]
                    ),
                ],
                caption="Outstanding recommendations by rating, at the last meeting and now",
                total=True,
                together=True,
                about="One row for each rating with the number outstanding at each meeting, and a total row.",
            ),
        ]
    )


def _matrix() -> str:
    """Return the table of ratings then and now: a row for each rating then, a column for each
    rating now.
    """
    return p("Caption", "Rating at the last meeting and now, of those outstanding at both") + table(
        (2812, 1550, 1550, 1550, 1950),
        [
            row(
                [
                    p(HEAD, "Rating then"),
                    p(HEAD_COUNT, "{%tc for rating in ratings %}"),
                    p(HEAD_COUNT, "{{ rating.word }} now"),
                    p(HEAD_COUNT, "{%tc endfor %}"),
                    p(HEAD_COUNT, "Total"),
                ],
                header=True,
            ),
            tag_row(5, "{%tr for rating in ratings %}"),
            row(
                [
                    p(CELL, "{{ rating.word }}"),
                    p(COUNT, "{%tc for now in rating.now %}"),
                    p(COUNT, "{{ now.count|digits }}"),
                    p(COUNT, "{%tc endfor %}"),
                    p(COUNT, "{{ rating.continuing|digits }}"),
                ]
            ),
            tag_row(5, "{%tr endfor %}"),
            row(
                [
                    p(TOTAL, "Total"),
                    p(TOTAL_COUNT, "{%tc for rating in ratings %}"),
                    p(TOTAL_COUNT, "{{ rating.continuing_now|digits }}"),
                    p(TOTAL_COUNT, "{%tc endfor %}"),
                    p(TOTAL_COUNT, "{{ continuing_total|digits }}"),
                ]
            ),
        ],
        caption="Rating at the last meeting and now",
        total=True,
        together=True,
        last_column=True,
        about="One row for each rating at the last meeting, one column for each rating now, and totals.",
    )


def _dates() -> str:
    return "".join(
        [
            when(
                "targets_kept",
                when(
                    "overdue_total",
                    numbered(
                        'On the day of the meeting, {{ overdue_total|count("recommendation") }} {{ overdue_total|verb("is", "are") }} past '
                        '{{ overdue_total|verb("its", "their") }} target date (Appendix D).'
                    ),
                    otherwise=[
                        numbered(
                            "No outstanding recommendation is past its target date on the day of the meeting."
                        )
                    ],
                ),
            ),
            when(
                "not first_paper and continuing_total",
                when(
                    "targets_kept",
                    when(
                        "extended_total",
                        numbered(
                            "Since the last meeting, {{ extended_total|number }} of the recommendations outstanding at both meetings "
                            '{{ extended_total|verb("was", "were") }} given a later target date.'
                        ),
                        otherwise=[
                            numbered(
                                "No recommendation outstanding at both meetings has a later target date now."
                            )
                        ],
                    ),
                ),
                when(
                    "updates_compared",
                    when(
                        "stale_total",
                        numbered(
                            "Since the last meeting, {{ stale_total|number }} of the recommendations outstanding at both meetings "
                            '{{ stale_total|verb("has", "have") }} had no new update.'
                        ),
                        otherwise=[
                            numbered(
                                "No recommendation outstanding at both meetings is without a new update."
                            )
                        ],
                    ),
                ),
            ),
        ]
    )


def inspections() -> str:
    """Return the section Inspections completed since the last meeting."""
    return "".join(
        [
            p("Heading1", "Inspections completed since the last meeting"),
            when(
                "inspections_total",
                numbered(
                    "{% if first_paper %}In the period of this report{% else %}Since the last meeting{% endif %}, "
                    '{{ inspections_total|count("inspection") }} {{ inspections_total|verb("was", "were") }} completed.'
                ),
                each(
                    "inspection in inspections",
                    p("Heading2", "{{ inspection.title }}"),
                    numbered(
                        "The {% if not inspection.alone %}{{ inspection.position|ordinal }} {% endif %}inspection was "
                        '{{ inspection.description|ended(".") }}'
                        "{% if inspection.fieldwork %} The force was inspected{% if inspection.one_day %} on "
                        "{{ inspection.finished|date }}{% elif inspection.started %} from "
                        "{{ inspection.started|date }} to {{ inspection.finished|date }}{% else %}; the inspection ended on "
                        "{{ inspection.finished|date }}{% endif %}.{% endif %}"
                        "{% if inspection.documents_only %} The force was not chosen for fieldwork and was asked for documents, which "
                        "it gave by {{ inspection.finished|date }}.{% endif %}"
                        "{% if inspection.not_selected %} The force was not selected for this inspection, which ended on "
                        "{{ inspection.finished|date }}.{% endif %}"
                        "{% if inspection.commissioned_by %} Commissioned by: {{ inspection.commissioned_by }}.{% endif %}"
                        "{% if inspection.inspectorates %} Carried out by: {{ inspection.inspectorates|list }}.{% endif %}"
                    ),
                    when("inspection.questions", numbered("It asked: {{ inspection.questions }}")),
                    when("inspection.narrative", numbered("{{ inspection.narrative }}")),
                    when(
                        "inspection.findings",
                        p("Heading3", "Preliminary findings"),
                        numbered("{{ inspection.findings }}"),
                    ),
                    when(
                        "inspection.next_step",
                        p("Heading3", "Next step"),
                        numbered("{{ inspection.next_step }}"),
                    ),
                    when(
                        "inspection.lead",
                        numbered('Lead in the force: {{ inspection.lead|ended(".") }}'),
                    ),
                ),
                otherwise=[
                    numbered(
                        "No inspections were completed {% if first_paper %}in the period of this report{% else %}since the "
                        "last meeting{% endif %}."
                    )
                ],
            ),
        ]
    )


def under_way() -> str:
    """Return the section Inspections under way."""
    return "".join(
        [
            p("Heading1", "Inspections under way"),
            when(
                "underway_total",
                numbered(
                    'At {{ data_to|date }}, {{ underway_total|count("inspection") }} {{ underway_total|verb("was", "were") }} under way.'
                ),
                each(
                    "inspection in underway",
                    p("Heading2", "{{ inspection.title }}"),
                    numbered(
                        '{% if inspection.description %}This is {{ inspection.description|ended(".") }} {% endif %}'
                        "It started on {{ inspection.started|date }}{% if inspection.ends %}, and its last day is "
                        "{{ inspection.ends|date }}{% endif %}."
                        "{% if inspection.documents_only %} The force was not chosen for fieldwork and was asked for documents."
                        "{% endif %}{% if inspection.not_selected %} The force was not selected for this inspection.{% endif %}"
                        "{% if inspection.commissioned_by %} Commissioned by: {{ inspection.commissioned_by }}.{% endif %}"
                        "{% if inspection.inspectorates %} Carried out by: {{ inspection.inspectorates|list }}.{% endif %}"
                    ),
                    when("inspection.questions", numbered("It asks: {{ inspection.questions }}")),
                    when("inspection.narrative", numbered("{{ inspection.narrative }}")),
                    when(
                        "inspection.findings",
                        p("Heading3", "Preliminary findings"),
                        numbered("{{ inspection.findings }}"),
                    ),
                    when(
                        "inspection.next_step",
                        p("Heading3", "Next step"),
                        numbered("{{ inspection.next_step }}"),
                    ),
                    when(
                        "inspection.lead",
                        numbered('Lead in the force: {{ inspection.lead|ended(".") }}'),
                    ),
                ),
                otherwise=[numbered("No inspection was under way at {{ data_to|date }}.")],
            ),
        ]
    )


def reports() -> str:
    """Return the section Inspection reports published since the last meeting."""
    return "".join(
        [
            p("Heading1", "Inspection reports published since the last meeting"),
            when(
                "reports_total",
                numbered(
                    "{% if first_paper %}In the period of this report{% else %}Since the last meeting{% endif %}, "
                    '{{ reports_total|count("inspection report") }} {{ reports_total|verb("was", "were") }} published.'
                ),
                each(
                    "report in reports",
                    p("Heading2", "{{ report.title }}"),
                    numbered(
                        "This report was published on {{ report.published|date }}"
                        "{% if report.inspectorates %} by {{ report.inspectorates|list }}{% endif %}."
                        "{% if report.published_with %} It came out with the report \u201c{{ report.published_with }}\u201d.{% endif %}"
                    ),
                    when(
                        "report.recommendations",
                        numbered(
                            'It makes {{ report.recommendations|count("recommendation") }}: {{ report.for_force|number }} for the force alone, '
                            "{{ report.jointly|number }} for the force jointly with other bodies and {{ report.for_others|number }} for other "
                            "bodies only."
                        ),
                        otherwise=[numbered("It makes no recommendations.")],
                    ),
                    when("report.narrative", numbered("{{ report.narrative }}")),
                    when(
                        "report.responded",
                        numbered(
                            "The force responded to the report on {{ report.responded|date }}."
                        ),
                        otherwise=[
                            when(
                                "report.response_due",
                                numbered(
                                    "The response to the report is due by {{ report.response_due|date }}."
                                ),
                            )
                        ],
                    ),
                ),
                otherwise=[
                    numbered(
                        "No inspection reports were published {% if first_paper %}in the period of this report{% else %}"
                        "since the last meeting{% endif %}."
                    )
                ],
            ),
        ]
    )


def forthcoming() -> str:
    """Return the section Forthcoming inspections."""
    return "".join(
        [
            p("Heading1", "Forthcoming inspections"),
            when(
                "forthcoming_total",
                numbered(
                    'The force knows of {{ forthcoming_total|count("inspection") }} that {{ forthcoming_total|verb("starts", "start") }} '
                    "after {{ data_to|date }}."
                ),
                each(
                    "inspection in forthcoming",
                    p("Heading2", "{{ inspection.title }}"),
                    numbered(
                        "It {% if inspection.one_day %}takes place{% else %}starts{% endif %} on {{ inspection.starts|date }}"
                        "{% if inspection.ends and not inspection.one_day %} and ends on {{ inspection.ends|date }}{% endif %}."
                    ),
                    when("inspection.narrative", numbered("{{ inspection.narrative }}")),
                ),
                otherwise=[
                    numbered(
                        "The force knows of no inspection that starts after {{ data_to|date }}."
                    )
                ],
            ),
        ]
    )


def recommendation() -> str:
    """Return the section Recommendation."""
    return p("Heading1", "Recommendation") + p(
        NUMBERED, "The Committee is asked to note the contents of this report.", extra=section()
    )


def appendices() -> str:
    """Return the appendices and the notes on the figures."""
    first = "This is the first report of its kind, so there is no earlier meeting to compare with."
    return "".join(
        [
            _appendix(
                "Outstanding recommendations rated {{ worst }}",
                "worst_rated",
                "withheld_worst",
                "No outstanding recommendation is rated {{ worst }}.",
            ),
            _appendix(
                "New recommendations",
                "new_rows",
                "withheld_new",
                "No recommendation is new since the last meeting.",
                first,
            ),
            _appendix(
                "Recommendations signed off or closed",
                "settled_rows",
                "withheld_settled",
                "No recommendation was signed off or closed since the last meeting.",
                first,
            ),
            when(
                "targets_kept",
                _appendix(
                    "Overdue recommendations",
                    "overdue_rows",
                    "withheld_overdue",
                    "No outstanding recommendation is past its target date on the day of the meeting.",
                ),
            ),
            notes(),
        ]
    )


def _appendix(title: str, rows: str, withheld: str, none: str, first: str = "") -> str:
    widths = (1400, 3050, 5094, 2400, 2400)
    listed = table(
        widths,
        [
            row(
                [
                    p(HEAD, text)
                    for text in (
                        "Ref",
                        "Inspection report",
                        "Recommendation",
                        "Owner",
                        "Target date",
                    )
                ],
                header=True,
            ),
            tag_row(5, f"{{%tr for row in {rows} %}}"),
            row(
                [
                    p(CELL, "{{ row.ref }}"),
                    p(CELL, "{{ row.report }}"),
                    p(CELL, "{{ row.text }}"),
                    p(CELL, "{{ row.owner }}"),
                    p(
                        CELL,
                        "{% if row.target %}{{ row.target|date }}{% else %}None set{% endif %}",
                    ),
                ]
            ),
            tag_row(5, "{%tr endfor %}"),
        ],
        caption=title.replace(" {{ worst }}", ""),
        first_column=False,
        about="One row for each recommendation with its ref, report, wording, owner and target date.",
    )
    counted = when(
        withheld,
        p(
            "AfterTable",
            f'Not listed here: {{{{ {withheld}|count("recommendation") }}}} that '
            f'{{{{ {withheld}|verb("is", "are") }}}} counted in this report and not for publication.',
        ),
    )
    shown = when(rows, listed, otherwise=[when(f"not {withheld}", p("Normal", none))]) + counted
    return p("AppendixHeading", title) + (
        when("first_paper", p("Normal", first), otherwise=[shown]) if first else shown
    )


def notes() -> str:
    """Return the appendix that says what each figure counts."""

    def told(term: str, meaning: str) -> str:
        return row([p(CELL, term), p(CELL, meaning)])

    return "".join(
        [
            p("AppendixHeading", "Notes on the figures"),
            p(
                "Normal",
                "Every figure is counted from the rows of the force\u2019s master recommendations workbook"
                "{% if log_kept %} and its inspections log, as they stood{% else %}, as it stood{% endif %} for the data cut-off of {{ data_to|date }}. What "
                "happened later belongs to the next report."
                "{% if not first_paper %} \u201cSince the last meeting\u201d means after {{ previous_data_to|date }}.{% endif %}",
            ),
            when(
                "archive_seal",
                p(
                    "Normal",
                    "The figures of the last meeting are those filed after it. The seal of the archive they were "
                    "read from begins {{ archive_seal }}.",
                ),
            ),
            p("Caption", "The ratings"),
            table(
                (3000, 11344),
                [
                    row([p(HEAD, "Rating"), p(HEAD, "What it means")], header=True),
                    tag_row(2, "{%tr for rating in ratings %}"),
                    row([p(CELL, "{{ rating.word }}"), p(CELL, "{{ rating.meaning }}")]),
                    tag_row(2, "{%tr endfor %}"),
                ],
                caption="The ratings",
                about="One row for each rating, the worst first, with its meaning.",
            ),
            p("Caption", "What each total counts"),
            table(
                (3000, 11344),
                [
                    row([p(HEAD, "Term"), p(HEAD, "What it counts")], header=True),
                    told(
                        "Recommendation",
                        "A recommendation or an area for improvement that is addressed to the force, alone or with "
                        "other bodies. What is addressed to other bodies only is in no figure.",
                    ),
                    told(
                        "Cause of concern",
                        "A serious shortcoming from which recommendations hang. Counted apart.",
                    ),
                    *_where(
                        2,
                        "reviews_kept",
                        told(
                            "Reviewed",
                            "Reviewed by the force\u2019s panel in the period, whatever the status now, by the rating now.",
                        ),
                    ),
                    told("Outstanding", "Not yet signed off by the force, whatever the rating."),
                    *_where(
                        2,
                        "awaiting_kept",
                        told(
                            "Awaiting",
                            "Signed off by the force as completed or as business as usual, and not yet closed by the inspectorate.",
                        ),
                    ),
                    told(
                        "New", "Not in the register of the last meeting, whatever its status now."
                    ),
                    told(
                        "Reopened",
                        "Outstanding now, and signed off, closed or withdrawn at the last meeting.",
                    ),
                    told(
                        "Signed off or closed",
                        "Outstanding or not yet there at the last meeting, and signed off or closed now.",
                    ),
                    told(
                        "Withdrawn",
                        "Superseded, or no longer addressed to the force, and outstanding or not yet there at the last meeting.",
                    ),
                    *_where(
                        2,
                        "targets_kept",
                        told(
                            "Overdue",
                            "Outstanding, with a target date before the day of the meeting.",
                        ),
                    ),
                ],
                caption="What each total counts",
                about="One row for each term with what it counts.",
            ),
        ]
    )


def header() -> str:
    """Return the page header."""
    return when("marking", p("Marking", "{{ marking }}")) + p(
        "Header", "{{ committee }}: {{ title }}, {{ meeting_date|date }}"
    )


def footer() -> str:
    """Return the page footer."""
    return when("marking", p("Marking", "{{ marking }}")) + p(
        "Footer", "Page ", field("PAGE"), " of ", field("NUMPAGES")
    )


def template() -> bytes:
    """Return the template as a .docx."""
    return package(
        body(),
        styles=styles(),
        numbering=numbering(),
        header=header(),
        footer=footer(),
        title="HMICFRS update",
    )
