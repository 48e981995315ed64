"""Edits as secretaries, chief officers' staff and monitoring officers make them in the example's
paper, none of them wrong.

The facts: 91 outstanding (100 at the last meeting: Red 10, Amber 65, Green 25), of which Red 7,
Amber 58, Green 26; 98 reviewed (Red 6, Amber 54, Green 38); 14 awaiting (10); 12 signed off or
closed; 3 new, 2 reopened, 2 withdrawn; 86 at both meetings (16 improved, 4 worsened, 66 unchanged);
5 overdue (5); 7 extended; 3 without an update; 3 causes of concern (4). Written before the rules
that they try. No line may be called wrong.
"""

ADDED = """
Of the 91 outstanding, 84 are not rated Red.
Of the 91 outstanding, 85 were reviewed in the period; six were not.
Members asked at the last meeting for more detail on overdue items, and this report now lists them in an appendix.
The Deputy Chief Constable chairs the panel, which meets monthly.
The Deputy Chief Constable will attend the meeting to answer members’ questions.
The force thanks the officers and staff who have contributed to this progress.
The Committee may wish to note the reduction in the number of recommendations that are rated Red.
A further update will be brought to the meeting of the Committee on 8 April 2021.
The next meeting of the Committee is on 8 April 2021.
The panel last met on 9 December 2020 and will meet again on 20 January 2021.
The panel met on 12 November 2020, 18 November 2020 and 9 December 2020.
This report was considered by the Executive Board on 6 January 2021.
The Police and Crime Commissioner received a briefing on 11 January 2021.
The Independent Office for Police Conduct has been informed.
Three posts have been advertised in the vetting unit, and interviews were held in January 2021.
The force has approved funding of £1.2 million for the programme in 2021/22.
Additional investment of £350,000 was agreed in the budget for 2021/22.
The unit has 14 officers and six members of staff.
Two officers have been seconded to the team until 31 March 2021.
Recruitment has closed 12 of the 20 vacancies in the control room.
Vacancies in the vetting unit have doubled since 2018, as the inspectorate noted.
Demand on the contact centre rose by 12% in the autumn of 2020.
Calls to the 101 service fell from 96,000 to 81,000 over the same period.
Sickness absence has halved since the spring of 2020.
Referrals to the public protection unit have doubled since schools reopened.
Staffordshire Police reported 64 outstanding recommendations to its own committee in November 2020.
West Mercia Police has closed all of its causes of concern.
Warwickshire Police has 45 recommendations outstanding and no cause of concern.
Across England and Wales, forces had 1,150 recommendations outstanding in September 2020.
By comparison, Greater Manchester Police was asked to act on 38 recommendations after its victim service assessment.
The average for forces of a similar size is 84 recommendations.
In its State of Policing report, HMICFRS made seven recommendations to the government.
The inspectorate graded 12 of the 43 forces as outstanding for preventing crime.
HMICFRS graded the force as good at investigating crime in 2018/19.
In 2018/19, HMICFRS judged two of the three pillars to be good.
The inspectorate said in its report that “forces need to do more to understand demand”.
The inspectorate told the force that it was “encouraged by the pace of improvement”.
“All forces should review their vetting arrangements by July 2021”, the inspectorate says.
In the words of the inspectors, “none of the forces had a complete picture of the threat”.
HMICFRS has yet to confirm the dates of its inspection of custody.
A report on the policing of protests is expected in March 2021.
Fieldwork for the inspection of the Covid-19 response was completed by 42 forces.
The inspection team interviewed 26 officers and observed two briefings.
The inspectors looked at 60 case files and held four focus groups.
A hot debrief was given on 13 November 2020.
See paragraph 3.1 for the movement since the last meeting.
Appendix D gives the detail of each overdue recommendation.
Further information is in section 4 of this report.
The ratings are explained in Table 2 and in the notes on the figures.
Minute 42 of the meeting on 9 July 2020 refers.
This item was deferred from agenda item 9 of the meeting on 8 October 2020.
This report should be read with items 5 and 6 on the agenda.
The Terms of Reference of the Committee (paragraph 2.3) ask for this report twice a year.
The financial implications are set out in item 8.
There are no financial implications arising directly from this report.
There are no legal implications arising from this report.
The force has a duty under section 149 of the Equality Act 2010, and an equality impact assessment has been carried out.
Section 55 of the Police Act 1996 requires a response within 56 days.
The Chief Finance Officer has been consulted and has no comments.
No decision is required of the Committee.
None of the matters in this report affects the budget of the current year.
All members of the panel have received training in the new system.
All chief officers have been consulted on this report.
Both the Deputy Chief Constable and the Director of Commercial Services will attend.
Both inspectorates have welcomed the progress that was made.
Both reports are available on the inspectorate’s website.
All three inspections were delayed by the pandemic.
All three reports were shared with the Police and Crime Commissioner.
None of the three inspections led to immediate action.
Three causes of concern remain outstanding.
The three causes of concern are all being progressed by the chief officers who own them.
One cause of concern was closed in the period.
Not all causes of concern are closed.
The force expects all causes of concern to be closed by the end of 2021.
It is hoped that all overdue recommendations will be signed off by April 2021.
The aim is that none is overdue by the next meeting.
Work continues to ensure that no recommendation is overdue.
If all recommendations were signed off, the panel would no longer be needed.
The panel asked whether all overdue items have a recovery plan.
All overdue recommendations have a recovery plan.
All five overdue recommendations are subject to monthly review.
All seven Red recommendations have a named chief officer.
The seven recommendations rated Red are reviewed at each panel meeting.
Of the 91 outstanding recommendations, seven are rated Red.
Of the 58 rated Amber, several are close to being signed off.
Most of the 58 recommendations rated Amber are on track for their target date.
Around half of the outstanding recommendations come from PEEL inspections.
A third of the recommendations concern the protection of vulnerable people.
More than 90% of the outstanding recommendations were reviewed in the period.
About two thirds of the outstanding recommendations are rated Amber.
The number of outstanding recommendations fell by nine, from 100 to 91.
The number rated Red fell from 10 to seven.
Three fewer recommendations are rated Red than at the last meeting.
Outstanding recommendations have fallen by 9% since the last meeting.
There were 100 recommendations outstanding in July 2020.
Five recommendations were overdue at the last meeting, and five are overdue now.
No inspection was cancelled.
No new causes of concern have been raised since the last meeting.
No recommendations were made to the force in the research report.
Nothing in this report changes the advice given to members in July 2020.
WMP-030 is rated Red because renewals of vetting are late.
WMP-030 remains Red, and the Deputy Chief Constable has asked for a recovery plan.
WMP-030, which is owned by the Deputy Chief Constable, was returned by the inspectorate.
WMP-030 has a target date of 28 May 2021.
WMP-030 was discussed by the panel on 18 November 2020.
The Committee asked about WMP-030 at its meeting on 9 July 2020.
Members will recall that WMP-030 was first raised in December 2017.
WMP-030 is not rated Amber, as was suggested at the panel.
WMP-030 is expected to be rated Amber by April 2021.
WMP-030 could be rated Green once the backlog is cleared.
WMP-030 will be signed off when the backlog of renewals has been cleared.
The panel considered whether WMP-030 should be rated Amber and decided against it.
WMP-030 cannot be closed until the inspectorate has visited the force.
WMP-030 and WMP-122 are both rated Red.
WMP-030, WMP-039 and WMP-122 are rated Red; the panel reviewed all of them in the autumn.
WMP-039 is overdue: its target date was 31 December 2020.
WMP-039 is owned by the Assistant Chief Constable (Crime), who chairs a weekly meeting on workloads.
The Assistant Chief Constable (Crime) briefed the Deputy Chief Constable on WMP-039 in December 2020.
The panel, chaired by the Deputy Chief Constable, asked for an update on WMP-039 by 31 January 2021.
An audit of the work behind WMP-039 was completed on 4 December 2020.
WMP-039 hangs from the cause of concern WMP-036, which is rated Amber.
For WMP-122 (Red), a trainer was appointed in September 2020.
WMP-122: the first training course was put off until 22 February 2021.
WMP-122 is overdue, and the Director of People and Organisational Development has set out a new timetable.
The target date of WMP-122, 31 December 2020, has passed.
The original target date of WMP-122 was 30 September 2020.
WMP-098 is rated Amber although it is past its target date.
WMP-017 was signed off on 9 September 2020.
WMP-017 was signed off as business as usual and awaits the inspectorate.
WMP-017 and WMP-027 have been signed off by the panel.
WMP-144, WMP-146 and WMP-148 are new.
WMP-144 is new in this report and is due by 30 June 2021.
Responsibility for WMP-144 rests with the Assistant Chief Constable (Crime).
WMP-144 is rated Amber; its lead officer is drawing up a list of cases.
The work for WMP-144 is closely linked to that for WMP-146.
WMP-065 and WMP-089 were outstanding at the last meeting and are outstanding now.
WMP-065 has been outstanding since 2018.
A Green rating for WMP-065 is unlikely before the summer of 2021.
Amber is the most common rating of the recommendations in Professional Standards.
A recommendation rated Green is on course to be done by its target date.
The Green Lane station is home to the new team.
Red flags in the audit were followed up by the counter-corruption unit.
Red Amber Green ratings are agreed by the panel, not by the owner.
The force closed two custody suites in 2020.
Outstanding issues from the audit are tracked by the Risk and Assurance Board.
The open day for new recruits was held on 5 December 2020.
The force has 11,000 officers and staff.
The Covid-19 pandemic delayed training for six months.
Some 300 renewals of vetting are late, and the number is falling.
The backlog was 420 in September 2020 and is 305 now.
The project has three phases; the first two are complete.
Phase 2 of the project will start in the second quarter of 2021/22.
The dashboard is updated every Monday and shows performance against 12 measures.
The analysis covers the 12 months to 31 October 2020.
In the last 12 months, the force has received four unannounced visits.
One in five officers has completed the training.
The first cohort of 25 investigators completes its training on 26 March 2021.
Version 2 of the procedure was published on 1 December 2020.
Operation Atlas has been extended to 30 June 2021.
The contract was awarded on 17 November 2020 and runs for three years.
The Strategic Policing and Crime Board discussed the matter in public on 17 November 2020.
Members’ attention is drawn to the five overdue recommendations in Appendix D.
Members are reminded that causes of concern are counted apart.
The Monitoring Officer advises that the appendices may be discussed in public.
The Committee’s comments of 9 July 2020 have been taken into account.
Since the last meeting the panel has been joined by two independent members.
Her Majesty’s Inspector will visit the force in the week beginning 14 June 2021.
The PEEL inspection starts on 14 June 2021.
In total, three inspections were completed and three reports were published in the period.
The force is one of eight that will be inspected in the first tranche.
Learning from the inspection will be shared with all local authorities in the region.
Owners have been reminded to update the workbook before each panel.
""".strip().split("\n")
"""Sentences that were added, each a paragraph."""

