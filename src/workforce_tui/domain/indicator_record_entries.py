"""The entries of indicators that are of records people type and of lists of mentees: T2 and M1 to M3.

They are of one reporting year, never pooled, never divided, and no rule of the register speaks of them.
"""

from __future__ import annotations

from dataclasses import replace

from workforce_tui.domain.indicators import Entry, IndicatorGroup, Kind, Worse
from workforce_tui.i18n import N_

T2 = Entry(
    "T2",
    IndicatorGroup.TRAINING,
    Kind.SHARE,
    Worse.LOWER,
    N_("Senior leaders with anti-racist leadership training"),
    N_("senior leaders who have completed it ÷ all senior leaders (L5 and L6)"),
    N_("senior leaders as the organisation states them"),
    said=N_("Completed by {numerator} of {denominator} senior leaders ({rate})."),
)
M1 = Entry(
    "M1",
    IndicatorGroup.TRAINING,
    Kind.SHARE,
    Worse.LOWER,
    N_("Coverage of mentoring"),
    N_("EM staff who started as mentees ÷ EM staff at the levels of a scheme"),
    N_("staff in post on the snapshot of the year, at the levels that schemes are for"),
    said=N_("Mentored: {numerator} of {denominator} ethnic minority staff ({rate})."),
)
M2 = replace(
    M1,
    id="M2",
    name=N_("Reach of reverse mentoring"),
    formula=N_("senior managers with an EM mentor ÷ all senior managers (L5 and L6)"),
    base=N_("senior managers in post on the snapshot of the year"),
    said=N_("{numerator} of {denominator} senior managers had an ethnic minority mentor ({rate})."),
)
M3 = replace(
    M1,
    id="M3",
    name=N_("Completion of mentoring"),
    formula=N_("mentees who completed ÷ mentees who started"),
    base=N_("mentees of the cohorts that started in the year"),
    said=N_("{numerator} of {denominator} mentees who started completed ({rate})."),
    nested=True,
)
M3_SESSIONS = replace(
    M3,
    id="M3-sessions",
    name=N_("Mentoring sessions held"),
    formula=N_("sessions held ÷ sessions planned"),
    base=N_("sessions planned for the cohorts that started in the year"),
    said=N_("Held: {numerator} of {denominator} sessions planned ({rate})."),
    nested=False,
)
