"""Rows of the two crime data integrity reports on West Midlands Police."""

from __future__ import annotations

from .rows import (
    AMBER,
    CLOSED,
    CONCERN,
    CRIME,
    DEPUTY,
    FORCE,
    GREEN,
    LOCAL,
    PEOPLE,
    PROPOSED,
    RED,
    ROUTINE,
    improve,
    item,
    report,
    seen,
)

REGISTRAR = "Force Crime Registrar"
CONTACT = "Force Contact"
PROTECTION = "Public Protection Unit"

INSPECTION = report(
    "West Midlands Police: Crime Data Integrity inspection 2017",
    "2017-09-07",
    item(
        "006",
        "1",
        "West Midlands Police fails to record too many of the crimes that are reported to it, violent crime above "
        "all, so some victims are offered neither an investigation nor support.",
        FORCE,
        DEPUTY,
        REGISTRAR,
        "2021-06-30",
        kind=CONCERN,
        original="2018-09-28",
        july=seen(
            "2020-05-27",
            AMBER,
            "Recording of violent crime rose in the audit of the first quarter of 2020, "
            "but harassment reported alongside other offences is still missed.",
        ),
        january=seen(
            "2020-11-30",
            AMBER,
            "The audit of the third quarter of 2020 shows further improvement. The "
            "panel asked for two more audits before it will consider closure.",
        ),
    ),
    item(
        "007",
        "1a",
        "Within three months, make sure that a crime is recorded at the first point of contact whenever the caller’s "
        "account meets the recording standard, and that call handlers can ask for advice while the caller is on the "
        "line.",
        FORCE,
        LOCAL,
        CONTACT,
        "2021-03-31",
        parent="006",
        original="2018-03-30",
        july=seen(
            "2020-05-20",
            AMBER,
            "An advice desk for call handlers opened in March 2020 on weekdays. Night and "
            "weekend cover depends on overtime.",
        ),
        january=seen(
            "2020-10-05",
            AMBER,
            "The advice desk covers every day until midnight. A bid for two more posts "
            "is before the resources board.",
        ),
    ),
    item(
        "008",
        "1b",
        "Correct the records of the crimes that the inspection found to be unrecorded, and tell the victims what will "
        "be done.",
        FORCE,
        CRIME,
        REGISTRAR,
        "2021-02-26",
        parent="006",
        july=seen(
            "2020-04-29",
            AMBER,
            "Most of the records have been corrected. The remainder wait for a decision on "
            "contacting victims after so long an interval.",
        ),
        january=seen(
            "2020-09-28",
            GREEN,
            "Every record has been corrected and victims were written to where it was "
            "safe to do so. The registrar is checking a sample before closure is proposed.",
            PROPOSED,
        ),
    ),
    item(
        "009",
        "1c",
        "Give every supervisor who finalises incidents training in the recording standard, and test what they have "
        "learnt after six months.",
        FORCE,
        PEOPLE,
        "Learning and Development",
        "2021-06-30",
        parent="006",
        original="2018-06-29",
        july=seen(
            "2020-06-02",
            RED,
            "Classroom training stopped in March 2020. Fewer than half of the supervisors "
            "have completed the course.",
            reason="Training was suspended during the Covid-19 restrictions and no online course existed.",
        ),
        january=seen(
            "2020-11-09",
            AMBER,
            "An online course replaced the classroom in September 2020 and four in five "
            "supervisors have passed it. The six-month test has yet to begin.",
        ),
    ),
    item(
        "010",
        "2",
        "Where domestic abuse is reported and no crime is recorded, the safety of the victim is not always "
        "considered, and the decision not to record is seldom explained.",
        FORCE,
        CRIME,
        PROTECTION,
        "2020-09-30",
        kind=CONCERN,
        original="2018-09-28",
        july=seen(
            "2020-05-27",
            AMBER,
            "Dip samples show that safeguarding is considered in nearly every case. The "
            "reasons recorded for not raising a crime remain thin.",
        ),
        january=seen(
            "2020-09-02",
            GREEN,
            "Three monthly samples met the standard, and the panel was asked to put the "
            "cause of concern forward for closure.",
            CLOSED,
            closed="2020-11-16",
        ),
    ),
    item(
        "011",
        "2a",
        "Complete a risk assessment for the victim of every domestic abuse incident, whether or not a crime is "
        "recorded.",
        FORCE,
        CRIME,
        PROTECTION,
        "2020-09-30",
        parent="010",
        original="2018-06-29",
        july=seen(
            "2020-05-27",
            GREEN,
            "An incident cannot be closed without a risk assessment since the change made "
            "to the control room system on 3 February 2020.",
        ),
        january=seen(
            "2020-09-02",
            GREEN,
            "Six months of data show that the control works. The panel was asked to "
            "sign the item off.",
            CLOSED,
            closed="2020-11-16",
        ),
    ),
    item(
        "012",
        "2b",
        "Have a supervisor review each domestic abuse incident that ends without a crime record, and note the reason "
        "for the decision in words that another officer could follow.",
        FORCE,
        CRIME,
        PROTECTION,
        "2020-06-30",
        parent="010",
        original="2018-06-29",
        july=seen(
            "2020-05-27",
            AMBER,
            "The review is in place on all eight neighbourhood policing units. Notes on "
            "two of them were too brief to follow.",
        ),
        january=seen(
            "2020-09-02",
            GREEN,
            "Guidance with worked examples went to supervisors in July 2020 and the "
            "later samples were clear on every unit.",
            CLOSED,
            closed="2020-11-16",
        ),
    ),
    improve(
        "013",
        "1",
        "Make sure that a report of a crime made to a partner organisation reaches the crime system "
        "within a day of the police learning of it.",
        CRIME,
        REGISTRAR,
        "2018-12-31",
        july=seen(
            "2019-03-06",
            GREEN,
            "Referral inboxes are monitored every day and the delay is under a day in all samples.",
            CLOSED,
            closed="2019-05-20",
        ),
    ),
    improve(
        "014",
        "2",
        "Check decisions to cancel recorded crimes, and see that victims are told when theirs is "
        "cancelled.",
        DEPUTY,
        REGISTRAR,
        "2019-12-31",
        july=seen(
            "2019-11-06",
            GREEN,
            "Only the registrar’s team may cancel a recorded crime, and a letter to the "
            "victim is a required step.",
            ROUTINE,
        ),
    ),
    improve(
        "015",
        "3",
        "Collect the diversity information of victims of crime, so that recording can be compared "
        "between communities.",
        DEPUTY,
        REGISTRAR,
        "2021-03-31",
        july=seen(
            "2020-06-03",
            GREEN,
            "The new crime system will prompt for the information. Officers have been "
            "briefed on why it is asked for.",
        ),
        january=seen(
            "2020-11-11",
            GREEN,
            "Completion in the pilot area rose from a third to two thirds of records "
            "once the prompt was introduced.",
        ),
    ),
)

