"""Rows of national reports of 2017: harassment and stalking, modern slavery, domestic abuse."""

from __future__ import annotations

from .rows import (
    ALL,
    AMBER,
    CHIEFS,
    CLOSED,
    COLLEGE,
    COMPLETED,
    CRIME,
    DEPUTY,
    GREEN,
    HOME,
    LOCAL,
    PEOPLE,
    PROPOSED,
    PROSECUTION,
    ROUTINE,
    SENT,
    SUPERSEDED,
    elsewhere,
    item,
    report,
    seen,
)

PROTECTION = "Public Protection Unit"

HARASSMENT = report(
    "Living in fear – the police and CPS response to harassment and stalking",
    "2017-07-05",
    item(
        "001",
        "1",
        "Stop the use of police information notices in cases of harassment and stalking, and record a "
        "crime where there is one.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2018-03-30",
        july=seen(
            "2019-03-06",
            GREEN,
            "The notices were withdrawn in 2018 and the form was removed from the force intranet.",
            CLOSED,
            closed="2019-04-29",
        ),
    ),
    item(
        "002",
        "2",
        "Name an officer of chief officer rank who answers for the force’s response to stalking.",
        CHIEFS,
        DEPUTY,
        PROTECTION,
        "2018-03-30",
        july=seen(
            "2018-11-07",
            GREEN,
            "The role is part of the portfolio of the Assistant Chief Constable (Crime).",
            CLOSED,
            closed="2019-01-28",
        ),
    ),
    item(
        "003",
        "3",
        "Search premises and seize devices where that would secure evidence of stalking, and note the "
        "reason where it is decided not to.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2019-09-30",
        july=seen(
            "2019-11-04",
            GREEN,
            "Policy was revised and a sample of forty cases showed a recorded decision in "
            "thirty-eight.",
            SENT,
        ),
        january=seen(
            "2020-09-21",
            GREEN,
            "The Inspectorate accepted the sample of cases as evidence.",
            CLOSED,
            closed="2020-09-18",
            kept=True,
        ),
    ),
    item(
        "004",
        "4",
        "Agree with the prosecution service how applications for restraining orders are prepared, so that "
        "the court has the victim’s views before it.",
        f"{CHIEFS}; {PROSECUTION}",
        CRIME,
        "Criminal Justice Services",
        "2021-06-30",
        original="2018-12-31",
        july=seen(
            "2020-05-19",
            AMBER,
            "A draft protocol is with the Crown Prosecution Service. Its agreement was "
            "held up while court work was reduced.",
        ),
        january=seen(
            "2020-10-12",
            AMBER,
            "The protocol was agreed in September 2020 and is on trial at two magistrates’ courts.",
        ),
    ),
    item(
        "005",
        "5",
        "Give officers who take first reports a short guide to telling stalking from harassment.",
        ALL,
        CRIME,
        PROTECTION,
        "2020-09-30",
        july=seen(
            "2020-05-19",
            GREEN,
            "The guide is on officers’ mobile devices. Its use is being measured before sign-off.",
        ),
        january=seen(
            "2020-09-01",
            GREEN,
            "The guide was opened nine hundred times in a quarter and its wording was "
            "tested with a victims’ charity.",
            COMPLETED,
        ),
    ),
)