REWORDED = (
    (
        "A panel of the force reviews the recommendations of the inspectorate.",
        "A panel of the force, chaired by the Deputy Chief Constable, reviews the recommendations of the inspectorate each month.",
    ),
    ("A panel of the force reviews", "A force panel of 12 senior leaders reviews"),
    (
        "gives members of the Joint Audit Committee oversight of",
        "provides members with assurance on",
    ),
    ("It shows the position at 31 December 2020", "It sets out the position at 31 December 2020"),
    (
        "were awaiting sign-off by the inspectorate.",
        "were awaiting sign-off by the inspectorate, which has been delayed by the pandemic.",
    ),
    ("were awaiting sign-off by the inspectorate.", "were awaiting sign-off by HMICFRS."),
    (
        "In addition, three causes of concern are outstanding.",
        "In addition, there are three causes of concern that remain open.",
    ),
    (
        "Causes of concern are counted apart and are in no other total of this report.",
        "They are counted separately and are not included in any other total of this report.",
    ),
    (
        "At the last meeting, 100 recommendations were outstanding.",
        "In July 2020, the Committee was told that 100 recommendations were outstanding.",
    ),
    (
        "so that 91 recommendations are outstanding now.",
        "so that 91 recommendations remain outstanding today, nine fewer than in July 2020.",
    ),
    (
        "so that 91 recommendations are outstanding now.",
        "leaving 91 recommendations outstanding now.",
    ),
    (
        "Recommendations that the force has signed off await the inspectorate:",
        "Those signed off by the force await the inspectorate:",
    ),
    ("16 have a better rating now", "16 now have a better rating"),
    (
        "five recommendations are past their target date (Appendix D).",
        "five recommendations are past their target date (Appendix D); each has a recovery plan.",
    ),
    (
        "On the day of the meeting, five recommendations are past their target date",
        "Regrettably, five recommendations are past their target date on the day of the meeting",
    ),
    (
        "were given a later target date.",
        "were given a later target date, in most cases because of the pandemic.",
    ),
    (
        "have had no new update.",
        "have had no new update; owners have been asked for one by 29 January 2021.",
    ),
    (
        "Since the last meeting, three inspections were completed.",
        "Three inspections were completed since the last meeting, all of them remotely.",
    ),
    (
        "The force was not chosen for fieldwork and was asked for documents",
        "The force was not selected for fieldwork but was asked for documents",
    ),
    (
        "West Midlands Police manages protests very well.",
        "West Midlands Police manages protests well.",
    ),
    (
        "It makes good use of intelligence, works closely with its partners",
        "It makes good use of intelligence, works closely with its seven local authorities and other partners",
    ),
    (
        "HMICFRS expects to publish its report by the end of March 2021.",
        "HMICFRS now expects to publish its report in April 2021.",
    ),
    (
        "HMICFRS expects to publish its report by the end of June 2021.",
        "The report is expected by the end of June 2021.",
    ),
    (
        "West Midlands Police is one of six forces inspected in this phase.",
        "The force was one of six inspected in this phase.",
    ),
    (
        "The second phase will take place in 2021.",
        "The second phase will take place later in 2021, in other forces.",
    ),
    (
        "Since the last meeting, three inspection reports were published.",
        "HMICFRS has published three inspection reports since the last meeting.",
    ),
    (
        "They found that the agency and the units work well together in some areas",
        "They concluded that the agency and the units work well together in some areas",
    ),
    (
        "will be taken forward by Criminal Justice Services and the custody department, each under a chief officer.",
        "will be taken forward by Criminal Justice Services and the custody department under Chief Superintendent oversight.",
    ),
    (
        "The findings reflect the views of 27 victims of crime and 20 professional representatives.",
        "The findings draw on interviews with 27 victims of crime and 20 professional representatives.",
    ),
    (
        "The force knows of one inspection that starts after 31 December 2020.",
        "The force has been told of one inspection that starts after 31 December 2020; others may be announced at short notice.",
    ),
    (
        "Before it begins there will be much contact between the inspectors and West Midlands Police",
        "Before it begins there will be regular contact between the inspectors and West Midlands Police",
    ),
    (
        "The Committee is asked to note the contents of this report.",
        "The Committee is recommended to note the contents of this report and to comment on it.",
    ),
    (
        "The Committee is asked to note the contents of this report.",
        "The Committee is asked to (1) note the contents of this report and (2) ask for a further report in six months.",
    ),
    (
        "What happened later belongs to the next report.",
        "Anything that happened later will be in the next report, in July 2021.",
    ),
    (
        "six are rated Red, 54 are rated Amber and 38 are rated Green.",
        "54 are rated Amber, 38 are rated Green and six are rated Red.",
    ),
    ("By their status now, five stand as", "By their present status, five stand as"),
)
"""Words of the paper, and what they became."""

