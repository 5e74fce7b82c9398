"""More words of the glossary: what happens between two dates, what is said before a value, and what is handed out."""

from __future__ import annotations

from workforce_tui.domain.glossary_terms import CENSUS, OWN, Term
from workforce_tui.i18n import N_

_RETURN = N_("this project's own rule; see docs/returns.md")
_DISCLOSURE = N_("the disclosure policy; see docs/disclosure.md")
_RECORDS = N_("typed, and kept with its history; see docs/records.md")

BETWEEN_DATES: tuple[Term, ...] = (
    Term("stayed", N_("Stayed"), N_("In post at both of two dates, followed by the hash of the staff number."), OWN),
    Term("moved-down", N_("Moved down"), N_("A lower substantive grade of the same ladder."), OWN),
    Term(
        "temporarily-promoted",
        N_("Temporarily promoted"),
        N_("A higher grade held for a time that was not held at the start, over the same substantive grade."),
        OWN,
    ),
    Term(
        "moved-work",
        N_("Moved to other work"),
        N_("Another ladder, or a grade of the same common level that is neither above nor below the old one."),
        OWN,
    ),
    Term(
        "not-comparable",
        N_("Not comparable"),
        N_(
            "Another grade, where one of the two has no place in a ladder or stands for several that overlap, or the "
            "grade that was substantive is now held for a time."
        ),
        OWN,
    ),
    Term(
        "carried-forward",
        N_("Carried forward"),
        N_("People with nothing on record now, counted by their latest earlier answer."),
        OWN,
    ),
    Term(
        "break",
        N_("Break in the series"),
        N_(
            "Figures on either side are not of the same people or categories: another list of ethnic groups, grades "
            "mapped to other levels, other kinds of worker, or a headcount that changes by more than 20%."
        ),
        OWN,
    ),
    Term(
        "drop",
        N_("Largest drop"),
        N_("The step between two levels at which the ethnic minority share falls most, where there are enough people."),
        OWN,
    ),
)
AIMS: tuple[Term, ...] = (
    Term(
        "gap",
        N_("Gap"),
        N_("The share less the target or the population, in percentage points: below 0 is fewer than aimed at."),
        OWN,
        N_("share − target"),
    ),
    Term(
        "parity",
        N_("Parity"),
        N_("The share of staff is that of the population of the area, of all ages. It is not who could apply."),
        CENSUS,
    ),
    Term("baseline", N_("Baseline"), N_("Where a target started: its value, and the day it was measured."), OWN),
    Term(
        "needed",
        N_("What it would take"),
        N_("The share of joiners from ethnic minorities with which a target would be reached in time. Not a forecast."),
        OWN,
        N_("(T − p₀ × q) ÷ (1 − q), where q = ((1 − leaver rate) ÷ (1 + change of the headcount))^years"),
    ),
    Term(
        "trend-date",
        N_("Date on the trend"),
        N_("Where a straight line through the shares of the snapshots comes to the aim. It says nothing about causes."),
        N_("least squares, weighted by the people known; 95% prediction interval"),
    ),
)
SAID_BEFORE: tuple[Term, ...] = (
    Term(
        "too-few",
        N_("Too few to say"),
        N_(
            "A share of fewer than 30 known people; a comparison with fewer than 10 people in a base, or with fewer "
            "than 5 events expected in a group. One person would change it too much."
        ),
        OWN,
    ),
    Term(
        "not-calculable",
        N_("Not calculable"),
        N_("It would be divided by zero. Nothing is added to make a figure of it."),
        OWN,
    ),
    Term(
        "counts-as-ranges",
        N_("A count from one number to another"),
        N_(
            "The file says “<5” or a rounded number: the count may be anything in the range, and so may what is worked "
            "out from it."
        ),
        N_("the staff lists imported"),
    ),
)
RECORDS: tuple[Term, ...] = (
    Term(
        "completion",
        N_("Completion of mentoring (M3)"),
        N_("Which part of those who started completed, by group, over the cohorts that say both numbers."),
        OWN,
        N_("completed ÷ started"),
    ),
    Term(
        "m4",
        N_("Mentees beside people like them (M4)"),
        N_(
            "Promotion and staying 12 and 24 months on, beside people at the same level with as long in service. An "
            "association, not an effect: people choose to take part."
        ),
        N_("exact matching on level and length of service; see docs/definitions.md"),
    ),
    Term(
        "incident-reviews",
        N_("Reviews of incidents (N2)"),
        N_("How many incidents a network reviewed, and which part of its suggestions was accepted and carried out."),
        _RECORDS,
    ),
    Term(
        "actions",
        N_("Positive action and other actions"),
        N_(
            "What is done beside the figures: positive action, outreach, leadership training, culture research and "
            "role models, each with a review date and what came of it. Merit decides who is chosen."
        ),
        N_("Equality Act 2010, sections 158 and 159; typed, and kept with its history, see docs/records.md"),
    ),
    Term("overdue", N_("Overdue"), N_("From the day after something was due, until it is done or ended."), _RECORDS),
    Term(
        "insufficient-data",
        N_("Insufficient data"),
        N_("A disparity whose data are too poor to explain it. From the deadline on it is unexplained."),
        OWN,
    ),
)
HANDED_OUT: tuple[Term, ...] = (
    Term(
        "edition",
        N_("Edition"),
        N_(
            "One signed version of a return for one audience, in one language: full, internal (the taskforce) or "
            "public (everybody)."
        ),
        _RETURN,
    ),
    Term(
        "version",
        N_("Version"),
        N_("A return as it was signed, frozen with the SHA-256 of its contents. A change makes the next."),
        _RETURN,
    ),
    Term(
        "completeness",
        N_("Sections done"),
        N_("Sections with figures or records, or with the reason why there is nothing to report, of the 15 to fill."),
        _RETURN,
    ),
    Term("query", N_("Query"), N_("A question of the taskforce about a section or figure of a return."), _RETURN),
    Term(
        "update",
        N_("All-Wales update"),
        N_("What the organisations handed in, brought together: sums of published figures, each with its range."),
        N_("this project's own rule; see docs/update.md"),
    ),
    Term(
        "panel-pack",
        N_("Panel pack"),
        N_("The public figures of an update, with questions drawn from its tables, for the Independent Panel."),
        N_("this project's own rule; see docs/update.md"),
    ),
    Term(
        "ledger",
        N_("Ledger"),
        N_("Every export: what was handed out, to whom, by whom, and under which rules."),
        _DISCLOSURE,
    ),
    Term(
        "audit",
        N_("Audit"),
        N_(
            "An attack on finished files, as a reader of all earlier ones could make it. Where it succeeds, nothing is "
            "handed out."
        ),
        _DISCLOSURE,
    ),
    Term(
        "decision",
        N_("Decision"),
        N_("What a grade, group or column of a file stands for, answered once and kept for next year."),
        N_("kept in the profile of the organisation; see docs/importing.md"),
    ),
    Term(
        "batch",
        N_("Import"),
        N_("What was written from one file. It can be undone, and its people and counts go with it."),
        N_("the staff lists imported"),
    ),
)
MORE_TERMS: tuple[Term, ...] = (*BETWEEN_DATES, *AIMS, *SAID_BEFORE, *RECORDS, *HANDED_OUT)
"""Words in the order of the glossary, after those of the first pages."""
