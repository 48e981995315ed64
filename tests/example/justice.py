"""Rows of the joint reports with the prosecution inspectorate, and of the report on the National
Crime Agency.
"""

from __future__ import annotations

from .rows import (
    AGENCY,
    ALL,
    AMBER,
    CHIEFS,
    COLLEGE,
    COUNCIL,
    CRIME,
    DEPUTY,
    GREEN,
    HOME,
    LOCAL,
    OPERATIONS,
    PEOPLE,
    PROSECUTION,
    RED,
    SENT,
    elsewhere,
    item,
    report,
    seen,
)

PROTECTION = "Public Protection Unit"
JUSTICE = "Criminal Justice Services"
JOINT = f"{CHIEFS}; {PROSECUTION}"

PROSECUTIONS = report(
    "Evidence led domestic abuse prosecutions",
    "2020-01-23",
    item(
        "116",
        "1",
        "Mark cases in which a prosecution may go ahead without the victim’s support, so that they can be "
        "followed and learnt from.",
        JOINT,
        CRIME,
        JUSTICE,
        "2021-03-31",
        july=seen(
            "2020-06-02",
            AMBER,
            "A mark for files was proposed to the Crown Prosecution Service in April 2020.",
        ),
        january=seen(
            "2020-11-16",
            AMBER,
            "The mark was added to the file system in October 2020. The first report on "
            "its use is being written.",
        ),
    ),
    item(
        "117",
        "2",
        "Consider at the scene how the case would be proved if the victim later withdrew.",
        CHIEFS,
        LOCAL,
        "Force Response",
        "2021-02-26",
        july=seen("2020-06-02", AMBER, "A card for officers was written and is with the printer."),
        january=seen(
            "2020-11-16",
            AMBER,
            "Every response officer has the card. A sample found that evidence from "
            "neighbours is still seldom sought.",
        ),
    ),
    item(
        "118",
        "3",
        "Give the prosecutor the risk assessment and the history of abuse with the first file.",
        CHIEFS,
        CRIME,
        JUSTICE,
        "2021-04-30",
        july=seen("2020-06-02", AMBER, "Both documents are in seven files out of ten."),
        january=seen(
            "2020-11-16",
            AMBER,
            "Both are in eight files out of ten. Files without them are returned to the "
            "officer’s supervisor.",
        ),
    ),
    item(
        "119",
        "4",
        "Keep the recording of the emergency call, and listen to it before deciding to take no further "
        "action.",
        CHIEFS,
        LOCAL,
        "Force Contact",
        "2021-03-31",
        july=seen(
            "2020-05-21",
            AMBER,
            "Recordings are kept for seven years. Asking for one takes three days.",
        ),
        january=seen(
            "2020-10-23",
            AMBER,
            "Investigators have been able to hear recordings on their own computers "
            "since 1 October 2020. Use is low and a reminder was issued.",
        ),
    ),
    item(
        "120",
        "5",
        "Have a supervisor review each decision to take no further action in a domestic abuse case.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2021-01-29",
        july=seen("2020-05-21", AMBER, "Reviews are recorded in eight cases out of ten."),
        january=seen(
            "2020-10-23",
            AMBER,
            "Reviews are recorded in nine cases out of ten, and most give reasons.",
        ),
    ),
    item(
        "121",
        "6",
        "Agree with the prosecution service what a good witness statement says about the reasons for a "
        "victim’s withdrawal.",
        JOINT,
        CRIME,
        JUSTICE,
        "2021-05-28",
        july=seen("2020-05-21", AMBER, "A model statement was written by the two services."),
        january=seen(
            "2020-10-23",
            AMBER,
            "The model statement is in use. Prosecutors report that a third still lack "
            "the reasons.",
        ),
    ),
    item(
        "122",
        "7",
        "Train domestic abuse investigators in building a case that does not rest on the victim’s "
        "evidence.",
        CHIEFS,
        PEOPLE,
        "Learning and Development",
        "2020-09-30",
        july=seen(
            "2020-05-13",
            RED,
            "The course was cancelled in March 2020.",
            reason="No trainer and no date were available.",
        ),
        january=seen(
            "2020-11-16",
            RED,
            "A trainer was appointed in September 2020. The date was extended, and the "
            "first course had to be put off again in November 2020.",
            target="2020-12-31",
            reason="No investigator has been trained, and trainers were unwell or isolating.",
        ),
    ),
    item(
        "123",
        "8",
        "Name champions for domestic abuse on each shift, who can advise colleagues at the scene.",
        ALL,
        LOCAL,
        "Force Response",
        "2021-03-31",
        july=seen("2020-05-13", GREEN, "Sixty champions have been named and briefed."),
        january=seen(
            "2020-10-23",
            GREEN,
            "One hundred and four champions cover every shift, and officers speak well of them.",
        ),
    ),
    item(
        "124",
        "9",
        "Hold joint reviews of cases that failed, and share what is learnt with officers and prosecutors.",
        JOINT,
        CRIME,
        JUSTICE,
        "2020-10-30",
        july=seen("2020-05-13", GREEN, "The first two reviews were held in March and May 2020."),
        january=seen(
            "2020-09-29",
            GREEN,
            "Reviews are held every two months and their minutes go to both services. "
            "The evidence is ready for the Inspectorate.",
            SENT,
        ),
    ),
    elsewhere(
        "125",
        "10",
        "Ask at the time of charge how a case would be proved without the victim’s support.",
        PROSECUTION,
        noted="2020-03-11",
    ),
    elsewhere(
        "126",
        "11",
        "Make sure that prosecutors complete the required training on domestic abuse.",
        PROSECUTION,
        noted="2020-03-11",
    ),
)