ROWS = (
    ("WMP-030", "Deputy Chief Constable", "Deputy Chief Constable "),
    ("WMP-039", "Assistant Chief Constable (Crime)", "ACC (Crime)"),
    ("WMP-065", "30 September 2020", "30 Sept 2020"),
    ("WMP-089", "30 November 2020", "30/11/2020"),
    (
        "WMP-100",
        "Have enough people in the counter-corruption unit",
        "Have enough staff in the counter-corruption unit",
    ),
    (
        "WMP-122",
        "Director of People and Organisational Development",
        "Director of People & Organisational Development",
    ),
)
"""Words in the row of a ref, and what they became."""

LATER = """
The panel will look again at WMP-030 in February 2021 and has asked for weekly figures.
The Committee may recall that WMP-100 concerns the counter-corruption unit.
WMP-100 is rated Red, but its target date is not until 31 March 2021.
WMP-100, although Red, is not yet past its target date.
Of the seven Red recommendations, three are in the Deputy Chief Constable’s portfolio.
Four of the seven recommendations rated Red are overdue.
Recommendations rated Red in other forces are not included.
The rating of WMP-073 was discussed at length; it stays Red.
WMP-073 has been Red since November 2020.
At the last meeting WMP-098 was outstanding.
The Assistant Chief Constable (Crime) is responsible for more than half of all recommendations.
The Assistant Chief Constable (Crime) said that WMP-039 was a priority.
Following questions from members about WMP-065 and WMP-089, a briefing was held on 14 October 2020.
The audit in WMP-065 started in January 2020 and was suspended in March 2020.
Closing WMP-017 depends on the inspectorate.
An extension of the target date for WMP-122 is being considered.
The panel agreed to extend the target date of WMP-122 by three months.
WMP-122 (see Appendix A) has been delayed by the pandemic.
WMP-122 (owner: Director of People and Organisational Development) is in Appendix A.
A red, amber and green rating is given by the panel.
All forces were asked to respond within 56 days.
All chief constables should act on recommendation 3 of the report on bail.
No force was found to be inadequate.
None of this changes the force’s view.
Not one complaint was received in the period.
Every recommendation has an owner.
Each recommendation is reviewed at least once a year.
Both bodies have agreed a joint action plan.
The workload of the unit has doubled since 2017.
Complaints have fallen since the last meeting.
The number of officers trained has trebled.
The time taken to renew vetting has halved in the last year.
Most recommendations were made before 2020.
More recommendations were signed off than in the previous period.
Fewer recommendations are outstanding than in July 2020.
The total fell by nine since the last meeting.
That leaves 91 outstanding.
The 14 recommendations awaiting the inspectorate will be looked at during the PEEL inspection.
Of these 14, six have waited for more than a year.
The 12 recommendations signed off in the period are listed in Appendix C.
Three new recommendations came from one report.
The three new recommendations are listed in Appendix B.
Two recommendations were reopened because the inspectorate asked for more evidence.
The four recommendations with a worse rating are all in Local Policing.
The inspectorate closed four recommendations in the period.
The force had 100 recommendations outstanding at the last meeting and has 91 now.
West Yorkshire Police has 102 outstanding recommendations, of which nine are rated Red.
The Metropolitan Police Service has 130 recommendations outstanding.
Bedfordshire Police closed all its causes of concern in 2019.
HMICFRS has closed 60% of its recommendations nationally.
The Home Office has set aside £15 million for this purpose.
The risk register scores this risk as 12 out of 25.
Members visited the control room on 3 December 2020.
Minutes of the meeting of 9 July 2020 were agreed on 8 October 2020.
Page 4 of the last report gave the background.
A survey of 1,200 staff found that 71% felt supported.
It takes 22 days on average to renew vetting.
Between July and December 2020 the unit cleared 240 cases.
The national target is 95%, and the force stands at 88%.
Recommendation 3 of the report on bail is rated Amber and is for chief constables.
Recommendations 3 and 4 of that report were made to all forces.
Temporary Assistant Chief Constable Smith takes over the portfolio on 1 February 2021.
The Chief Constable welcomes the improvement and wishes to record his thanks.
WMP-030 has attracted particular interest from members.
WMP-030 was the subject of a question from Councillor Ahmed.
Progress on WMP-030 is slow, and the rating reflects this.
WMP-030 needs more investment before its rating can be Amber.
There is a risk that WMP-100 will become overdue.
WMP-100 may become overdue in April 2021.
With WMP-100 rated Red, the panel asked for assurance.
The recommendation that is closest to completion is WMP-148.
WMP-148 will be closed by the inspectorate in due course.
WMP-148 is on course.
The team behind WMP-086 has closed the feedback loop, and the item is signed off.
WMP-086 was signed off in the autumn of 2020.
WMP-086 and WMP-124 were signed off in the period.
WMP-027 (signed off) and WMP-070 (Green) are in Appendix C.
WMP-012 and WMP-011 relate to crime data and have both been signed off.
The vetting unit’s open vacancies have been filled.
The closed session will consider this matter.
Outstanding work on WMP-065 includes an audit of rape offences.
An open letter from the inspectorate is attached.
All the outstanding recommendations are monitored monthly.
All outstanding recommendations have an owner.
All overdue recommendations are to be reviewed in January 2021.
All recommendations rated Red are listed in Appendix A.
All recommendations are considered by the panel.
All of the recommendations in the fraud report were accepted.
None of the recommendations in the NCA report is for the force.
None of the reports was critical of the force.
No recommendations were rejected.
No recommendation has been outstanding for longer than WMP-005 was.
No cause of concern was raised in the protest inspection.
No inspection is under way.
Causes of concern are reported to the Home Secretary.
Causes of concern raised in 2018 have been closed in most forces.
The two causes of concern raised in the last PEEL inspection have been closed.
Both recommendations on stalking have been closed.
Both of the withdrawn recommendations were superseded by later reports.
Both Deputy Chief Constables have signed the agreement.
One of the three causes of concern is close to being closed.
The first cause of concern has been open since 2014.
Half of the recommendations awaiting the inspectorate have been waiting for a year.
Two of the five overdue recommendations are rated Amber or better.
Seven of the recommendations have a later target date.
Some 85 of the 91 were reviewed in the period.
Recommendations have become more specific over time.
Recommendations have doubled in length.
Red recommendations have fallen by three.
The number of Green recommendations has risen by one.
Amber recommendations fell from 65 to 58.
The proportion rated Green rose from 25% to 29%.
In Derbyshire, all causes of concern are now closed.
In July 2019 there were 112 recommendations outstanding.
In January 2020, 95 recommendations were outstanding and 12 were overdue.
By April 2021 fewer than 80 recommendations should be outstanding.
The target for April 2021 is 75 outstanding recommendations.
In 2019 the inspectorate made 48 recommendations to the force.
The Crime Data Integrity report made 11 recommendations, of which 9 are closed.
Of the 11 recommendations in that report, two are outstanding.
The three reports made 17 recommendations in all.
Seventeen recommendations were made in the period, three of them for the force.
""".strip().split("\n")
"""Sentences that were written after the rules, and tried before any rule was changed for them."""

