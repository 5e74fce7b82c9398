"""The first page of an organisation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.collection import year_to_collect
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import count_text, long_date, number, share_text
from workforce_tui.domain.levels import Level
from workforce_tui.domain.record_kinds import ACTION, MENTORING, NETWORK, kinds
from workforce_tui.domain.returns import OPEN, STATE_NAMES, calendar, completeness, open_queries
from workforce_tui.domain.targets import LEAST_DECLARATION, TargetStatus
from workforce_tui.i18n import _, ngettext
from workforce_tui.services.batches import last_batch
from workforce_tui.services.clock import today_here
from workforce_tui.services.disparities import count_disparities
from workforce_tui.services.figures import Attention, AttentionCode, Dimension, Overview, ReportQuery
from workforce_tui.services.organisations import get_organisation
from workforce_tui.services.record_lists import list_lines
from workforce_tui.services.representation import representation_report, snapshot_dates
from workforce_tui.services.returns import check_return, list_returns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from workforce_tui.domain.organisations import Organisation
    from workforce_tui.domain.returns import AnnualReturn
    from workforce_tui.services.figures import ReportRow, RepresentationReport
    from workforce_tui.services.workspace import Workspace


def overview(
    ws: Workspace,
    organisation: str,
    *,
    as_at: date | None = None,
    definition: EthnicityDefinition = EthnicityDefinition.EM_EXCL,
) -> Overview:
    """An organisation's total on a date (or the latest), and what needs attention next.

    Raises:
        WorkforceError: there is no such organisation.
    """
    chosen = get_organisation(ws, organisation)
    dates = snapshot_dates(ws, chosen.code)
    day = as_at or (dates[0] if dates else None)
    report = representation_report(ws, ReportQuery(chosen.code, day, Dimension.LEVEL, definition))
    return Overview(
        organisation=chosen,
        as_at=day,
        total=report.total,
        snapshots=dates,
        attention=(
            *_returns(ws, chosen, day),
            *_last_import(ws, chosen.code),
            *_attention(report),
            *_overdue(ws, chosen.code),
            *_reviews(ws, chosen.code),
        ),
    )


def _attention(report: RepresentationReport) -> list[Attention]:
    total, levels = report.total, report.rows
    if total is None:
        message = _("No staff figures yet: import a spreadsheet.")
        return [Attention(AttentionCode.NO_DATA, message, "import")]
    found = [Attention(AttentionCode.MISSING_WORKERS, warning, "import") for warning in report.warnings]
    declared = total.figures.declaration.low
    if total.figures.not_given.high:
        found.append(Attention(AttentionCode.NO_ETHNICITY, total.figures.note, "import"))
    if declared is not None and declared <= LEAST_DECLARATION:
        text = _("Only {rate} of staff have declared their ethnicity: judge no figure until more than 60% have.")
        message = text.format(rate=share_text(total.figures.declaration))
        found.append(Attention(AttentionCode.LOW_DECLARATION, message, "representation"))
    if total.progress is None:
        message = _("No target is set for the workforce: set one, or record why not.")
        found.append(Attention(AttentionCode.NO_TARGET, message, "targets"))
    elif total.progress.status is TargetStatus.BEHIND:
        found.append(Attention(AttentionCode.BEHIND_TARGET, _behind(total), "representation"))
    unmapped = [row for row in levels if row.key == Level.L0 and row.figures.headcount.high]
    if unmapped:
        text = _("Staff in grades with no common level, left out of levels and tiers: {number}.")
        message = text.format(number=count_text(unmapped[0].figures.headcount))
        found.append(Attention(AttentionCode.UNMAPPED_GRADES, message, "representation"))
    return found


def _overdue(ws: Workspace, organisation: str) -> list[Attention]:
    """The line about disparities whose explanation or reform is late; none where nothing is."""
    late = count_disparities(ws, organisation).overdue
    if not late:
        return []
    text = ngettext(
        "{number} disparity of the register is overdue: explain it, or say what is reformed.",
        "{number} disparities of the register are overdue: explain them, or say what is reformed.",
        late,
    )
    return [Attention(AttentionCode.OVERDUE_DISPARITIES, text.format(number=late), "register")]


def _reviews(ws: Workspace, organisation: str) -> Iterator[Attention]:
    """A line for each place with records whose review is overdue."""
    reviewed = [kind.code for kind in kinds().values() if kind.review]
    late = Counter(one.kind.area for one in list_lines(ws, reviewed, organisation, only_overdue=True))
    said = {
        MENTORING: _("Mentoring records with an overdue review: {number}."),
        NETWORK: _("Network records with an overdue review: {number}."),
        ACTION: _("Action records with an overdue review: {number}."),
    }
    for area, message in said.items():
        if late[area]:
            yield Attention(AttentionCode.OVERDUE_REVIEWS, message.format(number=late[area]), area)


def _returns(ws: Workspace, organisation: Organisation, day: date | None) -> Iterator[Attention]:
    """The latest return while it is with the organisation, and what is missing in it; or that none is begun."""
    held, year = list_returns(ws, organisation.code), year_to_collect(today_here())
    if day is not None and organisation.in_wales and not any(one.year >= year for one in held):
        due, text = calendar(year).due, _("The annual return of {year} is not begun; it is due {due}.")
        if due < today_here():
            text = _("The annual return of {year} is not begun; it was due {due}.")
        yield Attention(AttentionCode.NO_RETURN, text.format(year=year, due=long_date(due)), "returns")
    for found in held[:1]:
        if found.state in OPEN:
            asked = len(open_queries(found.queries))
            text = _("Annual return of {year}: {state}, due {due}; questions without a reply: {asked}.")
            said = text.format(
                year=found.year,
                state=_(STATE_NAMES[found.state]),
                due=long_date(calendar(found.year).due),
                asked=asked,
            )
            yield Attention(AttentionCode.OPEN_RETURN, said, "returns")
            yield from _sections(ws, found)


def _sections(ws: Workspace, found: AnnualReturn) -> Iterator[Attention]:
    """The checklist of a return: how many sections are done, and which are missing."""
    checks = check_return(ws, found)
    missing = [_(one.section.name) for one in checks if not one.done]
    if missing:
        done, sections = completeness(checks)
        text = _("Sections of the return of {year} done: {done} of {number}. Missing: {sections}.")
        said = text.format(year=found.year, done=done, number=sections, sections=", ".join(missing))
        yield Attention(AttentionCode.MISSING_SECTIONS, said, "returns")


def _last_import(ws: Workspace, organisation: str) -> Iterator[Attention]:
    """What the latest import that is in use left aside; nothing where it read every row."""
    latest = last_batch(ws, organisation)
    if latest is not None and latest.rows_rejected:
        text = _("The last import, {file}, set rows aside: {rejected} of {read}. Issues noted: {issues}.")
        said = text.format(
            file=latest.file_name,
            rejected=number(latest.rows_rejected),
            read=number(latest.rows_read),
            issues=number(latest.issues),
        )
        yield Attention(AttentionCode.ROWS_SET_ASIDE, said, "batches")


def _behind(total: ReportRow) -> str:
    assert total.progress is not None  # noqa: S101 - the caller has looked
    due = total.progress.target.due
    if due is None:
        return _("The workforce is behind its target.")
    return _("The workforce is behind its target for {date}.").format(date=long_date(due))