REINSPECTION = report(
    "West Midlands Police: Crime Data Integrity re-inspection 2018",
    "2019-01-15",
    item(
        "064",
        "1",
        "Progress since the inspection of 2017 has been too slow: staff do not understand the recording rules well "
        "enough, and supervision and audit do not find the crimes that are missed.",
        FORCE,
        DEPUTY,
        REGISTRAR,
        "2021-06-30",
        kind=CONCERN,
        original="2019-12-31",
        july=seen(
            "2020-05-27",
            RED,
            "Supervision has improved. Audit of all crime types cannot start until the new "
            "crime system is in use.",
            reason="Audit of every crime type depends on a computer system that has been delayed.",
        ),
        january=seen(
            "2020-11-30",
            AMBER,
            "Audits of violent and sexual offences are made every month. The remaining "
            "crime types depend on the new system.",
        ),
    ),
    item(
        "065",
        "1a",
        "Audit the recording of every type of crime, not of violent and sexual offences alone, and publish the "
        "results inside the force every quarter.",
        FORCE,
        DEPUTY,
        REGISTRAR,
        "2020-09-30",
        parent="064",
        original="2019-09-30",
        july=seen(
            "2020-05-14",
            RED,
            "Audit of other crime types needs the search tools of the new crime system. Its "
            "introduction was put back when suppliers could not work on police premises.",
            reason="The work depends on the new crime system, which has no confirmed date of introduction.",
        ),
    ),
    item(
        "066",
        "1b",
        "Set out what a supervisor must check before an incident is closed, and hold supervisors to it.",
        FORCE,
        LOCAL,
        "Force Response",
        "2021-05-28",
        parent="064",
        july=seen(
            "2020-06-03",
            AMBER,
            "A checklist of seven points was agreed in January 2020. Its use differs "
            "widely between shifts.",
        ),
        january=seen(
            "2020-10-28",
            AMBER,
            "Use of the checklist is reported to the monthly performance meeting. Two "
            "shifts out of ten remain below the standard.",
        ),
    ),
    item(
        "067",
        "1c",
        "Complete the crime-recording training of all officers and staff who deal with reports of crime, and keep a "
        "record of those who have yet to attend.",
        FORCE,
        PEOPLE,
        "Learning and Development",
        "2021-03-31",
        parent="064",
        original="2019-09-30",
        july=seen(
            "2020-05-20",
            RED,
            "About a third of the workforce had yet to attend when training was suspended.",
            reason="No training has taken place since March 2020.",
        ),
        january=seen(
            "2020-11-09",
            AMBER,
            "Seven in ten have completed the online course. Line managers receive the "
            "names of those who have not.",
        ),
    ),
    improve(
        "068",
        "1",
        "Make sure that reports of rape are recorded as crimes without waiting for an investigation to "
        "confirm them.",
        CRIME,
        PROTECTION,
        "2021-02-26",
        july=seen(
            "2020-05-06",
            AMBER,
            "A daily check of rape reports began in February 2020. It found four late "
            "records in its first two months.",
        ),
        january=seen(
            "2020-11-02",
            AMBER,
            "One late record was found between July and October 2020. The panel "
            "asked for a quarter without any.",
        ),
    ),
    improve(
        "069",
        "2",
        "Record all crimes of modern slavery that are disclosed during other investigations, including "
        "those said to have taken place abroad.",
        CRIME,
        "Force Intelligence",
        "2021-01-29",
        july=seen(
            "2020-04-22",
            AMBER,
            "A weekly comparison of referrals with crime records began in February 2020.",
        ),
        january=seen(
            "2020-10-07",
            GREEN,
            "The weekly comparison has found no unrecorded crime since the end of July 2020.",
        ),
    ),
)
