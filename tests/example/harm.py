"""Rows of national reports on hate crime, mental health, older people and abuse of position."""

from __future__ import annotations

from .rows import (
    ALL,
    AMBER,
    CHIEFS,
    CLOSED,
    COLLEGE,
    COMPLETED,
    COUNCIL,
    CRIME,
    DEPUTY,
    GREEN,
    HOME,
    LOCAL,
    PEOPLE,
    PROPOSED,
    PROSECUTION,
    RED,
    ROUTINE,
    SENT,
    SUPERSEDED,
    elsewhere,
    item,
    report,
    seen,
)

PROTECTION = "Public Protection Unit"
CONTACT = "Force Contact"
STANDARDS = "Professional Standards Department"
HEALTH = "National Health Service trusts"

HATE = report(
    "Understanding the difference: the initial police response to hate crime",
    "2018-07-19",
    item(
        "047",
        "1",
        "Mark every hate crime as such when it is first recorded, with the right strand of hostility.",
        CHIEFS,
        LOCAL,
        CONTACT,
        "2020-03-31",
        july=seen(
            "2020-06-02",
            GREEN,
            "The mark is a required field and a daily search finds those that were missed.",
            COMPLETED,
        ),
        january=seen(
            "2020-11-02",
            GREEN,
            "Evidence was sent to the Inspectorate on 2 November 2020.",
            SENT,
            kept=True,
        ),
    ),
    item(
        "048",
        "2",
        "Adopt a risk assessment made for victims of hate crime.",
        CHIEFS,
        LOCAL,
        "Local Policing",
        "2020-09-30",
        july=seen(
            "2020-05-18", GREEN, "The assessment has been on trial in Coventry since January 2020."
        ),
        january=seen(
            "2020-08-27",
            GREEN,
            "The assessment was adopted across the force area on 3 August 2020, and "
            "the evidence is ready for the Inspectorate.",
            SENT,
        ),
    ),
    item(
        "049",
        "3",
        "Visit victims of hate crime when they would prefer it to a telephone call.",
        ALL,
        LOCAL,
        "Local Policing",
        "2020-12-31",
        july=seen(
            "2020-05-18",
            AMBER,
            "Visits were limited by the Covid-19 restrictions. Victims were offered a "
            "video call instead.",
        ),
        january=seen(
            "2020-10-02",
            GREEN,
            "Visits resumed on 13 July 2020 and the choice is part of the standard script.",
            ROUTINE,
        ),
    ),
    item(
        "050",
        "4",
        "Make sure that victims of hate crime are told about third-party reporting centres and the "
        "support that they offer.",
        ALL,
        LOCAL,
        "Local Policing",
        "2021-02-26",
        july=seen(
            "2020-06-04",
            AMBER,
            "Nine of the fifty centres closed in the spring of 2020. The list is being checked.",
        ),
        january=seen(
            "2020-11-19",
            AMBER,
            "The list has been corrected and four new centres have been trained. A "
            "leaflet in seven languages is at the printer’s.",
        ),
    ),
    item(
        "051",
        "5",
        "Work with the prosecution service so that the evidence for a heavier sentence is in the file "
        "from the start.",
        f"{CHIEFS}; {PROSECUTION}",
        CRIME,
        "Criminal Justice Services",
        "2021-04-30",
        july=seen(
            "2020-05-20", AMBER, "A joint sample found the evidence in six files out of ten."
        ),
        january=seen(
            "2020-11-05",
            AMBER,
            "A second joint sample found it in seven files out of ten. Officers receive "
            "comments on each file that falls short.",
        ),
    ),
    item(
        "052",
        "6",
        "Analyse hate crime by place and by victim, and give the results to neighbourhood teams.",
        CHIEFS,
        CRIME,
        "Force Intelligence",
        "2021-01-29",
        july=seen(
            "2020-05-20", AMBER, "The last analysis was made in 2018. A new one is being written."
        ),
        january=seen(
            "2020-09-24",
            GREEN,
            "The analysis was issued in September 2020 and each neighbourhood team has "
            "a plan drawn from it.",
            PROPOSED,
        ),
    ),
    item(
        "053",
        "7",
        "Train call handlers to recognise hostility that the caller does not name.",
        ALL,
        PEOPLE,
        CONTACT,
        "2021-03-31",
        july=seen(
            "2020-06-01",
            GREEN,
            "Training was written with a disability charity and nine teams out of twelve "
            "have had it.",
        ),
        january=seen(
            "2020-11-26",
            GREEN,
            "All twelve teams have had the training. Recordings of calls are being "
            "sampled to see what has changed.",
        ),
    ),
    item(
        "054",
        "8",
        "Respond to hate crime committed online with a clear statement of which force will investigate.",
        f"{CHIEFS}; {COUNCIL}",
        CRIME,
        "Investigations",
        "2021-06-30",
        july=seen(
            "2020-05-20",
            AMBER,
            "Local guidance was issued. It depends on national rules for crimes that cross "
            "force boundaries.",
        ),
        january=seen(
            "2020-11-26",
            AMBER,
            "National rules were circulated in draft in October 2020 and the guidance "
            "is being revised to match.",
        ),
    ),
    item(
        "055",
        "9",
        "Review hate crime investigations that end without a suspect, and look for patterns.",
        ALL,
        CRIME,
        "Investigations",
        "2021-04-30",
        original="2019-06-28",
        july=seen(
            "2019-09-04", GREEN, "A quarterly review was established.", CLOSED, closed="2019-12-16"
        ),
        january=seen(
            "2020-10-14",
            AMBER,
            "Reopened by the panel: the review was not held in the second and third "
            "quarters of 2020. The Inspectorate has been told.",
        ),
    ),
    elsewhere(
        "056",
        "10",
        "Agree one national definition of the hate crime mark and of the data that go with it.",
        f"{COUNCIL}; {HOME}",
        noted="2018-11-14",
    ),
    elsewhere(
        "057",
        "11",
        "Revise the national guidance on hate crime, with worked examples of each strand.",
        COLLEGE,
        noted="2018-11-14",
    ),
)