SLAVERY = report(
    "Stolen freedom: the policing response to modern slavery and human trafficking",
    "2017-10-24",
    item(
        "016",
        "1",
        "Make sure that officers and staff who may meet victims of modern slavery know the signs of it "
        "and what to do next.",
        CHIEFS,
        PEOPLE,
        "Learning and Development",
        "2020-03-31",
        july=seen(
            "2020-03-04",
            GREEN,
            "A module was added to initial training and to the yearly refresher.",
            COMPLETED,
        ),
        january=seen(
            "2020-10-20",
            GREEN,
            "Closed by the Inspectorate after it reviewed the training records.",
            CLOSED,
            closed="2020-10-19",
            kept=True,
        ),
    ),
    item(
        "017",
        "2",
        "Send referrals to the National Referral Mechanism in time and in full, and tell the person what "
        "has been decided.",
        CHIEFS,
        CRIME,
        "Force Intelligence",
        "2020-05-29",
        july=seen(
            "2020-06-01",
            AMBER,
            "Referrals are made in time. Letters telling people of the decision were late "
            "in one case out of five.",
        ),
        january=seen(
            "2020-08-26",
            GREEN,
            "The letters are a task in the case system with a deadline of two days, and "
            "none was late in July 2020.",
            ROUTINE,
        ),
    ),
    item(
        "018",
        "3",
        "Review the workload of the modern slavery team against the demand found by the force’s own "
        "problem profile.",
        CHIEFS,
        CRIME,
        "Force Intelligence",
        "2020-06-30",
        july=seen(
            "2020-05-28",
            AMBER,
            "The problem profile was completed in April 2020. The review waits for the "
            "demand figures after the Covid-19 restrictions.",
        ),
        january=seen(
            "2020-11-04",
            AMBER,
            "The review reported in October 2020 and asks for one more investigation "
            "team. The date was extended so that the budget round can consider it.",
            target="2021-04-30",
        ),
    ),
    item(
        "019",
        "4",
        "Work with councils and health services so that an adult victim who declines a referral is still "
        "offered a place of safety.",
        f"{CHIEFS}; Local authorities",
        LOCAL,
        "Local Policing",
        "2021-01-29",
        july=seen(
            "2020-05-28",
            AMBER,
            "Five of the seven councils in the force area have agreed a pathway.",
        ),
        january=seen(
            "2020-10-21",
            GREEN,
            "All seven councils have agreed the pathway, and nine adults used it "
            "between July and September 2020.",
        ),
    ),
    item(
        "020",
        "5",
        "Make fuller use of slavery and trafficking prevention orders, and check that those granted are "
        "obeyed.",
        ALL,
        CRIME,
        "Force Intelligence",
        "2021-03-31",
        july=seen(
            "2020-06-04",
            AMBER,
            "Eleven orders are in force. No one team answers for checking them.",
        ),
        january=seen(
            "2020-11-10",
            AMBER,
            "Offender managers took on the checking of orders in September 2020. A "
            "first round of visits is half complete.",
        ),
    ),
    item(
        "021",
        "6",
        "Appoint a regional co-ordinator for modern slavery intelligence in each force.",
        ALL,
        CRIME,
        "Force Intelligence",
        "2020-12-31",
        july=seen("2020-02-26", AMBER, "The post was advertised twice without an appointment."),
        january=seen(
            "2020-08-12",
            AMBER,
            "Superseded: the national modern slavery unit provides a regional "
            "co-ordinator for all forces in the region.",
            SUPERSEDED,
            kept=True,
        ),
    ),
    elsewhere(
        "022",
        "7",
        "Publish national figures on the outcomes of modern slavery investigations.",
        HOME,
        noted="2018-03-14",
    ),
)

ABUSE = report(
    "A progress report on the police response to domestic abuse",
    "2017-11-14",
    item(
        "026",
        "1",
        "Update the force’s action plan on domestic abuse in the light of the report, and publish it.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2018-06-29",
        july=seen(
            "2020-02-05",
            GREEN,
            "The plan has been published and is reviewed every quarter by the domestic "
            "abuse board.",
            ROUTINE,
        ),
        january=seen(
            "2020-10-27",
            GREEN,
            "Superseded by the action plan that answers the report on evidence led "
            "domestic abuse prosecutions.",
            SUPERSEDED,
            kept=True,
        ),
    ),
    item(
        "027",
        "2",
        "Find out why the arrest rate for domestic abuse differs between parts of the force area.",
        CHIEFS,
        CRIME,
        PROTECTION,
        "2020-10-30",
        july=seen(
            "2020-05-12",
            GREEN,
            "The analysis was completed in April 2020. Findings go to unit commanders in "
            "the summer of 2020.",
        ),
        january=seen(
            "2020-10-06",
            GREEN,
            "Each unit has an arrest plan drawn from the analysis and the gap between "
            "the highest and the lowest has halved.",
            COMPLETED,
        ),
    ),
    item(
        "028",
        "3",
        "Make better use of body-worn video at domestic abuse incidents, and tell officers when a "
        "recording led to a conviction.",
        ALL,
        LOCAL,
        "Force Response",
        "2021-04-30",
        july=seen(
            "2020-06-03",
            AMBER,
            "Video is recorded at seven incidents out of ten. There is no link from the "
            "video store to court results.",
        ),
        january=seen(
            "2020-11-24",
            AMBER,
            "Recording has risen to eight incidents out of ten. The link to court "
            "results is being built by the supplier.",
        ),
    ),
    item(
        "029",
        "4",
        "Seek the views of victims of domestic abuse on the service they received, with advice from the "
        "College of Policing on how to ask safely.",
        f"{CHIEFS}; {COLLEGE}",
        DEPUTY,
        "Corporate Development",
        "2021-03-31",
        july=seen(
            "2020-05-12",
            AMBER,
            "A telephone survey was designed and put off, because callers could not be "
            "sure that the victim was alone.",
        ),
        january=seen(
            "2020-11-17",
            GREEN,
            "The survey resumed in September 2020 with a safe word and one hundred and "
            "ten victims have taken part.",
            PROPOSED,
        ),
    ),
)
