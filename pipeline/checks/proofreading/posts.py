"""Words that follow a rank in the name of a post, or begin the next sentence, and are no names of
people.
"""

from __future__ import annotations

from pipeline.english.reading import words_of

POSTS = words_of(
    """
    a above abuse academy access accountability accreditation action acute admin administration
    adult adults agency air alcohol all allocation an analysis analyst and anti any appointed
    apprenticeship apr april area armed armour arrest as assault asset assets assistant
    association at audit aug august automation avon bail baroness be before behaviour below big
    birmingham board bodies body border both branch brief briefing briefings bristol bronze
    budget bureau burglary bus business but by cadet cadets call camera cameras capability
    capacity cardiff career case caution central centre centres champion champions change charge
    charging check checks chemical cheshire child children church citizen citizens civil class
    clearance cleveland clinical coach coaching code college collision collisions command
    commander commissioning committee communications community complaints compliance compliant
    computer computing conduct conference confidence contact continuity continuous control
    cooperation coordinator cornwall corporate corruption counter course courses court coventry
    cover coverage covert crash crime crimes crimestoppers criminal crisis culture cumbria
    curriculum custody cyber cybercrime cycle dame data day deal dealing death deaths dec
    december degree delivery demand demands department deployment deputy designate desk detective
    detention detentions development device devices devolved devon diary digital diplomatic
    director disciplinary disclosure disorder dispatch diversity division doctrine dog dogs
    domestic dorset driver drone drones drug drugs dudley duties duty dyfed early east economic
    education eight elderly election elections electronic emergencies emergency employee
    employees enforcement engagement engineer england enquiry entries entry equality equipment
    escalation essex establishment estate estates ethics event events every evidence exam exams
    exchange executive exploitation external family fatal feb february federation festival field
    finance financial fire firearm firearms first five fleet foot football footfall for force
    forces forensic forensics forms forum forward four fraud fraudulent friday from front full
    fund gambling gaming gang gaps gender general girls gold good governance grade grading
    grievance group groups guard guidance gun gwent gypsy had handbook handler handlers handling
    harm has hate head headquarters health help her hidden high hire his historic hold holding
    home homes homicide honour horse hospital hospitals host hostage hours housing hub hubs human
    humberside hunt identification if illegal imaging immigration impact improvement in inc
    incident inclusion income industry informatics information initial innovation inquiries
    inquiry insight insights inspection inspections inspectorate instructor intake integrated
    integrity intelligence interim internal internet intervention interview interviewer
    interviewing investigating investigations investigator investigators ireland is it its jan
    january job jobs jul july jun june justice kent key keys knife lady lancashire laptop laptops
    lead leader leaders leadership league learning leeds legal leicester lessons level levels
    liaison licence licences licensing life limited linked list live liverpool local log
    logistics london long lord lower ltd machine maintenance major management manager manchester
    mapping mar march marine marketing matrix maturity may measure measures media mediation
    medical meeting member members mental mentor mentors merit merseyside middle midlands
    ministry missing mobile model modelling modern monday money monitoring monthly morning motor
    motors motorway mounted murder music my name names national negotiator negotiators
    neighbourhood neighbourhoods network never new newcastle night nightlife nine no nominal non
    norfolk north northern northumbria not notes notice notices nottingham nov november now
    number numbers nurse objectives observer occupational oct october of offence offences
    offender offenders offending office officer officers on one online open operational
    operations or organised other our out outcomes panel paper papers parks partner partners
    partnership partnerships pathway patrol pay payroll pension pensions people performance
    period permit personnel phase phone phones pilot place plan planner planners planning plans
    platform playbook plc police policies policing policy pool port portfolio ports post posts
    powys practice practitioner practitioners premises preparedness presence press prevent
    prevention prison prisoner prisons private probation problem problems proceeds process
    processes procurement procurements product professional profile profiles programme programmes
    project projects promoted promotion property prosecution prosecutions protect protection
    protective provost public publications purchase pursuit q1 q2 q3 q4 qualified quality quarter
    quarters questions race radio rail railway rank ranks rape rate rates rating ratings reader
    readers readiness recall record recording records recovery recruit recruitment recruits
    reform refresh regional registry relations release representative rescue research reserve
    reserves residential resilience resolution resource resources resourcing respond responders
    response restorative retention retired return returns review reviewing rewards risk road
    roads role roles roster rota rural safe safeguarding safer safety sale sandwell saturday
    scene scenes scheme schemes school science scientific scientist scientists scotland scrutiny
    search second secondment secretariat section sector secure security self senior sensitive sep
    sept september sergeants series serious service services seven sex sexual she sheffield shift
    shifts shop sickness silver sim since single sir site six skills slavery smart so social
    software solicitor solihull source sources south southern space spans special specialist
    speed spend sponsor sponsors sport staff stage stalking standard standards statement
    statements station stations statistics stop stops stories strand strategic strategy street
    structure structures student students study suffolk sunday superintendent supervision
    supervisor supervisors supplies supply support surgeries surrey surveillance survey surveys
    sussex system systems tablet tablets tactical tactics taser tasers task taskforce tasking
    team teams tech technical technician technicians technology telephone ten tenancy terror
    terrorism test thames the their then there these they third this those threat threats three
    through thursday ticket tier time times to tool tools town track trade traffic trainee
    trainees trainer training transformation transport trauma travel traveller travellers trial
    trials tuesday tutor two under uniform unit units universe universities university up uplift
    urban urgent usage use user users vacancies valley vans vehicle vetting via victim victims
    video videos violence violent virtual visa visit visits volunteer volunteers vulnerable wales
    walk walsall wards warrant was waste watch water we weapons web wednesday weekly welcome
    welfare wellbeing west western what when where which while who wide wildlife windows wing
    with witness witnesses wolverhampton women word words work workforce working workplace world
    worn year yearly you young youth zone zones"""
)
LONE = words_of(
    "bond case cross day field fields gunn hunt long love page parks pool post price sale young"
)
"""Some of them that are surnames too, and no post by themselves."""
SURNAMES = LONE | words_of(
    "east gold head kent lancashire lead london may north road silver south street wales west"
)
"""Those that are a post by themselves, and a surname where a first name or an initial stands before
them, and those of `LONE`.
"""
IN_ING = words_of("""
    banning bowling browning canning channing cushing darling deeming dowling downing fielding
    fleming golding goring gosling harding henning hocking hosking keating king ling manning
    pickering rawling rowling spalding stebbing sterling stirling
    twining waring whiting wilding willing""")
"""Names that end as the words of doing do: every other such word is a post's."""
