"""The rows of the example inspections logs. One log that grows: January's holds July's rows and
those since.

Words between `**` are bold and words between `__` italic; a new line is what Alt+Enter makes in
Excel. Who was inspected, when, and what was found are made up where the published reports do not
say.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from .recommendations import JANUARY, JULY

Value = str | int | date
Entry = Mapping[str, Value]

CONSTABULARY = "Her Majesty’s Inspectorate of Constabulary and Fire & Rescue Services"
PROSECUTION = "Her Majesty’s Crown Prosecution Service Inspectorate"
RAPE = "Joint thematic inspection of the police and Crown Prosecution Service response to rape"

INSPECTIONS: tuple[Entry, ...] = (
    {
        "ref": "INS-001",
        "title": "Inspection of the National Crime Agency’s relationship with regional organised crime units",
        "description": "an inspection of how well the National Crime Agency works with the regional organised crime "
        "units",
        "type": "Thematic",
        "inspectorates": CONSTABULARY,
        "involvement": "Not selected",
        "started": date(2020, 1, 13),
        "finished": date(2020, 2, 14),
        "narrative": "This was an inspection of the agency and not of police forces. West Midlands Police hosts the "
        "regional organised crime unit, which answered the inspectors’ questions about tasking and "
        "shared teams.",
        "next_step": "The findings will be published in the report on the agency.",
        "lead": "Assistant Chief Constable (Crime)",
    },
    {
        "ref": "INS-002",
        "title": "Joint inspection of pre-charge bail and release under investigation",
        "description": "a joint inspection of how the police and the Crown Prosecution Service use pre-charge bail "
        "and release under investigation",
        "type": "Joint thematic",
        "inspectorates": f"{CONSTABULARY}; {PROSECUTION}",
        "involvement": "Documents only",
        "started": date(2020, 1, 20),
        "finished": date(2020, 2, 28),
        "questions": "(a) how forces and prosecutors put the changes of 2017 into practice;\n"
        "(b) how suspects are supervised and victims kept safe; and\n"
        "(c) what victims and suspects are told.",
        "narrative": "West Midlands Police was not visited. It sent its policy, its guidance for custody officers and "
        "its figures for suspects on bail and under investigation.",
        "next_step": "The inspectorates will publish one report together.",
        "lead": "Assistant Chief Constable (Crime)",
    },
)

LATER_INSPECTIONS: tuple[Entry, ...] = (
    {
        "ref": "INS-003",
        "title": "Inspection of the police response to the Covid-19 pandemic",
        "description": "an inspection of how the police responded to the Covid-19 pandemic",
        "type": "Thematic",
        "inspectorates": CONSTABULARY,
        "involvement": "Documents only",
        "started": date(2020, 9, 14),
        "finished": date(2020, 10, 30),
        "questions": "(a) how policing is responding to the Covid-19 pandemic;\n"
        "(b) what is working well and what is being learnt;\n"
        "(c) how the police service is dealing with the problems it faces; and\n"
        "(d) what opportunities there are to make lasting improvements to the service.",
        "narrative": "HMICFRS will highlight good practice, identify areas for improvement and make national "
        "recommendations. West Midlands Police was not among the forces chosen for a full inspection. It "
        "provided comprehensive documents, which the inspectors have assessed. HMICFRS expects "
        "to publish its report by the end of June 2021.",
        "lead": "Deputy Chief Constable",
    },
    {
        "ref": "INS-004",
        "title": "Thematic inspection of the policing of protests",
        "description": "an urgent thematic inspection of how effectively the police manage protests",
        "type": "Thematic",
        "commissioned_by": "Home Secretary",
        "inspectorates": CONSTABULARY,
        "involvement": "Fieldwork",
        "started": date(2020, 10, 19),
        "finished": date(2020, 11, 13),
        "narrative": "It came in advance of the Protection of the Police and Public Bill, which was likely to propose "
        "further police powers, for example to seize ‘lock-on’ equipment. The inspectors looked at:\n"
        "• the management of intelligence;\n"
        "• planning and preparation; and\n"
        "• collaboration between forces.",
        "findings": "West Midlands Police manages protests very well. It makes good use of intelligence, works "
        "closely with its partners and responded in proportion. HMICFRS expects to "
        "publish its report by the end of March 2021.",
        "lead": "Assistant Chief Constable (Operations)",
    },
    {
        "ref": "INS-005",
        "title": RAPE,
        "description": "a joint thematic inspection of the police and Crown Prosecution Service response to rape",
        "type": "Joint thematic",
        "inspectorates": f"{CONSTABULARY}; {PROSECUTION}",
        "involvement": "Fieldwork",
        "started": date(2020, 10, 5),
        "finished": date(2020, 11, 27),
        "narrative": f"HMICFRS leads the inspection and works with {PROSECUTION}. It has two phases.\n"
        "**Phase one:** What stops reports of rape from progressing as far as a decision to charge? West "
        "Midlands Police is one of six forces inspected in this phase. It provided documents, and the "
        "inspectors reviewed case files in November 2020.\n"
        "**Phase two:** What stops cases from progressing through the criminal justice system after a "
        "charge? HMICFRS will inspect a different set of forces. The second phase will take place in "
        "2021.",
        "findings": "Phase one found strengths and points to develop, which West Midlands Police is reviewing and "
        "acting on through its dedicated lead.",
        "lead": "Assistant Chief Constable (Crime)",
    },
)

REPORTS: tuple[Entry, ...] = (
    {
        "ref": "RPT-001",
        "title": "Both sides of the coin: An inspection of how the police and National Crime Agency consider "
        "vulnerable people who are both victims and offenders in ‘county lines’ drug offending",
        "published": date(2020, 1, 10),
        "inspectorates": CONSTABULARY,
        "recommendations": 7,
        "for_force": 3,
        "jointly": 2,
        "for_others": 2,
        "narrative": "The report looks at how children and vulnerable adults who are drawn into drug dealing are "
        "found and protected. It praises the national co-ordination centre and the use of modern slavery "
        "law, and says that policing is too fragmented to deal well with crime that crosses force "
        "boundaries.",
        "response_due": date(2020, 3, 6),
        "responded": date(2020, 3, 3),
    },
    {
        "ref": "RPT-002",
        "title": "Evidence led domestic abuse prosecutions",
        "published": date(2020, 1, 23),
        "inspectorates": f"{PROSECUTION}; {CONSTABULARY}",
        "recommendations": 11,
        "for_force": 6,
        "jointly": 3,
        "for_others": 2,
        "narrative": "The report asks whether police and prosecutors build cases that can succeed without the "
        "victim’s support. It found that domestic abuse is treated as a priority, and that:\n"
        "• neither service can tell which cases were led by evidence;\n"
        "• supervisors do not always check decisions to take no further action; and\n"
        "• the history of abuse does not always reach the prosecutor.",
        "response_due": date(2020, 3, 19),
        "responded": date(2020, 3, 18),
    },
    {
        "ref": "RPT-003",
        "title": "Counter-terrorism policing – An inspection of the police’s contribution to the government’s Prevent "
        "programme",
        "published": date(2020, 3, 9),
        "inspectorates": CONSTABULARY,
        "recommendations": 8,
        "for_force": 4,
        "jointly": 1,
        "for_others": 3,
        "narrative": "The report is a largely encouraging one. Forces understand the purpose of Prevent and do what "
        "the law asks of them. Training, referrals and the learning of lessons differ from force to "
        "force.",
        "response_due": date(2020, 5, 4),
        "responded": date(2020, 5, 1),
    },
)

LATER_REPORTS: tuple[Entry, ...] = (
    {
        "ref": "RPT-004",
        "title": "National Crime Agency inspection: An inspection of the National Crime Agency’s relationship with "
        "regional organised crime units",
        "published": date(2020, 11, 12),
        "inspectorates": CONSTABULARY,
        "inspection": "INS-001",
        "recommendations": 7,
        "for_force": 0,
        "jointly": 0,
        "for_others": 7,
        "narrative": "The inspectors asked how effectively the National Crime Agency works with the network of "
        "regional organised crime units to tackle serious and organised crime. They found that the "
        "agency and the units work well together in some areas, including specialist services.",
    },
    {
        "ref": "RPT-005",
        "title": "Pre-charge bail and released under investigation: striking a balance",
        "published": date(2020, 12, 8),
        "inspectorates": f"{CONSTABULARY}; {PROSECUTION}",
        "inspection": "INS-002",
        "recommendations": 10,
        "for_force": 2,
        "jointly": 1,
        "for_others": 7,
        "narrative": "The report sets out what the inspectors found about the response of the police and "
        "prosecutors to changes in pre-charge bail, and about release under investigation. The recommendations that concern West Midlands Police will be taken forward by "
        "Criminal Justice Services and the custody department, each under a chief officer.",
        "response_due": date(2021, 2, 2),
    },
    {
        "ref": "RPT-006",
        "title": "Research into victim and suspect experiences of changes to the Police and Crime Act 2017",
        "published": date(2020, 12, 8),
        "inspectorates": CONSTABULARY,
        "inspection": "INS-002",
        "published_with": "RPT-005",
        "recommendations": 0,
        "for_force": 0,
        "jointly": 0,
        "for_others": 0,
        "narrative": "HMICFRS commissioned BritainThinks to carry out this qualitative research in support of the "
        "inspection. It explored:\n"
        "• knowledge and awareness of pre-charge bail and of release under investigation; and\n"
        "• the perceived effect on victims and suspects of the changes that the Policing and Crime Act "
        "2017 made to pre-charge bail.\n"
        "The findings reflect the views of 27 victims of crime and 20 professional representatives. They "
        "also give insight into victims’ experience of police and criminal justice.",
    },
)

FORTHCOMING: Mapping[str, tuple[Entry, ...]] = {
    JULY: (
        {
            "title": RAPE,
            "starts": date(2020, 10, 5),
            "narrative": "The inspection will be carried out by the inspectorates of constabulary and of the Crown "
            "Prosecution Service, in two phases. West Midlands Police expects to hear in August 2020 "
            "whether it has been chosen.",
        },
    ),
    JANUARY: (
        {
            "title": "PEEL inspection of West Midlands Police",
            "starts": date(2021, 6, 14),
            "ends": date(2021, 7, 10),
            "narrative": "This inspection assesses police effectiveness, efficiency and legitimacy (PEEL). HMICFRS "
            "has confirmed its dates. Before it begins there will be much contact between the inspectors "
            "and West Midlands Police, so that they know it better.",
        },
    ),
}


def entries(meeting: str) -> dict[str, tuple[Entry, ...]]:
    """Return the log's rows by sheet, each by the keys of the schema; raises KeyError for another
    meeting.
    """
    later = meeting == JANUARY
    return {
        "Inspections": INSPECTIONS + (LATER_INSPECTIONS if later else ()),
        "Reports": REPORTS + (LATER_REPORTS if later else ()),
        "Forthcoming": FORTHCOMING[meeting],
    }
