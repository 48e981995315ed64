"""Rows of national reports on fraud, cyber-dependent crime, county lines and Prevent."""

from __future__ import annotations

from .rows import (
    AGENCY,
    ALL,
    AMBER,
    CHIEFS,
    COLLEGE,
    COMPLETED,
    COUNCIL,
    CRIME,
    GREEN,
    HOME,
    IMPROVEMENT,
    LOCAL,
    PEOPLE,
    PROPOSED,
    RED,
    SECURITY,
    elsewhere,
    item,
    report,
    seen,
)

ECONOMIC = "Economic Crime"
CYBER = "Regional Cyber Crime Unit"
COUNTER = "Counter Terrorism Unit"
LINES = "Force Intelligence"

FRAUD = report(
    "Fraud: Time to choose – An inspection of the police response to fraud",
    "2019-04-02",
    item(
        "070",
        "1",
        "Publish the force’s policy on which reports of fraud will be investigated, so that victims know "
        "what to expect.",
        CHIEFS,
        CRIME,
        ECONOMIC,
        "2020-07-31",
        july=seen(
            "2020-05-28",
            AMBER,
            "A draft was shared with victims’ groups, who asked for plainer words.",
        ),
        january=seen(
            "2020-09-07",
            GREEN,
            "The policy was published on the force website on 24 August 2020.",
            COMPLETED,
        ),
    ),
    item(
        "071",
        "2",
        "Follow the national guidance on calls about fraud, so that those in progress receive an officer.",
        CHIEFS,
        LOCAL,
        "Force Contact",
        "2021-03-31",
        july=seen(
            "2020-05-28",
            AMBER,
            "A test of twenty calls found that fourteen were handled as the guidance says.",
        ),
        january=seen(
            "2020-11-10",
            AMBER,
            "A second test found sixteen out of twenty. Comments are given to each team "
            "after every test.",
        ),
    ),
    item(
        "072",
        "3",
        "Record how many hours are spent on investigating fraud, and compare it with the harm that fraud "
        "does.",
        ALL,
        CRIME,
        ECONOMIC,
        "2021-01-29",
        july=seen(
            "2020-05-28",
            AMBER,
            "Time is recorded by the specialist team. Other investigators do not record it.",
        ),
    ),
    item(
        "073",
        "4",
        "Investigate the reports that the national bureau sends to the force, and return the outcome to "
        "it.",
        CHIEFS,
        CRIME,
        ECONOMIC,
        "2020-10-30",
        july=seen("2020-06-04", AMBER, "Outcomes are returned for six reports out of ten."),
        january=seen(
            "2020-12-01",
            RED,
            "Outcomes are returned for four reports out of ten. The date was extended "
            "while a recovery plan is written.",
            target="2021-05-28",
            reason="Two of five investigators were moved to pandemic fraud and the backlog has grown.",
        ),
    ),
    item(
        "074",
        "5",
        "Give victims of fraud who are at risk of being targeted again a visit and practical advice.",
        CHIEFS,
        LOCAL,
        ECONOMIC,
        "2021-02-26",
        july=seen("2020-06-04", AMBER, "Advice was given by telephone. Visits had stopped."),
        january=seen(
            "2020-10-12",
            GREEN,
            "Visits resumed in August 2020 and two hundred and thirty victims have been seen.",
        ),
    ),
    item(
        "075",
        "6",
        "Use volunteers and special constables with financial skills in fraud investigations.",
        ALL,
        PEOPLE,
        ECONOMIC,
        "2021-03-31",
        july=seen(
            "2020-06-04", GREEN, "Seven volunteers with accounting skills have been recruited."
        ),
        january=seen(
            "2020-10-12",
            GREEN,
            "Eleven volunteers work with the team, and their part in two cases was "
            "praised in court.",
        ),
    ),
    item(
        "076",
        "7",
        "Share what is learnt about fraud with the other forces in the region, with the support of the "
        "national lead force.",
        f"{CHIEFS}; City of London Police",
        CRIME,
        ECONOMIC,
        "2021-04-30",
        july=seen(
            "2020-06-04",
            AMBER,
            "A regional group was formed and met once before the Covid-19 restrictions.",
        ),
        january=seen(
            "2020-11-10",
            AMBER,
            "The group has met online every month since September 2020. Its first "
            "product, on courier fraud, is in draft.",
        ),
    ),
    elsewhere(
        "077", "8", "Publish a national policing strategy for fraud.", COUNCIL, noted="2019-06-12"
    ),
    elsewhere(
        "078",
        "9",
        "Replace the national system for reporting fraud, and set standards for how soon reports are "
        "passed on.",
        f"{HOME}; City of London Police",
        noted="2019-06-12",
    ),
)