CLAIMED = """
WMP-017 was completed in September 2020 and signed off by the panel on 9 September.
WMP-017 has been discharged by the panel and now sits with the inspectorate.
WMP-010 was closed by HMICFRS in November 2020.
WMP-010 was signed off in September and closed two months later.
WMP-016 has been closed by the inspectorate since October 2020.
WMP-021 has been superseded by later recommendations.
WMP-099 was withdrawn by HMICFRS, having been superseded.
WMP-124 is complete as far as the force is concerned and is with HMICFRS for validation.
WMP-085 has been put forward for closure.
WMP-085 is still open, pending the inspectorate’s agreement to close it.
WMP-030 was reopened in the period because the inspectorate was not satisfied.
WMP-030 had been signed off before the last meeting but was reopened.
WMP-055 was reopened.
WMP-122 remains outstanding and overdue.
WMP-122 stays at Red this quarter.
WMP-122 is not yet complete.
WMP-122 has not been implemented and will not be before the summer.
WMP-122 was due in December and has slipped.
WMP-122 was due to be completed by the end of December 2020.
WMP-122 was originally due in September 2020 and was then extended to 31 December 2020.
The deadline for WMP-122 was extended to December 2020.
Completion of WMP-122 is now anticipated in March 2021, although the target date has not been changed.
A new target date of 31 March 2021 has been proposed for WMP-122 but has not been agreed.
WMP-122 sits with the Director of People and Organisational Development.
WMP-122 is led by the Director of People and OD.
The Director of People and Organisational Development is the responsible officer for WMP-122.
WMP-039 is the responsibility of ACC (Crime).
WMP-039 is led by ACC Jones in the Crime portfolio.
Detective Superintendent Lee is leading the work on WMP-039 for the Assistant Chief Constable (Crime).
WMP-089 sits with the Director of Commercial Services, supported by the Head of Corporate Development.
WMP-089 was due by the end of November 2020.
WMP-089 has been downgraded from Amber to Red.
WMP-073 moved to Red in this period.
WMP-073 was downgraded to Red at the December panel.
WMP-073 was reviewed by the panel in December.
WMP-065 was last reviewed on 10 June 2020 and is past its deadline.
WMP-065 has a deadline of September 2020.
WMP-098 was graded Amber by the panel.
WMP-098 has been outstanding since July 2019.
WMP-148 is to be delivered by July 2021.
WMP-148 is on track to be implemented by 30 July 2021.
The training element of WMP-122 was completed in November 2020.
The first stage of WMP-122 has been completed.
A business case for WMP-100 was signed off by the Director of Commercial Services in December.
The action plan for WMP-065 was signed off on 4 January 2021.
Once WMP-122 has been completed, the panel will ask for an evaluation.
The panel will consider in April whether WMP-122 can be signed off.
WMP-122 would have been signed off in December had the trainer not left.
HMICFRS has been asked when WMP-017 can be closed.
Unless WMP-100 has been completed by March 2021 it will be overdue.
Owners of WMP-144 and WMP-146 met on 7 January 2021 to agree a timetable.
WMP-144 was allocated to the Assistant Chief Constable (Crime) on publication.
WMP-146 has not yet been reviewed by the panel.
WMP-005, WMP-011 and WMP-012 were all signed off in September.
WMP-128 was signed off in October 2020, ahead of its target date.
More than half of the outstanding recommendations are rated Amber.
Fewer than a tenth of the outstanding recommendations are rated Red.
Just over a quarter of the outstanding recommendations are rated Green.
Nearly two thirds of outstanding recommendations are Amber.
The majority of the outstanding recommendations are rated Amber.
Most of the outstanding recommendations are led by the Assistant Chief Constable (Crime).
Nearly all of the outstanding recommendations are within their target date.
A minority of the outstanding recommendations are rated Green.
Roughly 64% of the outstanding recommendations are rated Amber.
Less than half of the recommendations reviewed in the period are rated Green.
The majority of recommendations in the PEEL 2018/19 report relate to demand.
Most of the Red recommendations are past their target date or close to it.
Well over half of the force’s call handlers have been trained.
The number of outstanding recommendations fell by nine per cent.
Outstanding recommendations are down 9% on July 2020.
Recommendations awaiting the inspectorate rose by 40 per cent.
The number rated Red has fallen by almost a third.
Causes of concern fell by a quarter.
Complaints about vetting rose by a quarter over the year.
Recorded fraud went up 12% in the year to September 2020.
All of the new recommendations come from the report on pre-charge bail.
All the recommendations in the report on cyber crime are in progress.
All of the recommendations in the report on fraud that concern the force have an owner.
None of the recommendations in the report on cyber crime has been closed.
All of the recommendations in the 2017 crime data integrity inspection were accepted by the force.
Not all of the recommendations in the report on modern slavery have been closed.
All of the recommendations in the National Crime Agency report are for other bodies.
""".strip().split("\n")
"""Of refs, shares, changes and the rows of one report, as a committee clerk types them; written
before the rules that try them.
"""