CRISIS = report(
    "Policing and mental health: picking up the pieces",
    "2018-11-27",
    item(
        "058",
        "1",
        "Review the force’s own mental health triage arrangements, and keep what works.",
        CHIEFS,
        LOCAL,
        "Force Response",
        "2019-12-31",
        july=seen(
            "2020-05-06",
            GREEN,
            "The review was completed with both mental health trusts and its findings are "
            "part of the contract.",
            ROUTINE,
        ),
    ),
    item(
        "059",
        "2",
        "Agree with partners what information on mental health is collected, so that demand can be "
        "measured in one way.",
        f"{CHIEFS}; {HEALTH}",
        LOCAL,
        "Corporate Development",
        "2021-05-28",
        july=seen(
            "2020-05-29",
            AMBER,
            "The national data definitions have been adopted. Past records are not marked "
            "reliably.",
        ),
        january=seen(
            "2020-11-06",
            AMBER,
            "A search of the text of incidents marks past records. Its accuracy is "
            "being checked by hand.",
        ),
    ),
    item(
        "060",
        "3",
        "Review training in mental health, and include people who have experienced a crisis in giving it.",
        ALL,
        PEOPLE,
        "Learning and Development",
        "2020-09-30",
        july=seen(
            "2020-05-29", AMBER, "The review was completed. Speakers could not attend in person."
        ),
        january=seen(
            "2020-11-06",
            AMBER,
            "Speakers have been filmed and the film is in use. The date was extended so "
            "that all response shifts can see it.",
            target="2021-03-31",
        ),
    ),
    item(
        "061",
        "4",
        "Study the places and the people from which repeat calls about mental health come, and agree a "
        "plan for each.",
        ALL,
        LOCAL,
        "Force Response",
        "2021-02-26",
        july=seen(
            "2020-05-29",
            AMBER,
            "Forty people make a tenth of the calls. Plans exist for eighteen of them.",
        ),
        january=seen(
            "2020-10-05",
            GREEN,
            "Plans exist for thirty-eight of the forty, and their calls have fallen by a third.",
        ),
    ),
    item(
        "062",
        "5",
        "Evaluate the effect of mental health demand on officers and staff, and support those "
        "who need it.",
        CHIEFS,
        PEOPLE,
        "People and Organisational Development",
        "2021-03-31",
        july=seen(
            "2020-05-25",
            GREEN,
            "Wellbeing questions were added to the staff survey of February 2020.",
        ),
        january=seen(
            "2020-11-06",
            GREEN,
            "Peer supporters were trained on every response shift by the end of October 2020.",
        ),
    ),
    elsewhere(
        "063",
        "6",
        "Review the national approach to people in mental health crisis and where responsibility for "
        "it lies.",
        f"{HOME}; Department of Health and Social Care",
        noted="2019-03-13",
    ),
)

