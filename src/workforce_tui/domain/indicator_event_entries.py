"""The indicators of recruitment, leaving, training, discipline and grievances."""

from __future__ import annotations

from dataclasses import replace

from workforce_tui.domain.indicators import Entry, IndicatorGroup, Kind, Worse
from workforce_tui.i18n import N_

_START = N_("staff in post at the start of the period")
_YEAR = N_("staff in post on the snapshot of the year")

_SAID_LEFT = N_(
    "{numerator} of {denominator} {people} staff left ({rate}), and {comparator_numerator} of "
    "{comparator_denominator} {others} staff ({comparator_rate})."
)
_SAID_APPOINTED = N_(
    "Appointed: {numerator} of {denominator} shortlisted {people} applicants ({rate}), and "
    "{comparator_numerator} of {comparator_denominator} {others} applicants ({comparator_rate})."
)
_SAID_STAGE = N_(
    "{numerator} of {denominator} {people} applicants went on to this stage ({rate}), and {comparator_numerator} of "
    "{comparator_denominator} {others} applicants ({comparator_rate})."
)
_SAID_GRIEVANCES = N_(
    "Grievances: {numerator} for {denominator} {people} staff ({rate}), and {comparator_numerator} for "
    "{comparator_denominator} {others} staff ({comparator_rate})."
)