ONLINE = report(
    "Cyber: Keep the light on – An inspection of the police response to cyber-dependent crime",
    "2019-10-24",
    item(
        "105",
        "1",
        "Work with the regional unit so that demand for help with cyber-dependent crime is understood and "
        "staffed.",
        CHIEFS,
        CRIME,
        CYBER,
        "2021-06-30",
        kind=IMPROVEMENT,
        july=seen(
            "2020-06-09",
            AMBER,
            "A first assessment of demand was shared with the regional unit in March 2020.",
        ),
        january=seen(
            "2020-11-25",
            AMBER,
            "Two investigators joined the regional unit in October 2020. A third post is vacant.",
        ),
    ),
    item(
        "106",
        "2",
        "Evaluate the advice given to individuals and businesses on protecting themselves online.",
        CHIEFS,
        CRIME,
        CYBER,
        "2021-05-28",
        kind=IMPROVEMENT,
        july=seen(
            "2020-06-09",
            AMBER,
            "Advice was given to four hundred businesses. Its effect is not known.",
        ),
        january=seen(
            "2020-11-25",
            AMBER,
            "A follow-up survey was sent in October 2020 and one business in six has answered.",
        ),
    ),
    item(
        "107",
        "3",
        "Keep the equipment and the skills of cyber investigators up to date.",
        CHIEFS,
        CRIME,
        CYBER,
        "2021-03-31",
        kind=IMPROVEMENT,
        july=seen("2020-06-09", GREEN, "A three-year plan for equipment was agreed in May 2020."),
        january=seen(
            "2020-11-25",
            GREEN,
            "The first year’s equipment has been delivered, and all investigators hold "
            "the national qualification.",
        ),
    ),
    item(
        "108",
        "4",
        "Use the national risk model to decide which cyber-dependent crimes are investigated locally.",
        f"{CHIEFS}; {COUNCIL}",
        CRIME,
        CYBER,
        "2021-06-30",
        july=seen("2019-11-06", AMBER, "The model has been requested from the national team."),
        january=seen(
            "2020-09-03",
            AMBER,
            "The model arrived in August 2020 and is on trial beside the local one.",
        ),
    ),
)

LINES_REPORT = report(
    "Both sides of the coin: An inspection of how the police and National Crime Agency consider vulnerable people who "
    "are both victims and offenders in ‘county lines’ drug offending",
    "2020-01-10",
    item(
        "109",
        "1",
        "Use the national tasking process to deal with county lines that cross force boundaries.",
        f"{CHIEFS}; {AGENCY}",
        CRIME,
        LINES,
        "2021-03-31",
        july=seen(
            "2020-06-05",
            AMBER,
            "The force takes part in national tasking. Requests to other forces wait "
            "eleven days on average.",
        ),
        january=seen(
            "2020-11-11",
            AMBER,
            "The wait has come down to six days since a regional desk opened in September 2020.",
        ),
    ),
    item(
        "110",
        "2",
        "Apply for orders that restrict telephones used for drug dealing wherever they would disrupt a "
        "line.",
        CHIEFS,
        CRIME,
        LINES,
        "2021-01-14",
        july=seen(
            "2020-06-05",
            AMBER,
            "Three orders have been granted. Applications take four officers a week.",
        ),
        january=seen(
            "2020-11-11",
            AMBER,
            "Nine orders have been granted and the application form has been shortened. "
            "The last step is a guide for neighbourhood investigators.",
        ),
    ),
    item(
        "111",
        "3",
        "Treat children found dealing drugs as possible victims from the first contact, and record why a "
        "referral was or was not made.",
        CHIEFS,
        LOCAL,
        "Local Policing",
        "2021-04-30",
        july=seen(
            "2020-05-26",
            GREEN,
            "The decision is recorded in the custody record and checked by a supervisor.",
        ),
        january=seen(
            "2020-10-26",
            GREEN,
            "The check found a recorded decision for every child between July and September 2020.",
        ),
    ),
    item(
        "112",
        "4",
        "Map the organised crime groups behind county lines, and score their harm to vulnerable people.",
        ALL,
        CRIME,
        LINES,
        "2021-02-26",
        july=seen(
            "2020-05-26",
            RED,
            "Nineteen of the forty-two known lines are mapped.",
            reason="Analysts were moved to other work and the mapping stopped in March 2020.",
        ),
        january=seen(
            "2020-10-26",
            AMBER,
            "Thirty-six of the forty-two known lines are mapped, and each has a score for harm.",
        ),
    ),
    item(
        "113",
        "5",
        "Agree with the British Transport Police and other forces how children found far from home are "
        "brought back safely.",
        f"{CHIEFS}; British Transport Police",
        LOCAL,
        "Local Policing",
        "2021-06-30",
        july=seen(
            "2020-05-26", AMBER, "A draft protocol was written with two neighbouring forces."
        ),
        january=seen(
            "2020-10-26",
            AMBER,
            "Five forces have signed the protocol. The British Transport Police has "
            "asked for a change on transport costs.",
        ),
    ),
    elsewhere(
        "114",
        "6",
        "Review the law on child criminal exploitation and the defence for victims of slavery.",
        HOME,
        noted="2020-03-11",
    ),
    elsewhere(
        "115",
        "7",
        "Set out how national, regional and local tasking for county lines fit together.",
        f"{AGENCY}; {COUNCIL}",
        noted="2020-03-11",
    ),
)

