"""Words that follow a rank in the name of a post, or begin the next sentence, and are no names of people."""

from __future__ import annotations

from pipeline.remarks import words_of

POSTS = words_of("""
    a above abuse academy access accountability accreditation action acute admin administration adult adults agency air
    alcohol all allocation an analysis analyst and anti any appointed apprenticeship april area armed arrest as assault asset
    assets assistant association at audit august automation avon bail baroness be before behaviour below birmingham board
    border both branch briefing bristol bronze budget bureau burglary business but by cadet cadets call camera capability
    cardiff career case central centre change charge check cheshire child children civil class clearance cleveland coach
    college command commander commissioning committee communications community complaints compliance computer conduct
    conference contact control cooperation coordinator cornwall corporate corruption counter course courses court coventry
    covert crash crime crimes criminal crisis culture cumbria custody cyber dame data day death deaths december degree
    delivery department deployment deputy designate desk detective development device devices devon digital director
    disclosure disorder diversity division dog dogs domestic dorset driver drug drugs dudley dyfed early east economic
    education emergency enforcement engagement england enquiry entry equality essex establishment estate estates ethics event
    events every evidence exam exams executive exploitation external family february federation field finance financial
    firearm firearms first fleet for force forces forensic forensics forum four fraud friday from front full fund gang general
    gold governance grade grading group guidance gun gwent had handling harm has hate head headquarters health her high hire
    his historic homicide honour hospital hostage housing hub human humberside hunt if immigration impact improvement in inc
    incident inclusion industry informatics information initial innovation inquiries inquiry insight inspectorate instructor
    intake integrated integrity intelligence internal intervention investigating investigations investigator investigators
    ireland is it its january july june justice kent knife lady lancashire laptop laptops lead leader leaders leadership
    league learning leeds legal leicester level levels liaison licence licensing limited linked list live liverpool local log
    logistics london lord lower ltd maintenance major management manager manchester march marine marketing may media medical
    meeting member members mental merseyside middle midlands ministry missing mobile modelling modern monday monitoring motor
    motors motorway mounted murder my national neighbourhood neighbourhoods network never new newcastle night no non norfolk
    north northern northumbria not nottingham november now number numbers nurse october of offence offences offender offenders
    offending office officer officers on one online open operational operations or organised other our out outcomes panel
    parks partner partners partnership partnerships pathway patrol payroll people performance personnel pilot place plan
    planning plans plc police policies policing policy pool port ports post posts powys practice premises press prevent
    prevention prison prisoner probation problem proceeds process procurement procurements product professional programme
    programmes project projects promotion property prosecution prosecutions protect protection protective provost public
    publications qualified quality questions race railway rank ranks rape readiness recording records recovery recruit
    recruitment recruits refresh regional registry representative research reserve reserves residential resilience resolution
    resource resources resourcing response restorative retention retired review reviewing rewards risk road roads role roles
    roster rota rural safeguarding safer safety sale sandwell saturday school science scientific scotland scrutiny search
    second secondment section sector secure security senior september series serious service services sex sexual she sheffield
    shift shop sickness silver since sir site skills slavery so social solicitor solihull south southern special specialist
    sport staff standards station stations strategic strategy street student students suffolk sunday superintendent support
    surgeries surrey surveillance surveys sussex system systems tablet tablets tactical tactics task taskforce tasking team
    teams tech technical technician technology terror terrorism test thames the their then there these they third this those
    threat threats three through thursday to trade traffic trainee trainees trainer training transformation transport tuesday
    tutor two under uniform unit units up uplift urgent usage use user users vacancies valley vehicle vetting via victim
    victims violence violent visa volunteer volunteers vulnerable wales walsall warrant was watch we weapons wednesday welfare
    wellbeing west western what when where which while who wildlife with witness witnesses wolverhampton women work workforce
    working workplace world year you young youth""")
SURNAMES = words_of("""
    bond case cross day east field fields gold gunn head hunt kent lancashire lead london love may north page parks pool post
    price road sale silver south street wales west young""")
"""Some of them that are surnames too, where a first name or an initial stands before them."""
