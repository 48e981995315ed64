"""Rows of the PEEL reports on West Midlands Police (effectiveness, efficiency and legitimacy), 2017
to 2019.
"""

from __future__ import annotations

from .rows import (
    AMBER,
    CLOSED,
    COMMERCIAL,
    COMPLETED,
    CONCERN,
    CRIME,
    DEPUTY,
    FORCE,
    GREEN,
    LOCAL,
    OPERATIONS,
    PEOPLE,
    PROPOSED,
    RED,
    ROUTINE,
    SENT,
    SUPERSEDED,
    improve,
    item,
    report,
    seen,
)

CONTACT = "Force Contact"
PROTECTION = "Public Protection Unit"
STANDARDS = "Professional Standards Department"
DEVELOPMENT = "Corporate Development"

EFFICIENCY = report(
    "PEEL: Police efficiency 2017 – West Midlands Police",
    "2017-11-09",
    improve(
        "023",
        "1",
        "Gain a better understanding of the calls that are abandoned before they are answered.",
        LOCAL,
        CONTACT,
        "2018-12-31",
        july=seen(
            "2019-05-29",
            GREEN,
            "Abandoned calls are analysed every day by hour and by line.",
            CLOSED,
            closed="2019-07-22",
        ),
    ),
    improve(
        "024",
        "2",
        "Set out the skills that the workforce has and those it will need, and plan to close the gap.",
        PEOPLE,
        "People and Organisational Development",
        "2019-09-30",
        july=seen(
            "2019-11-05",
            GREEN,
            "A skills register covers every role and informs the training plan.",
            SENT,
        ),
        january=seen(
            "2020-09-25",
            GREEN,
            "Closed by the Inspectorate after it read the force management statement of 2020.",
            CLOSED,
            closed="2020-09-24",
            kept=True,
        ),
    ),
    improve(
        "025",
        "3",
        "Show which of the expected benefits of the change programme have been achieved.",
        COMMERCIAL,
        DEVELOPMENT,
        "2021-03-31",
        original="2019-03-29",
        july=seen(
            "2020-05-05",
            AMBER,
            "Savings are tracked in full. Gains in officers’ time are estimated and not measured.",
        ),
        january=seen(
            "2020-10-29",
            AMBER,
            "A method for measuring gains in time was agreed in September 2020 and "
            "is on trial with the mobile working project.",
        ),
    ),
)

LEGITIMACY = report(
    "PEEL: Police legitimacy 2017 – West Midlands Police",
    "2017-12-12",
    improve(
        "030",
        "1",
        "Bring vetting up to date, so that nobody works in the force with vetting that has expired.",
        DEPUTY,
        STANDARDS,
        "2021-05-28",
        original="2018-12-31",
        july=seen(
            "2019-11-05",
            GREEN,
            "The backlog was cleared in October 2019 and the panel was content that it "
            "would not return.",
            COMPLETED,
        ),
        january=seen(
            "2020-11-16",
            RED,
            "The Inspectorate returned this item. Recruitment filled the vetting "
            "unit’s capacity, and renewals have fallen behind again.",
            reason="More than three hundred renewals are late and the unit has two vacancies.",
        ),
    ),
    improve(
        "031",
        "2",
        "Record and examine every use of force, the lesser uses included, and look for differences "
        "between groups of people.",
        OPERATIONS,
        "Force Response",
        "2019-12-31",
        july=seen(
            "2020-02-06",
            GREEN,
            "Returns are made on mobile devices and an independent panel sees the "
            "results every quarter.",
            ROUTINE,
        ),
        january=seen(
            "2020-10-20",
            GREEN,
            "Closed by the Inspectorate after it observed the independent panel.",
            CLOSED,
            closed="2020-10-19",
            kept=True,
        ),
    ),
    improve(
        "032",
        "3",
        "Make sure that people who complain are told at each stage what is happening to their "
        "complaint.",
        DEPUTY,
        STANDARDS,
        "2021-03-31",
        july=seen(
            "2020-06-01",
            AMBER,
            "The new complaints regulations began on 3 February 2020. Updates every "
            "twenty-eight days are sent in six cases out of ten.",
        ),
        january=seen(
            "2020-11-03",
            AMBER,
            "Updates are sent in eight cases out of ten. A reminder in the "
            "complaints system is being tested.",
        ),
    ),
    improve(
        "033",
        "4",
        "Publish the registers of gifts, hospitality and business interests, and keep them up to date.",
        DEPUTY,
        STANDARDS,
        "2019-12-31",
        july=seen(
            "2020-02-06",
            GREEN,
            "The registers are published every quarter.",
            CLOSED,
            closed="2020-05-04",
        ),
    ),
    improve(
        "034",
        "5",
        "Make yearly performance and development reviews fair and consistent, and check their quality.",
        PEOPLE,
        "People and Organisational Development",
        "2021-06-30",
        july=seen(
            "2020-05-26",
            GREEN,
            "The shorter review form was welcomed. Quality checks will follow the "
            "reviews of March 2021.",
        ),
        january=seen(
            "2020-10-08",
            GREEN,
            "Checkers from each department have been trained, and a first sample of "
            "sixty reviews was of good quality.",
        ),
    ),
    improve(
        "035",
        "6",
        "Appoint a lead for the wellbeing of officers who work alone in rural neighbourhoods.",
        PEOPLE,
        "People and Organisational Development",
        "2019-06-28",
        july=seen(
            "2019-09-03",
            GREEN,
            "Superseded by the force-wide wellbeing strategy of August 2019.",
            SUPERSEDED,
        ),
    ),
)