AGENCY_REPORT = report(
    "National Crime Agency inspection: An inspection of the National Crime Agency’s relationship with regional "
    "organised crime units",
    "2020-11-12",
    elsewhere(
        "135",
        "1",
        "Explain the agency’s roles and responsibilities to every regional organised crime unit, and "
        "check that they are understood.",
        AGENCY,
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "136",
        "2",
        "Improve duty management in the agency’s control room, so that it knows where its people are "
        "and whether they are free.",
        AGENCY,
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "137",
        "3",
        "Set out how responsibility for a person at risk passes between the agency and a regional "
        "unit.",
        f"{AGENCY}; {COUNCIL}",
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "138",
        "4",
        "Review the work of the regional co-ordinators and what is asked of them.",
        AGENCY,
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "139",
        "5",
        "Review how regional organised crime units are funded, with a view to settlements longer "
        "than a year.",
        HOME,
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "140",
        "6",
        "Consider whether the law should let the agency direct regional units in the way it directs "
        "forces.",
        HOME,
        noted="2020-12-09",
        new=True,
    ),
    elsewhere(
        "141",
        "7",
        "Agree a plan for computer systems that work together across the agency and the regional "
        "units.",
        f"{AGENCY}; {COUNCIL}; {HOME}",
        noted="2020-12-09",
        new=True,
    ),
)

BAIL = report(
    "Pre-charge bail and released under investigation: striking a balance",
    "2020-12-08",
    elsewhere(
        "142",
        "1",
        "Develop clear guidance on when a suspect should be released on bail and when under "
        "investigation.",
        f"{COUNCIL}; {COLLEGE}",
        noted="2020-12-18",
        new=True,
    ),
    elsewhere(
        "143",
        "2",
        "Bring the law and the codes of practice into line with what is learnt about suspects "
        "released under investigation.",
        HOME,
        noted="2020-12-18",
        new=True,
    ),
    item(
        "144",
        "3",
        "Review every month the cases of suspects who were released under investigation, with the risk to "
        "the victim in mind.",
        CHIEFS,
        CRIME,
        JUSTICE,
        "2021-06-30",
        january=seen(
            "2020-12-16",
            AMBER,
            "Assigned to Criminal Justice Services. A list of all cases older than six "
            "months has been drawn up.",
            unreviewed=True,
        ),
    ),
    elsewhere(
        "145",
        "4",
        "Record whether suspects in cases sent for advice are on bail or under investigation.",
        PROSECUTION,
        noted="2020-12-18",
        new=True,
    ),
    item(
        "146",
        "5",
        "Tell victims and suspects when bail begins, changes or ends, and record that they were told.",
        ALL,
        OPERATIONS,
        "Custody",
        "2021-05-28",
        january=seen(
            "2020-12-17",
            AMBER,
            "Assigned to the custody lead. The prompts in the custody system are being "
            "compared with the report.",
            unreviewed=True,
        ),
    ),
    elsewhere(
        "147",
        "6",
        "Agree which data on suspects released under investigation every force should hold.",
        f"{HOME}; {COUNCIL}",
        noted="2020-12-18",
        new=True,
    ),
    item(
        "148",
        "7",
        "Agree how long each service may take over cases with a suspect on bail, and review those that "
        "take longer.",
        JOINT,
        DEPUTY,
        JUSTICE,
        "2021-07-30",
        january=seen(
            "2020-12-17",
            AMBER,
            "A first meeting with the Crown Prosecution Service was held on 17 December 2020.",
            unreviewed=True,
        ),
    ),
    elsewhere(
        "149",
        "8",
        "Include bail and release under investigation in the training of investigators and of "
        "custody officers.",
        COLLEGE,
        noted="2020-12-18",
        new=True,
    ),
    elsewhere(
        "150",
        "9",
        "Give prosecutors guidance on asking for bail conditions that protect the victim.",
        PROSECUTION,
        noted="2020-12-18",
        new=True,
    ),
    elsewhere(
        "151",
        "10",
        "Explain to the public in plain words what release under investigation means.",
        f"{COUNCIL}; {HOME}",
        noted="2020-12-18",
        new=True,
    ),
)