OLDER = report(
    "The poor relation: The police and CPS response to crimes against older people",
    "2019-07-17",
    item(
        "091",
        "1",
        "Find out how many victims of crime in the force area are older people, and what they need.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2021-03-31",
        july=seen("2020-05-27", AMBER, "An analysis of victims by age was begun in March 2020."),
        january=seen(
            "2020-11-18",
            AMBER,
            "The analysis was completed in October 2020. "
            "Interviews with victims have yet to be held, because many are shielding.",
        ),
    ),
    item(
        "092",
        "2",
        "Assess the needs of older victims at the start of an investigation, and record the assessment.",
        CHIEFS,
        CRIME,
        "Investigations",
        "2021-06-30",
        july=seen(
            "2020-05-27",
            AMBER,
            "The needs assessment is on mobile devices. It is completed in five cases out of ten.",
        ),
        january=seen(
            "2020-11-18",
            AMBER,
            "The assessment is completed in six cases out of ten. The panel asked for a "
            "plan to reach nine.",
        ),
    ),
    item(
        "093",
        "3",
        "Offer older witnesses a video-recorded interview where it would help them to give their best "
        "evidence.",
        ALL,
        CRIME,
        "Investigations",
        "2021-04-30",
        july=seen(
            "2020-05-15",
            AMBER,
            "Interview suites were closed to visitors in the spring of 2020. Mobile "
            "equipment has been ordered.",
        ),
        january=seen(
            "2020-10-19",
            AMBER,
            "Six sets of mobile equipment were delivered in September 2020 and officers "
            "are being trained to use them.",
        ),
    ),
    item(
        "094",
        "4",
        "Refer older victims to adult safeguarding when the circumstances call for it, and follow up the "
        "referral.",
        f"{CHIEFS}; Local authorities",
        CRIME,
        PROTECTION,
        "2021-03-31",
        july=seen(
            "2020-05-15",
            AMBER,
            "Referrals are made by a single team. Councils reply to about half.",
        ),
        january=seen(
            "2020-10-19",
            AMBER,
            "Councils reply to seven referrals out of ten since a shared inbox was set "
            "up in August 2020.",
        ),
    ),
    item(
        "095",
        "5",
        "Train officers in the law on lasting powers of attorney, and in recognising their abuse.",
        ALL,
        CRIME,
        "Economic Crime",
        "2021-05-28",
        july=seen(
            "2020-05-15",
            RED,
            "No course exists. Officers rely on advice from one detective sergeant.",
            reason="There was no trainer and no course, and the target date first set was missed.",
        ),
        january=seen(
            "2020-10-19",
            GREEN,
            "A course was bought from another force and all economic crime "
            "investigators completed it in September and October 2020.",
        ),
    ),
    item(
        "096",
        "6",
        "Give call handlers a prompt to ask whether an older caller lives alone or depends on somebody "
        "else.",
        ALL,
        LOCAL,
        CONTACT,
        "2021-01-29",
        july=seen("2020-06-02", GREEN, "The prompt is in the script used for theft and fraud."),
        january=seen(
            "2020-11-03",
            GREEN,
            "The prompt was extended to all calls on 21 September 2020.",
            PROPOSED,
        ),
    ),
    item(
        "097",
        "7",
        "Agree with the prosecution service how cases with an older victim are marked and put first.",
        f"{CHIEFS}; {PROSECUTION}",
        CRIME,
        "Criminal Justice Services",
        "2021-02-26",
        july=seen("2020-06-02", AMBER, "A joint mark for files was designed."),
        january=seen(
            "2020-11-03",
            GREEN,
            "The mark is in use at the Crown Prosecution Service and in the force, and "
            "marked cases reach court eleven days sooner.",
        ),
    ),
    item(
        "098",
        "8",
        "Appoint a lead officer for crimes against older people on each neighbourhood policing unit.",
        ALL,
        LOCAL,
        "Local Policing",
        "2020-12-31",
        july=seen("2020-05-28", AMBER, "Leads have been named on five of the eight units."),
    ),
    item(
        "099",
        "9",
        "Keep a separate action plan for crimes against older people.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2020-12-31",
        july=seen("2020-05-27", AMBER, "A first draft repeats much of the vulnerability plan."),
        january=seen(
            "2020-10-14",
            AMBER,
            "Superseded: the panel agreed that the vulnerability plan holds every "
            "action, so that a second plan is not needed.",
            SUPERSEDED,
        ),
    ),
)