EFFECTIVENESS = report(
    "PEEL: Police effectiveness 2017 – West Midlands Police",
    "2018-03-22",
    item(
        "036",
        "1",
        "The force is not consistent in how it identifies, assesses and responds to people who are "
        "vulnerable, and some wait too long for an officer.",
        FORCE,
        CRIME,
        PROTECTION,
        "2021-06-30",
        kind=CONCERN,
        original="2019-03-29",
        july=seen(
            "2020-05-27",
            AMBER,
            "Waiting times for vulnerable callers fell in the first half of 2020. "
            "Investigators’ workloads remain high.",
        ),
        january=seen(
            "2020-11-30",
            AMBER,
            "Three of the four recommendations below it are on course. Workloads in the "
            "child abuse teams are the exception.",
        ),
    ),
    item(
        "037",
        "1a",
        "Find vulnerable people among the incidents that wait for an officer, and raise the priority of "
        "those whose risk has grown.",
        FORCE,
        LOCAL,
        CONTACT,
        "2020-03-31",
        parent="036",
        original="2018-12-31",
        july=seen(
            "2020-06-02",
            RED,
            "Supervisors review waiting incidents by hand. The review slips at busy times.",
            reason="The automatic prompt that was promised for the control room system has not been delivered.",
        ),
        january=seen(
            "2020-10-26",
            AMBER,
            "An automatic prompt was introduced on 5 October 2020. The date was "
            "extended so that six months of results can be seen.",
            target="2021-04-30",
        ),
    ),
    item(
        "038",
        "1b",
        "Make sure that risk assessments of victims of domestic abuse are checked by a supervisor before "
        "the end of the shift.",
        FORCE,
        CRIME,
        PROTECTION,
        "2021-02-26",
        parent="036",
        july=seen(
            "2020-05-21",
            AMBER,
            "Checks are made in time on weekdays. At weekends one in four is late.",
        ),
        january=seen(
            "2020-11-12",
            AMBER,
            "A duty sergeant checks assessments at weekends since September 2020, and "
            "one in nine is late.",
        ),
    ),
    item(
        "039",
        "1c",
        "Bring the workload of child abuse investigators down to a level at which each case can be "
        "reviewed every month.",
        FORCE,
        CRIME,
        PROTECTION,
        "2020-12-31",
        parent="036",
        original="2019-06-28",
        july=seen(
            "2020-06-04",
            RED,
            "Workloads fell by a tenth and remain well above the level agreed.",
            reason="Eleven detective posts in the child abuse teams are vacant.",
        ),
        january=seen(
            "2020-12-02",
            RED,
            "Four detectives joined in November 2020. Referrals rose when schools "
            "reopened, and most cases are reviewed every seven weeks.",
            reason="Seven detective posts are vacant and referrals are above the level of 2019.",
        ),
    ),
    item(
        "040",
        "1d",
        "Measure how often vulnerable victims are referred to support services, and follow up the areas "
        "where it is rare.",
        FORCE,
        CRIME,
        PROTECTION,
        "2021-01-29",
        parent="036",
        july=seen(
            "2020-05-21", AMBER, "Data are available for domestic abuse and not for other victims."
        ),
        january=seen(
            "2020-10-01",
            GREEN,
            "The monthly figures cover all vulnerable victims. Two areas with few "
            "referrals have improved after a visit.",
            PROPOSED,
        ),
    ),
    improve(
        "041",
        "1",
        "Make fuller use of covert tactics and orders against members of organised crime groups.",
        CRIME,
        "Force Intelligence",
        "2020-04-30",
        publish=False,
        july=seen(
            "2020-05-07",
            GREEN,
            "The covert tactics board approved a revised menu of options for each mapped group.",
            COMPLETED,
        ),
        january=seen(
            "2020-10-15",
            GREEN,
            "Sent to the Inspectorate with a restricted annex.",
            SENT,
            kept=True,
        ),
    ),
    improve(
        "042",
        "2",
        "Involve neighbourhood teams in work against the organised crime groups that operate in their "
        "area.",
        LOCAL,
        "Local Policing",
        "2020-12-31",
        july=seen("2020-05-11", GREEN, "Each mapped group has a named neighbourhood sergeant."),
        january=seen(
            "2020-10-13",
            GREEN,
            "Neighbourhood teams supplied a fifth of the intelligence on mapped "
            "groups in the third quarter of 2020.",
            COMPLETED,
        ),
    ),
    improve(
        "043",
        "3",
        "Map organised crime groups as soon as they are identified, and review the map at set times.",
        CRIME,
        "Force Intelligence",
        "2021-03-31",
        july=seen(
            "2020-05-11",
            AMBER,
            "New groups are mapped within nine days on average. The standard is five.",
        ),
        january=seen(
            "2020-10-13",
            AMBER,
            "The average has come down to seven days. A second analyst is being trained.",
        ),
    ),
    improve(
        "044",
        "4",
        "Share information on people who are drawn into organised crime with schools and youth "
        "services at an early stage.",
        LOCAL,
        "Local Policing",
        "2021-06-30",
        july=seen(
            "2020-05-11",
            AMBER,
            "Agreements on sharing are signed with three councils. Work stopped while "
            "schools were closed.",
        ),
        january=seen(
            "2020-10-13",
            AMBER,
            "Agreements are signed with five councils, and school officers have made "
            "forty-four referrals since September 2020.",
        ),
    ),
    improve(
        "045",
        "5",
        "Train enough armed officers to meet the assessment of threat and risk.",
        OPERATIONS,
        "Force Operations",
        "2021-05-28",
        july=seen(
            "2020-06-09",
            GREEN,
            "Numbers meet the assessment. Two more courses will keep pace with leavers.",
        ),
        january=seen(
            "2020-11-13",
            GREEN,
            "One of the two courses is complete, and numbers remain at the level assessed.",
        ),
    ),
    improve(
        "046",
        "6",
        "Plan with local health services for people in mental health crisis, so that officers are not "
        "left waiting at hospitals.",
        LOCAL,
        "Force Response",
        "2021-03-31",
        july=seen(
            "2020-06-09",
            GREEN,
            "Waiting times fell to two hours with the street triage teams at full strength.",
        ),
        january=seen(
            "2020-11-13",
            AMBER,
            "Waiting times rose to three hours in October 2020 because one of the "
            "three triage cars lost its nurse.",
        ),
    ),
)

