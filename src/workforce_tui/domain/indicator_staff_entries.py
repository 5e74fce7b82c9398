"""The indicators of staff in post and of promotion."""

from __future__ import annotations

from dataclasses import replace

from workforce_tui.domain.indicators import Entry, IndicatorGroup, Kind, Worse
from workforce_tui.i18n import N_

_START = N_("staff in post at the start of the period")
_YEAR = N_("staff in post on the snapshot of the year")

_SAID_PROMOTED = N_(
    "Promoted: {numerator} of {denominator} {people} staff ({rate}), and "
    "{comparator_numerator} of {comparator_denominator} {others} staff ({comparator_rate})."
)
_SAID_TIERS = N_(
    "{numerator} {people} staff in the higher tier and {denominator} in the lower; {comparator_numerator} {others} "
    "staff in the higher tier and {comparator_denominator} in the lower."
)
_SAID_SHARE = N_("Of {denominator} staff whose ethnicity is known, {people}: {numerator} ({rate}).")

DQ1 = Entry(
    "DQ1",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.LOWER,
    N_("Declaration rate"),
    "K ÷ T",
    N_("everyone in post"),
    N_("HMPPS publishes above 60%"),
    N_("The ethnicity of {numerator} of {denominator} staff is known: {rate}."),
)
DQ2 = Entry(
    "DQ2",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.LOWER,
    N_("Response rate"),
    N_("(K + undeclared) ÷ T"),
    N_("everyone in post"),
    N_("Civil Service statistics (undeclared and unknown apart)"),
    N_("Answered, if only to say that they prefer not to: {numerator} of {denominator} staff ({rate})."),
)
DQ3 = Entry(
    "DQ3",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.NEITHER,
    N_("Bounds of ethnic minority representation"),
    "EM ÷ T … (EM + U) ÷ T",
    N_("everyone in post"),
    "",
    N_("With everyone not known counted as White, and then as ethnic minority: {value}."),
)
R1 = Entry(
    "R1",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.LOWER,
    N_("Ethnic minority representation"),
    "EM ÷ K",
    _YEAR,
    N_("Home Office, HMPPS and Civil Service statistics"),
    _SAID_SHARE,
)
R2 = Entry(
    "R2",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.LOWER,
    N_("Representation at {place}"),
    "EM ÷ K",
    _YEAR,
    "WRES 1",
    _SAID_SHARE,
)
R3 = Entry(
    "R3",
    IndicatorGroup.REPRESENTATION,
    Kind.POINTS,
    Worse.LOWER,
    N_("Gap to the population of the area"),
    N_("R1 − population share"),
    _YEAR,
    "WRES 9",
    N_("{rate} of staff are {people}, and {comparator_rate} of the population."),
)
R3_INDEX = Entry(
    "R3-index",
    IndicatorGroup.REPRESENTATION,
    Kind.INDEX,
    Worse.LOWER,
    N_("Representation beside the population"),
    N_("R1 ÷ population share"),
    _YEAR,
    "",
    R3.said,
)
R3_SHORT = Entry(
    "R3-short",
    IndicatorGroup.REPRESENTATION,
    Kind.PEOPLE,
    Worse.HIGHER,
    N_("People short of parity with the population"),
    N_("⌈population share × K − EM⌉, at least 0"),
    _YEAR,
    "",
    R3.said,
)
R6 = Entry(
    "R6",
    IndicatorGroup.REPRESENTATION,
    Kind.SHARE,
    Worse.NEITHER,
    N_("Share of staff: {place}"),
    N_("people of the group ÷ K"),
    _YEAR,
    N_("five groups of the harmonised standard"),
    N_("Of {denominator} staff whose ethnicity is known, in this group: {numerator} ({rate})."),
)
R4 = Entry(
    "R4",
    IndicatorGroup.LEADERSHIP,
    Kind.POINTS,
    Worse.LOWER,
    N_("Senior staff beside the workforce"),
    "R(L5 + L6) − R1",
    _YEAR,
    "WRES 9",
    N_(
        "{rate} of {denominator} senior staff whose ethnicity is known are {people}, and {comparator_rate} of "
        "all {comparator_denominator} staff."
    ),
)
R5 = Entry(
    "R5",
    IndicatorGroup.LEADERSHIP,
    Kind.DISPARITY,
    Worse.HIGHER,
    N_("Disparity ratio, {place}"),
    N_("(W higher ÷ W lower) ÷ (EM higher ÷ EM lower)"),
    _YEAR,
    N_("WRES race disparity ratio"),
    _SAID_TIERS,
)
P1 = Entry(
    "P1",
    IndicatorGroup.LEADERSHIP,
    Kind.RATE,
    Worse.LOWER,
    N_("Promotion rate"),
    N_("EM promoted ÷ EM staff"),
    _START,
    N_("HMPPS staff equalities (of permanent staff)"),
    _SAID_PROMOTED,
    screened=True,
)
P1_PERMANENT = replace(
    P1,
    id="P1-permanent",
    name=N_("Promotion rate of permanent staff"),
    base=N_("permanent staff in post at the start of the period"),
    published=N_("HMPPS staff equalities"),
    nested=True,
)
P2 = Entry(
    "P2",
    IndicatorGroup.LEADERSHIP,
    Kind.WHITE_TO_MINORITY,
    Worse.HIGHER,
    N_("Relative likelihood of promotion"),
    N_("(W promoted ÷ W staff) ÷ (EM promoted ÷ EM staff)"),
    _START,
    "SC-WRES",
    _SAID_PROMOTED,
    screened=True,
)
P3 = Entry(
    "P3",
    IndicatorGroup.LEADERSHIP,
    Kind.RATE,
    Worse.LOWER,
    N_("Temporary promotion rate"),
    N_("EM temporarily promoted ÷ EM staff"),
    _START,
    N_("HMPPS temporary cover allowance"),
    N_(
        "Promoted for a time: {numerator} of {denominator} {people} staff ({rate}), and "
        "{comparator_numerator} of {comparator_denominator} {others} staff ({comparator_rate})."
    ),
    screened=True,
)