BETRAYAL = report(
    "Shining a light on betrayal: Abuse of position for a sexual purpose",
    "2019-09-27",
    item(
        "100",
        "1",
        "Have enough people in the counter-corruption unit to look for abuse of position before it is "
        "reported.",
        CHIEFS,
        DEPUTY,
        STANDARDS,
        "2020-03-31",
        july=seen(
            "2020-06-08",
            RED,
            "Two of five posts approved in December 2019 have been filled.",
            reason="The target date has passed and three posts are vacant.",
        ),
        january=seen(
            "2020-11-30",
            RED,
            "Four of the five posts are filled. Work to look for abuse before it is "
            "reported has not begun, and the date was extended.",
            target="2021-03-31",
            reason="The unit deals with reports alone, and the preventive work has not begun.",
        ),
    ),
    item(
        "101",
        "2",
        "Monitor the use of computer systems and mobile telephones for signs of abuse of position.",
        CHIEFS,
        DEPUTY,
        STANDARDS,
        "2021-05-28",
        july=seen(
            "2020-06-08",
            AMBER,
            "The software was bought in February 2020. Installation depends on the "
            "replacement of older devices.",
        ),
        january=seen(
            "2020-11-30",
            AMBER,
            "Two thirds of devices are covered and the first alerts have been dealt with.",
        ),
    ),
    item(
        "102",
        "3",
        "Make links with the organisations that support vulnerable people, so that they know how to "
        "report a concern about an officer.",
        ALL,
        DEPUTY,
        STANDARDS,
        "2021-03-31",
        july=seen(
            "2020-05-22", AMBER, "Letters went to thirty organisations and eight have replied."
        ),
        january=seen(
            "2020-10-30",
            AMBER,
            "Twenty-one organisations have named a contact. Briefings are given online.",
        ),
    ),
    item(
        "103",
        "4",
        "Record all corruption intelligence under the national categories.",
        ALL,
        DEPUTY,
        STANDARDS,
        "2021-02-26",
        july=seen(
            "2020-05-22",
            AMBER,
            "The categories are in use for new records. Records of 2018 and 2019 are being "
            "gone through.",
        ),
        january=seen(
            "2020-10-30",
            AMBER,
            "The records of 2019 are complete and those of 2018 are two thirds done.",
        ),
    ),
    item(
        "104",
        "5",
        "Brief all officers and staff on what abuse of position is, and on how to report "
        "it in confidence.",
        ALL,
        PEOPLE,
        STANDARDS,
        "2021-01-29",
        july=seen(
            "2020-05-22",
            GREEN,
            "A film was shown at briefings in February 2020, and the confidential line is "
            "printed on identity cards.",
        ),
        january=seen(
            "2020-10-30",
            GREEN,
            "Reports to the confidential line have doubled. New recruits are briefed in "
            "their first week.",
        ),
    ),
)