INTEGRATED = report(
    "PEEL: Police effectiveness, efficiency and legitimacy 2018/19 – West Midlands Police",
    "2019-05-02",
    improve(
        "079",
        "1",
        "Answer non-emergency calls sooner, and offer a call back when the queue is long.",
        LOCAL,
        CONTACT,
        "2021-03-31",
        july=seen(
            "2020-06-03",
            AMBER,
            "The average wait is four minutes. Call back is planned with the new telephone system.",
        ),
        january=seen(
            "2020-11-25",
            AMBER,
            "The telephone system was replaced on 12 October 2020. Call back is "
            "offered between eight in the morning and eight in the evening.",
        ),
    ),
    improve(
        "080",
        "2",
        "Assess the risk to missing people afresh when they have been missing for a day.",
        CRIME,
        "Investigations",
        "2021-02-26",
        july=seen("2020-05-28", AMBER, "Reassessment is recorded in three cases out of four."),
        january=seen(
            "2020-10-22",
            AMBER,
            "Reassessment is recorded in seventeen cases out of twenty, and the "
            "locate team reviews the rest every morning.",
        ),
    ),
    improve(
        "081",
        "3",
        "Hold interviews with children who return after going missing, within three days and by "
        "someone independent.",
        CRIME,
        "Investigations",
        "2020-12-31",
        july=seen(
            "2020-05-28",
            AMBER,
            "Councils arrange the interviews. Half were held in time in the first quarter of 2020.",
        ),
        january=seen(
            "2020-10-22",
            AMBER,
            "Six in ten are held in time. The date was extended because two councils "
            "are letting new contracts.",
            target="2021-06-30",
        ),
    ),
    improve(
        "082",
        "4",
        "Supervise investigations of less serious crime, with a plan in every case and a note when the "
        "plan changes.",
        CRIME,
        "Investigations",
        "2021-01-29",
        july=seen("2020-05-07", AMBER, "Plans were found in seven cases out of ten."),
        january=seen(
            "2020-09-30",
            GREEN,
            "Plans were found in nineteen cases out of twenty over three months of samples.",
            PROPOSED,
        ),
    ),
    improve(
        "083",
        "5",
        "Arrest people who are wanted for violent offences without delay.",
        LOCAL,
        "Force Response",
        "2021-04-30",
        july=seen(
            "2020-06-08",
            RED,
            "Arrests slowed in April and May 2020, and the list of wanted people grew by "
            "a quarter.",
            reason="Officers were moved to public order and health duties, and the wanted list was not "
            "worked on.",
        ),
        january=seen(
            "2020-11-23",
            AMBER,
            "A dedicated team has reduced the list to the level of January 2020. The "
            "panel wants a further fall.",
        ),
    ),
    improve(
        "084",
        "6",
        "Explain to communities what the force does with stop and search, and answer what they say.",
        OPERATIONS,
        "Force Response",
        "2021-06-30",
        july=seen(
            "2020-06-08", GREEN, "Scrutiny panels meet online on every neighbourhood policing unit."
        ),
        january=seen(
            "2020-11-23",
            GREEN,
            "Panels reviewed two hundred body-worn video recordings between July and "
            "October 2020, and their comments are published.",
        ),
    ),
    improve(
        "085",
        "7",
        "Record the reasonable grounds for each stop and search, and have supervisors check them.",
        OPERATIONS,
        "Force Response",
        "2021-01-29",
        july=seen(
            "2020-05-22", GREEN, "Grounds were sufficient in nineteen records out of twenty."
        ),
        january=seen(
            "2020-10-09", GREEN, "The standard has been held for a second half-year.", PROPOSED
        ),
    ),
    improve(
        "086",
        "8",
        "Seek feedback from the workforce, and tell them what was done about it.",
        PEOPLE,
        "People and Organisational Development",
        "2020-10-30",
        july=seen(
            "2020-05-22",
            GREEN,
            "The staff survey ran in February 2020 and its results were published in May 2020.",
        ),
        january=seen(
            "2020-10-09",
            GREEN,
            "Every department has published what it will do, and the survey is part "
            "of the yearly plan.",
            ROUTINE,
        ),
    ),
    improve(
        "087",
        "9",
        "Look for signs of officers and staff who abuse their position, and act on them before harm is "
        "done.",
        DEPUTY,
        STANDARDS,
        "2021-05-28",
        july=seen(
            "2020-06-05",
            AMBER,
            "Software to monitor computer use was bought in February 2020 and is being installed.",
        ),
        january=seen(
            "2020-11-27",
            AMBER,
            "The software covers two thirds of devices. Analysts have been appointed "
            "and are being vetted.",
        ),
    ),
    improve(
        "088",
        "10",
        "Give first-line supervisors the time and the training to look after the wellbeing of their "
        "teams.",
        PEOPLE,
        "People and Organisational Development",
        "2021-06-30",
        july=seen(
            "2020-06-05",
            AMBER,
            "A course for sergeants was written. Its first dates were lost to the "
            "Covid-19 restrictions.",
        ),
        january=seen(
            "2020-11-27",
            AMBER,
            "The course is taught online and ninety sergeants have completed it. "
            "Time to use it remains short on response shifts.",
        ),
    ),
    item(
        "089",
        "11",
        "Replace the reports that managers use to follow demand with ones that show the whole journey of "
        "an incident.",
        FORCE,
        COMMERCIAL,
        DEVELOPMENT,
        "2020-11-30",
        july=seen(
            "2020-05-14",
            AMBER,
            "Designs are agreed with users. Building them needs data from the new crime system.",
        ),
        january=seen(
            "2020-12-01",
            RED,
            "The reports could not be built by the target date, because the crime system "
            "is not yet in use.",
            reason="The target date has passed and the data that the reports need are not available.",
        ),
    ),
    item(
        "090",
        "12",
        "Test the force’s financial plan against different levels of recruitment, and keep the "
        "assumptions with it.",
        FORCE,
        COMMERCIAL,
        "Finance",
        "2021-02-26",
        july=seen(
            "2020-05-14", GREEN, "Three levels were modelled for the budget of February 2020."
        ),
        january=seen(
            "2020-12-01",
            AMBER,
            "The model must be rebuilt, since the costs of the pandemic and the "
            "recruitment grant have altered its assumptions.",
        ),
    ),
)