PREVENT = report(
    "Counter-terrorism policing – An inspection of the police’s contribution to the government’s Prevent programme",
    "2020-03-09",
    item(
        "127",
        "1",
        "Make sure that all front-line officers complete training on the signs of radicalisation, and "
        "keep a record of it.",
        CHIEFS,
        SECURITY,
        COUNTER,
        "2021-03-31",
        july=seen(
            "2020-05-11",
            GREEN,
            "Online training is required each year, and completion stands at eight in ten.",
        ),
        january=seen(
            "2020-11-04",
            GREEN,
            "Completion stands at nine in ten. Those who have not completed it are "
            "named to their commanders.",
            PROPOSED,
        ),
    ),
    item(
        "128",
        "2",
        "Use one form and one process for referrals of people who may be vulnerable to radicalisation.",
        CHIEFS,
        SECURITY,
        COUNTER,
        "2020-12-31",
        july=seen(
            "2020-05-11", GREEN, "The national form replaced three local ones on 1 May 2020."
        ),
        january=seen(
            "2020-10-01",
            GREEN,
            "All referrals have come on the national form since June 2020, and its "
            "quality has been checked.",
            COMPLETED,
        ),
    ),
    item(
        "129",
        "3",
        "Make sure that Prevent officers hold security vetting at the level their work needs.",
        CHIEFS,
        SECURITY,
        COUNTER,
        "2021-05-28",
        publish=False,
        july=seen(
            "2020-06-03", AMBER, "Vetting at the higher level was applied for in four cases."
        ),
        january=seen("2020-11-04", AMBER, "Two of the four applications have been granted."),
    ),
    item(
        "130",
        "4",
        "Look for lessons in closed Prevent cases with partners, and see that they are learnt.",
        f"{CHIEFS}; Local authorities",
        SECURITY,
        COUNTER,
        "",
        july=seen(
            "2020-06-03", AMBER, "A yearly review with councils was proposed. No date has been set."
        ),
        january=seen(
            "2020-11-04",
            AMBER,
            "Two councils have agreed to take part. A target date waits for the others.",
        ),
    ),
    item(
        "131",
        "5",
        "Include Prevent in the work of neighbourhood teams, with messages that suit each community.",
        ALL,
        LOCAL,
        "Local Policing",
        "2021-02-26",
        july=seen(
            "2020-06-03",
            GREEN,
            "Each neighbourhood team has a Prevent contact and a plan for its area.",
        ),
        january=seen(
            "2020-11-04",
            GREEN,
            "Contacts have held fifty online meetings with community groups since July 2020.",
        ),
    ),
    elsewhere(
        "132",
        "6",
        "Provide training made for the chief officers who lead on Prevent.",
        COLLEGE,
        noted="2020-05-13",
    ),
    elsewhere(
        "133",
        "7",
        "Add vulnerability to radicalisation to the national guidance on public protection.",
        COLLEGE,
        noted="2020-05-13",
    ),
    elsewhere(
        "134",
        "8",
        "Agree a national policy on protecting officers and staff from radicalisation.",
        COUNCIL,
        noted="2020-05-13",
    ),
)
