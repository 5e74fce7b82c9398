"""The words of the glossary. Indicators have their own catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from workforce_tui.i18n import N_

OWN = N_("this project's own rule; see docs/definitions.md")
CENSUS = N_("Census 2021, table TS021, Office for National Statistics")


@dataclass(frozen=True, slots=True)
class Term:
    """A word: its code, and in English its name, what it means, how it is worked out, and where that comes from."""

    code: str
    name: str
    said: str
    source: str
    formula: str = ""


TERMS: tuple[Term, ...] = (
    Term(
        "headcount",
        N_("Headcount"),
        N_(
            "People, not full-time equivalents: each person once, in the main post where there are several. Special "
            "constables, volunteers, agency workers and elected office holders are shown apart."
        ),
        N_("the staff lists imported"),
    ),
    Term(
        "known",
        N_("Known"),
        N_("Everyone with a recorded ethnicity. Every share is of these people, and of no others."),
        N_("the staff lists imported"),
        N_("headcount − undeclared − unknown"),
    ),
    Term(
        "undeclared",
        N_("Undeclared"),
        N_("People who were asked and preferred not to say. Never in a share, and never added to unknown."),
        N_("the staff lists imported"),
    ),
    Term(
        "unknown",
        N_("Unknown"),
        N_("People with nothing on record. Never in a share, and never added to undeclared."),
        N_("the staff lists imported"),
    ),
    Term(
        "declaration",
        N_("Declaration rate"),
        N_("How much of the workforce has a known ethnicity. At 60% or less, shares say little and are marked."),
        N_("HMPPS staff equalities publishes above 60%"),
        N_("known ÷ headcount"),
    ),
    Term(
        "representation",
        N_("Representation"),
        N_("The share of staff from ethnic minorities among those whose ethnicity is known, with its two counts."),
        N_("Home Office, HMPPS and Civil Service statistics use the same share"),
        N_("ethnic minority ÷ known"),
    ),
    Term(
        "bounds",
        N_("Bounds"),
        N_("What the share would be if everyone not known were White, and if everyone not known were from a minority."),
        OWN,
        N_("EM ÷ T … (EM + U) ÷ T"),
    ),
    Term(
        "interval",
        N_("Interval (95%)"),
        N_(
            "The range a share would lie in, were these people a sample: with few people it is wide, and a share says "
            "little. Not a statement about causes."
        ),
        N_("Wilson's score interval"),
        "(p + z²/2n ± z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), z = 1.959964",
    ),
    Term(
        "em_excl",
        N_("Ethnic minorities (excluding White minorities)"),
        N_("The headline definition: Mixed, Asian, Black and Other. Needs to know who is White."),
        N_("as in police workforce statistics"),
    ),
    Term(
        "em_incl",
        N_("Ethnic minorities (including White minorities)"),
        N_("Everyone but White British. Needs White British apart from other White groups."),
        OWN,
    ),
    Term(
        "em_plan",
        N_("Ethnic minorities as in the Plan"),
        N_(
            "The headline with Gypsy, Irish Traveller and Roma staff. Not available from lists that do not ask about "
            "them, such as the police codes."
        ),
        N_("Criminal Justice Anti-Racism Action Plan for Wales"),
    ),
    Term(
        "level",
        N_("Level"),
        N_(
            "L1 (entry and support) to L6 (executive): compares grades of different organisations. Not an official "
            "equivalence, and not pay-equivalent. It can be changed: workforce-tui levels set."
        ),
        OWN,
    ),
    Term("tier", N_("Tier"), N_("Lower, middle or upper: levels taken together."), OWN),
    Term(
        "target",
        N_("Target"),
        N_(
            "A share, a number of people, or parity with a population, to be reached by a day. A grade without one "
            "uses that of its level, tier, kind of worker or the whole workforce."
        ),
        N_("typed under Targets, with its owner and who approved it"),
    ),
    Term(
        "status",
        N_("Status of a target"),
        N_(
            "● met; ◆ on track: the trajectory is reached; ▲ close: within 0.5 percentage points, or one person short; "
            "■ behind; · too few to say: fewer than 30 known, or 60% or fewer declared; – no target or not available."
        ),
        OWN,
    ),
    Term(
        "trajectory",
        N_("Trajectory"),
        N_("A straight line from the value at the start through any steps on the way to the target."),
        OWN,
    ),
    Term(
        "short",
        N_("People short"),
        N_("How many more people the target would take with the number known unchanged."),
        OWN,
        N_("⌈target × known − ethnic minority⌉, at least 0"),
    ),
    Term(
        "population",
        N_("Population"),
        N_("The share of residents of all ages in the area. It is not who could apply for a post."),
        CENSUS,
    ),
    Term(
        "points",
        N_("Percentage points"),
        N_("The difference of two percentages: from 4% to 5% is one point, and a quarter more."),
        OWN,
    ),
    Term(
        "snapshot",
        N_("Snapshot"),
        N_("The staff of an organisation on one day, usually 31 March."),
        N_("the staff lists imported"),
    ),
    Term(
        "year",
        N_("Reporting year"),
        N_("1 April to 31 March, named by the year it ends in. Its snapshot is the latest up to 1 April after it."),
        OWN,
    ),
    Term(
        "promoted",
        N_("Promoted"),
        N_("A higher substantive grade of the same ladder. A temporary rank that is made substantive counts once."),
        OWN,
    ),
    Term("joined", N_("Joined"), N_("In post at the later of two dates only."), OWN),
    Term("left", N_("Left"), N_("In post at the earlier of two dates only."), OWN),
    Term(
        "transferred",
        N_("Transferred"),
        N_("Somebody who joined from, or left for, another organisation with the same series of staff numbers."),
        OWN,
    ),
    Term(
        "likelihood",
        N_("Relative likelihood"),
        N_(
            "One group's rate divided by the other's; 1 is the same. Which one is above the line, and which way is "
            "worse, differs: every indicator says it."
        ),
        N_("Workforce Race Equality Standard"),
        N_("rate of one group ÷ rate of the other"),
    ),
    Term(
        "disparity-ratio",
        N_("Disparity ratio"),
        N_("How much harder the step to a higher tier is for one group, from the staff of both tiers."),
        N_("WRES race disparity ratio"),
        N_("(W higher ÷ W lower) ÷ (EM higher ÷ EM lower)"),
    ),
    Term(
        "four-fifths",
        N_("Four-fifths screening rule"),
        N_("Whether the lower of two rates is under four fifths of the higher. It says where to look."),
        N_("a screening rule of the United States, not a legal test in Great Britain"),
        N_("lower rate ÷ higher rate < 4 ÷ 5"),
    ),
    Term(
        "exact-test",
        N_("Fisher's exact test"),
        N_("How often a difference at least this large would come up with no difference between the groups."),
        N_("two-sided, by small probabilities"),
    ),
    Term(
        "register",
        N_("Explain or reform"),
        N_(
            "The register of disparities: each stays open until it is explained with evidence or something is reformed."
        ),
        N_("Criminal Justice Anti-Racism Action Plan for Wales"),
    ),
    Term(
        "coverage",
        N_("Coverage of mentoring (M1)"),
        N_("Which part of ethnic minority staff has started as a mentee, by level."),
        OWN,
        N_("ethnic minority mentees who started ÷ ethnic minority staff in post"),
    ),
    Term(
        "reach",
        N_("Reach of reverse mentoring (M2)"),
        N_("Which part of senior managers has started reverse mentoring with an ethnic minority mentor."),
        OWN,
        N_("senior managers who started ÷ all senior managers"),
    ),
    Term(
        "resourcing",
        N_("Resourcing of a network (N1)"),
        N_(
            "Eight items from 0 none to 3 agreed and used, as the network states them; a sum only where all are stated."
        ),
        OWN,
    ),
    Term(
        "return",
        N_("Annual return"),
        N_("What one organisation says of one reporting year, signed and kept as it was signed."),
        N_("Criminal Justice Anti-Racism Action Plan for Wales"),
    ),
    Term(
        "profile",
        N_("Disclosure profile"),
        N_(
            "Who figures are for: RAW everything, NETWORK, TASKFORCE, PUBLIC anybody. Small counts are withheld, and "
            "so is whatever they could be worked out from."
        ),
        N_("the disclosure policy; see docs/disclosure.md"),
    ),
    Term(
        "withheld",
        N_("Withheld"),
        N_("Kept back so that nobody can be recognised: [c]. It is neither zero nor missing."),
        N_("the disclosure policy; see docs/disclosure.md"),
    ),
    Term(
        "not-available",
        N_("Not available"),
        N_("Nothing is held, or what is held is too coarse. Never the same as zero: [x]."),
        OWN,
    ),
    Term(
        "role",
        N_("Role"),
        N_("Who looks: HR lead, network chair, taskforce or panel. A view of the figures, not a lock on them."),
        N_("chosen at the first start; see docs/settings.md"),
    ),
)
"""The words, those of the first page first."""