A1 = Entry(
    "A1",
    IndicatorGroup.RECRUITMENT,
    Kind.RATE,
    Worse.LOWER,
    N_("Shortlisted, of those who applied"),
    N_("shortlisted ÷ applied"),
    N_("applications"),
    N_("HMPPS recruitment diversity"),
    _SAID_STAGE,
    screened=True,
    nested=True,
)
A2 = Entry(
    "A2",
    IndicatorGroup.RECRUITMENT,
    Kind.RATE,
    Worse.LOWER,
    N_("Interviewed, of those shortlisted"),
    N_("interviewed ÷ shortlisted"),
    N_("applications"),
    A1.published,
    _SAID_STAGE,
    screened=True,
    nested=True,
)
A3 = Entry(
    "A3",
    IndicatorGroup.RECRUITMENT,
    Kind.RATE,
    Worse.LOWER,
    N_("Offered a post, of those interviewed"),
    N_("offered ÷ interviewed"),
    N_("applications"),
    A1.published,
    _SAID_STAGE,
    screened=True,
    nested=True,
)
A4 = Entry(
    "A4",
    IndicatorGroup.RECRUITMENT,
    Kind.RATE,
    Worse.LOWER,
    N_("Started, of those offered a post"),
    N_("started ÷ offered"),
    N_("applications"),
    A1.published,
    _SAID_STAGE,
    screened=True,
    nested=True,
)
A5 = Entry(
    "A5",
    IndicatorGroup.RECRUITMENT,
    Kind.WHITE_TO_MINORITY,
    Worse.HIGHER,
    N_("Relative likelihood of appointment from shortlisting"),
    N_("(W appointed ÷ W shortlisted) ÷ (EM appointed ÷ EM shortlisted)"),
    N_("applications shortlisted"),
    "WRES 2",
    _SAID_APPOINTED,
    screened=True,
    nested=True,
)
A5_RRI = Entry(
    "A5-RRI",
    IndicatorGroup.RECRUITMENT,
    Kind.MINORITY_TO_WHITE,
    Worse.LOWER,
    N_("Relative rate index of appointment (inverse of A5)"),
    N_("(EM appointed ÷ EM shortlisted) ÷ (W appointed ÷ W shortlisted)"),
    N_("applications shortlisted"),
    N_("HMPPS relative rate index"),
    _SAID_APPOINTED,
    screened=True,
    nested=True,
)
A6 = Entry(
    "A6",
    IndicatorGroup.RECRUITMENT,
    Kind.SHARE,
    Worse.LOWER,
    N_("Ethnic minority share of joiners"),
    N_("EM joiners ÷ K joiners"),
    N_("joiners whose ethnicity is known"),
    N_("Civil Service statistics (new entrants)"),
    N_("Of {denominator} joiners whose ethnicity is known, {people}: {numerator} ({rate})."),
)
L1 = Entry(
    "L1",
    IndicatorGroup.RETENTION,
    Kind.RATE,
    Worse.HIGHER,
    N_("Leaving rate"),
    N_("EM leavers ÷ EM staff"),
    _START,
    N_("Home Office (per 1,000), HMPPS underlying leaving rate"),
    _SAID_LEFT,
    screened=True,
)
L1_RESIGNATION = Entry(
    "L1-resignation",
    IndicatorGroup.RETENTION,
    Kind.RATE,
    Worse.HIGHER,
    N_("Resignation rate"),
    N_("EM resignations ÷ EM staff"),
    _START,
    N_("HMPPS resignation rate"),
    N_(
        "{numerator} of {denominator} {people} staff resigned ({rate}), and "
        "{comparator_numerator} of {comparator_denominator} {others} staff ({comparator_rate})."
    ),
    screened=True,
)
L2 = Entry(
    "L2",
    IndicatorGroup.RETENTION,
    Kind.MINORITY_TO_WHITE,
    Worse.HIGHER,
    N_("Relative likelihood of leaving"),
    N_("(EM leavers ÷ EM staff) ÷ (W leavers ÷ W staff)"),
    _START,
    "SC-WRES 8",
    _SAID_LEFT,
    screened=True,
)
L1_PERMANENT = replace(
    L1,
    id="L1-permanent",
    name=N_("Leaving rate of permanent staff"),
    base=N_("permanent staff in post at the start of the period"),
    published=N_("HMPPS underlying leaving rate"),
    nested=True,
)
L1_RESIGNATION_PERMANENT = replace(
    L1_RESIGNATION,
    id="L1-resignation-permanent",
    name=N_("Resignation rate of permanent staff"),
    base=L1_PERMANENT.base,
    nested=True,
)
L2_EARLY = replace(
    L2,
    id="L2-early",
    name=N_("Relative likelihood of leaving with under two years of service"),
    base=N_("staff in post at the start of the period with under two years of service"),
    published="",
    nested=True,
)
T1 = Entry(
    "T1",
    IndicatorGroup.TRAINING,
    Kind.WHITE_TO_MINORITY,
    Worse.HIGHER,
    N_("Relative likelihood of training"),
    N_("(W trained ÷ W staff) ÷ (EM trained ÷ EM staff)"),
    _YEAR,
    "WRES 4",
    N_(
        "{numerator} of {denominator} {people} staff had training ({rate}), and {comparator_numerator} of "
        "{comparator_denominator} {others} staff ({comparator_rate})."
    ),
    screened=True,
)
D1 = Entry(
    "D1",
    IndicatorGroup.DISCIPLINE,
    Kind.MINORITY_TO_WHITE,
    Worse.HIGHER,
    N_("Relative likelihood of formal discipline"),
    N_("(EM disciplined ÷ EM staff) ÷ (W disciplined ÷ W staff)"),
    _YEAR,
    "WRES 3",
    N_(
        "{numerator} of {denominator} {people} staff entered discipline ({rate}), and {comparator_numerator} of "
        "{comparator_denominator} {others} staff ({comparator_rate})."
    ),
    screened=True,
)
D2 = Entry(
    "D2",
    IndicatorGroup.DISCIPLINE,
    Kind.RATE,
    Worse.NEITHER,
    N_("Grievance rate"),
    N_("EM grievances ÷ EM staff"),
    _YEAR,
    N_("HMPPS grievances per 100 staff"),
    _SAID_GRIEVANCES,
)
D2_LIKELIHOOD = Entry(
    "D2-likelihood",
    IndicatorGroup.DISCIPLINE,
    Kind.MINORITY_TO_WHITE,
    Worse.NEITHER,
    N_("Relative likelihood of a grievance"),
    N_("(EM grievances ÷ EM staff) ÷ (W grievances ÷ W staff)"),
    _YEAR,
    "",
    _SAID_GRIEVANCES,
    screened=True,
)
D2_UPHELD = Entry(
    "D2-upheld",
    IndicatorGroup.DISCIPLINE,
    Kind.RATE,
    Worse.LOWER,
    N_("Grievances upheld"),
    N_("upheld or partly upheld ÷ upheld, partly upheld or not upheld"),
    N_("grievances with a decision"),
    N_("HMPPS grievances upheld or partially upheld"),
    N_(
        "Upheld: {numerator} of {denominator} decided grievances of {people} staff ({rate}), and "
        "{comparator_numerator} of {comparator_denominator} of {others} staff ({comparator_rate})."
    ),
    screened=True,
    nested=True,
)
D3 = Entry(
    "D3",
    IndicatorGroup.DISCIPLINE,
    Kind.MINORITY_TO_WHITE,
    Worse.HIGHER,
    N_("Relative likelihood of a capability procedure"),
    N_("(EM in capability ÷ EM staff) ÷ (W in capability ÷ W staff)"),
    _YEAR,
    "",
    N_(
        "{numerator} of {denominator} {people} staff entered a capability procedure ({rate}), and "
        "{comparator_numerator} of {comparator_denominator} {others} staff ({comparator_rate})."
    ),
    screened=True,
)