UNSEEN = """
The panel met in December 2020 and agreed that WMP-017 could go to the inspectorate.
Members asked in July whether WMP-122 was still on course; it was not.
WMP-089 is late because the new reporting tool was delivered in November.
WMP-100 sits in the Deputy Chief Constable’s portfolio and is due at the end of March.
WMP-042 was closed off by the panel in the autumn.
WMP-065 is the oldest of the overdue items, having fallen due in September 2020.
Work on WMP-146 is led day to day by the Head of Custody, reporting to the Assistant Chief Constable (Operations).
WMP-048 and WMP-049, both on hate crime, have been completed.
WMP-012 was signed off in September 2020 and the inspectorate closed it in November.
WMP-028 was reviewed on 9 December 2020 and is rated Amber.
WMP-110 is due on the day of this meeting.
WMP-090 slipped from Green to Amber over the period.
Of those outstanding, just over six in ten are rated Amber.
Nearly a third of the outstanding recommendations are rated Green.
Fewer than one in ten of the outstanding recommendations is rated Red.
The number awaiting the inspectorate is up by two fifths.
The Red total is down by 30% on the last meeting.
All recommendations in the report on stalking have now been signed off or closed, bar one.
None of the recommendations in the report on modern slavery is rated Red.
Half of the overdue recommendations belong to two chief officers.
The training budget was cut by ten per cent in 2020/21.
""".strip().split("\n")
"""Written after those rules, and tried before any was changed for them: none was called wrong."""

