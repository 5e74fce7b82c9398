"""What threads run for the register of disparities. The services are loaded here and only when called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workforce_tui.domain.formatting import number
from workforce_tui.i18n import language
from workforce_tui.tui.state import CHAIR, name_of

if TYPE_CHECKING:
    from datetime import date

    from workforce_tui.domain.counts import Count
    from workforce_tui.domain.disparities import Subject, Trigger
    from workforce_tui.domain.disparity_rules import Finding, Untested
    from workforce_tui.services.disparities import RegisterLine
    from workforce_tui.services.disparity_writing import Change
    from workforce_tui.services.workspace import Workspace
    from workforce_tui.tui.state import View


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A record with the names it goes by and everything that is said about it."""

    line: RegisterLine
    name: str
    whose: str
    facts: tuple[tuple[str, str], ...]
    late: str
    is_hidden: bool = False
    """Whether the newest counts are withheld."""


@dataclass(frozen=True, slots=True)
class RegisterData:
    """The records of the organisation shown, or of all; their counts in a sentence; who signed last; and the day."""

    records: tuple[RecordShown, ...]
    counts: str
    last_name: str
    today: date


@dataclass(frozen=True, slots=True)
class FindingShown:
    """A difference that was found, in words; or a comparison that cannot be tested, as *finding* None."""

    finding: Finding | None
    name: str
    text: str
    subject: Subject
    counts: tuple[str, str] = ("", "")
    """The counts of both sides where they are not known exactly."""


def register_data(ws: Workspace, view: View) -> RegisterData:
    """The register as it stands today."""
    from workforce_tui.services import disparities as service
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.disparity_text import counts_line, facts, overdue_text
    from workforce_tui.services.last_names import last_name
    from workforce_tui.services.organisations import list_organisations

    if view.profile == CHAIR:
        return _register_for_chair(ws, view)
    source = service.indicator_source()
    names = {one.organisation.code: name_of(one.organisation, language()) for one in list_organisations(ws)}
    records = []
    lines = service.list_disparities(ws, view.organisation)
    for line in lines:
        subject = line.record.subject
        name, whose = source.name(subject.indicator), names.get(subject.organisation, subject.organisation)
        records.append(RecordShown(line, name, whose, facts(line, name, whose), overdue_text(line)))
    counts = counts_line(service.counts_of(lines))
    return RegisterData(tuple(records), counts, last_name(ws), today_here())


def _register_for_chair(ws: Workspace, view: View) -> RegisterData:
    """What the chair of a network may see of the register of the organisation."""
    from workforce_tui.services.chair_register import register_for_chair
    from workforce_tui.services.clock import today_here
    from workforce_tui.services.disparities import counts_of, indicator_source
    from workforce_tui.services.disparity_text import counts_line, facts, overdue_text
    from workforce_tui.services.organisations import get_organisation

    source, records = indicator_source(), []
    whose = name_of(get_organisation(ws, view.organisation or ""), language())
    lines = register_for_chair(ws, view.organisation or "")
    for one in lines:
        name = source.name(one.line.record.subject.indicator)
        said = facts(one.line, name, whose, hidden=one.hidden)
        records.append(RecordShown(one.line, name, whose, said, overdue_text(one.line), one.is_latest_hidden))
    counts = counts_line(counts_of([one.line for one in lines]))
    return RegisterData(tuple(records), counts, "", today_here())


def comment(ws: Workspace, number: int, change: Change) -> None:
    """Enter what the network has to say about a record: the comment of a change, and nothing else of it.

    Raises:
        WorkforceError: as `comment_for_chair`, where nothing is said too.
    """
    from workforce_tui.domain.disparities import Comment
    from workforce_tui.services.chair_register import comment_for_chair

    text = next((one.text for one in change.entries if isinstance(one, Comment)), "")
    comment_for_chair(ws, number, text, by=change.by, on=change.on)


def findings(ws: Workspace, view: View, organisation: str, *, groups: bool = False) -> tuple[FindingShown, ...]:
    """What the rules propose, what they do not, and what cannot be tested; of the five groups too where asked."""
    from workforce_tui.services import disparities as service
    from workforce_tui.services.disparity_text import finding_text, untested_text

    source = service.group_source() if groups else service.indicator_source()
    found = service.differences(ws, organisation, definition=view.definition, source=source)
    named = ((one, source.name(one.subject.indicator)) for one in found.findings)
    unknown = ((one, source.name(one.subject.indicator)) for one in found.untested)
    return (
        *(FindingShown(one, name, finding_text(one, name), one.subject) for one, name in named),
        *(FindingShown(None, name, untested_text(one, name), one.subject, _suppressed(one)) for one, name in unknown),
    )


def _suppressed(one: Untested) -> tuple[str, str]:
    """Counts that are intervals, as a table has room for them."""
    group, other = (_counts(one.events, one.base), _counts(one.other_events, one.other_base))
    return group, other


def _counts(events: Count, base: Count) -> str:
    return f"{_interval(events)}/{_interval(base)}"


def _interval(count: Count) -> str:
    return number(count.low) if count.is_exact else f"{number(count.low)}–{number(count.high)}"


def open_record(ws: Workspace, finding: Finding, trigger: Trigger, by: str) -> int:
    """Open a record of a difference; returns its number."""
    from workforce_tui.domain.ethnicity import EthnicityDefinition
    from workforce_tui.services.disparity_writing import Wanted, open_disparity

    subject = finding.subject
    wanted = Wanted(
        subject.organisation, subject.indicator, definition=EthnicityDefinition(subject.definition), trigger=trigger
    )
    return open_disparity(ws, wanted, by=by).id or 0


def change_record(ws: Workspace, number: int, change: Change) -> None:
    """Enter what is known and take a step."""
    from workforce_tui.services.disparity_writing import change_disparity

    change_disparity(ws, number, change)


def measure_again(ws: Workspace, view: View) -> int:
    """Add newer figures to the open records; returns how many had any."""
    from workforce_tui.services import disparity_writing

    return len(disparity_writing.measure_again(ws, view.organisation))
