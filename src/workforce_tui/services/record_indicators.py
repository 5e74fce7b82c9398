"""The indicators of records and of lists of mentees (T2, M1 to M3), beside those of staff and events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.action_records import TRAINING
from workforce_tui.domain.actions import trained_leaders
from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity import definition_name
from workforce_tui.domain.indicator_measures import missing, shared
from workforce_tui.domain.indicator_record_entries import M1, M2, M3, M3_SESSIONS, T2
from workforce_tui.domain.indicators import IndicatorGroup
from workforce_tui.domain.mentoring_figures import proportion
from workforce_tui.i18n import _
from workforce_tui.services.indicator_parts import everyone
from workforce_tui.services.mentoring import mentoring_year
from workforce_tui.storage import records as record_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.indicators import Entry, Frame, Indicator
    from workforce_tui.domain.mentoring_figures import Proportion
    from workforce_tui.services.indicators import IndicatorReport
    from workforce_tui.services.workspace import Workspace


def with_records(ws: Workspace, report: IndicatorReport) -> IndicatorReport:
    """The report with T2 and M1 to M3 of its last year after the other indicators of training of all staff."""
    every = report.indicators
    last = max((place for place, one in enumerate(every) if _is_training(one)), default=len(every) - 1)
    found = tuple(_found(ws, report))
    return replace(report, indicators=(*every[: last + 1], *found, *every[last + 1 :]))


def _is_training(one: Indicator) -> bool:
    return one.group is IndicatorGroup.TRAINING and not one.part


def _found(ws: Workspace, report: IndicatorReport) -> Iterator[Indicator]:
    code, year, definition = report.organisation.code, report.years[-1], report.definition
    frame = everyone(definition).frame
    alone = _("Of the year to 31 March {year} alone: it is not pooled.").format(year=year)
    alone = alone if len(report.years) > 1 else ""
    yield _made(T2, frame, _leaders(ws, code, year), alone)
    rates = mentoring_year(ws, code, definition=definition, year=year)
    counted = " ".join(filter(None, (alone, _("Definition: {name}.").format(name=definition_name(definition)))))
    yield _made(M1, frame, rates.coverage, counted)
    yield _made(M2, frame, rates.reach, counted)
    yield _made(M3, frame, rates.completion, alone)
    yield replace(_made(M3_SESSIONS, frame, rates.sessions, alone), lower=None, upper=None)


def _made(entry: Entry, frame: Frame, value: Proportion, note: str) -> Indicator:
    notes = " ".join(filter(None, (value.note, note)))
    if value.share is None:
        return replace(missing(entry, frame, notes, value.flag), numerator=value.part, denominator=value.base)
    return replace(shared(entry, frame, value.share, [notes], judged=False, flag=value.flag), denominator=value.base)


def _leaders(ws: Workspace, organisation: str, year: int) -> Proportion:
    """T2 as the organisation states it; nothing where two records speak of the same year."""
    with ws.reading() as session:
        gone = record_store.archived_numbers(session)
        held = [one for one in record_store.records(session, kinds=[TRAINING.code]) if one.id not in gone]
    found = next((one for one in trained_leaders(held) if (one.organisation, one.year) == (organisation, year)), None)
    if found is None:
        return proportion(None, None, _("No record says it for the year."))
    if found.is_doubled:
        return proportion(None, None, _("Several records speak of the year: archive all but one."))
    counts = [None if number is None else Count.exact(number) for number in (found.completed, found.leaders)]
    return proportion(counts[0], counts[1], _("The record of the year does not state both numbers."))