COMPARED = """
Fewer recommendations are rated Red than at the last meeting.
More recommendations are rated Green than last time.
As many recommendations are overdue as at the last meeting.
The number of overdue recommendations is unchanged.
The number of overdue recommendations has not changed since the last meeting.
The same number of recommendations are overdue as at the last meeting.
No more recommendations are overdue than at the last meeting.
Not as many recommendations are outstanding as at the last meeting.
Fewer causes of concern are outstanding than last time.
The ratings of 66 outstanding recommendations are unchanged.
The target date of most outstanding recommendations is unchanged.
The number of outstanding recommendations is the same as the number of detectives in the unit.
The panel expects fewer recommendations to be overdue than at the last meeting.
More recommendations are outstanding than are awaiting the inspectorate.
Staffordshire has more outstanding recommendations than it had at the last meeting.
Fewer outstanding recommendations than before came from PEEL inspections.
""".strip().split("\n")
"""Of trends, and so; written before the rules."""

WRITTEN = """
\u00bc of the outstanding recommendations are rated Green.
\u2154 of the outstanding recommendations are rated Amber.
There are \uff19\uff11 recommendations outstanding.
\u2464 recommendations are overdue.
\u2460 Work has begun. \u2461 Work goes on.
WMP-144 to WMP-148 are new.
WMP\u2011030 is rated Red.
WMP-030 is due on 28.05.21.
WMP-030 is due on 28-05-2021.
WMP-030 is due on 28/5/21.
The meeting is in room 3.1.12, on 14/01/21.
The procedure is version 2.01.21.
""".strip().split("\n")
"""The same signs, and so."""
