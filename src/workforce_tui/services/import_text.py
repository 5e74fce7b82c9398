"""What came of an import, in plain sentences."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import MENTORING, Dataset, dataset_name
from workforce_tui.domain.formatting import count_text, long_date, number
from workforce_tui.domain.issues import Severity
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _, ngettext
from workforce_tui.services.account_text import account_lines, against_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workforce_tui.domain.issues import Issue
    from workforce_tui.importing.plan import ImportPlan, PendingDecision
    from workforce_tui.services.imports import ImportOutcome

SHOWN_PLACES = 5
PERIOD = "period"


def outcome_lines(outcome: ImportOutcome, *, dry_run: bool) -> list[str]:
    """The outcome, what was read, and what is asked, one sentence a line."""
    return [
        _status_line(outcome, dry_run=dry_run),
        *(batch_lines(outcome) if len(outcome.made) > 1 else []),
        *([_how_to_undo(outcome.batches)] if outcome.status == "imported" and outcome.batches else []),
        *plan_lines(outcome.plan),
        *previous_lines(outcome),
        *(line for part in outcome.plan.parts for line in plan_lines(part)),
        *map(decision_line, outcome.plan.decisions),
        *_how_to_answer(outcome.plan.decisions),
    ]


def batch_lines(outcome: ImportOutcome) -> list[str]:
    """A line for each import that a file is: its number, its sheet and what it holds."""
    return [clean(_batch_line(batch, part)) for batch, part in outcome.made]


def _batch_line(batch: int, part: ImportPlan) -> str:
    text = _("Import number {batch}, from the sheet “{sheet}”: {dataset}, events {number}.")
    if part.dataset is Dataset.STAFF_IN_POST:
        text = _("Import number {batch}, from the sheet “{sheet}”: {dataset}, headcount {number}.")
    if part.dataset in MENTORING:
        text = _("Import number {batch}, from the sheet “{sheet}”: {dataset}, people {number}.")
    words = {"dataset": dataset_name(part.dataset), "number": count_text(part.headcount)}
    return text.format(batch=batch, sheet=part.sheet or "", **words)


def _how_to_undo(batches: Sequence[int]) -> str:
    """The command that takes an import back; each of several is one by itself."""
    if len(batches) == 1:
        return _("To undo it: workforce-tui undo {batch}").format(batch=batches[0])
    return _("Each is undone by itself: {commands}").format(
        commands="; ".join(f"workforce-tui undo {batch}" for batch in batches)
    )


def plan_lines(plan: ImportPlan) -> list[str]:
    """What a plan read and what it set aside."""
    if plan.layout is None:
        return []
    lines = _sheet_lines(plan)
    if plan.dataset is not Dataset.STAFF_IN_POST:
        return [*lines, *_event_lines(plan)]
    lines += [
        _("Rows read {read}, headcount {headcount}, rows set aside {rejected}.").format(
            read=number(plan.rows_read), headcount=count_text(plan.headcount), rejected=number(plan.rows_rejected)
        )
    ]
    if plan.people_read.high:
        lines += account_lines(plan)
    if plan.outside_workforce:
        text = _("Specials, volunteers, agency workers and elected people, not in the headcount: {number}.")
        lines.append(text.format(number=number(plan.outside_workforce)))
    places = [
        _("{organisation} as at {date}").format(organisation=one.organisation, date=long_date(one.as_at))
        for one in plan.snapshots[:SHOWN_PLACES]
    ]
    more = len(plan.snapshots) - SHOWN_PLACES
    if more > 0:
        places.append(_("and {number} more").format(number=more))
    return [*lines, *([", ".join(places) + "."] if places else [])]


def _sheet_lines(plan: ImportPlan) -> list[str]:
    """Which of several sheets was read, and why it was taken to hold the figures."""
    chosen = next((one for one in plan.sheets if one.name == plan.sheet), None)
    if chosen is None or len(plan.sheets) == 1:
        return []
    return [clean(_("Read from the sheet “{sheet}”: {reason}.").format(sheet=chosen.name, reason=chosen.reason))]


def previous_lines(outcome: ImportOutcome) -> list[str]:
    """What changed since the figures before, for each snapshot that has any."""
    lines = []
    for one in outcome.against[:SHOWN_PLACES]:
        place = _("{organisation} as at {date}").format(organisation=one.organisation, date=long_date(one.as_at))
        prefix = f"{place}: " if len(outcome.against) > 1 else ""
        lines.append(prefix + " ".join(against_lines(one)))
    more = len(outcome.against) - SHOWN_PLACES
    if more > 0:
        lines.append(_("... and {number} more; --json lists them all.").format(number=number(more)))
    return lines


def _event_lines(plan: ImportPlan) -> list[str]:
    """What a plan of events read, and for whom and when."""
    text = _("{dataset}: rows read {read}, events {events}, rows set aside {rejected}.")
    if plan.dataset in MENTORING:
        text = _("{dataset}: rows read {read}, people {events}, rows set aside {rejected}.")
    read = text.format(
        dataset=dataset_name(plan.dataset),
        read=number(plan.rows_read),
        events=count_text(plan.headcount),
        rejected=number(plan.rows_rejected),
    )
    # While the period is asked about, the plan's own is a placeholder.
    asked = any(one.field == PERIOD for one in plan.decisions)
    places = [
        _("{organisation}, {start} to {end}").format(
            organisation=one.organisation, start=long_date(one.start), end=long_date(one.end)
        )
        for one in plan.periods[:SHOWN_PLACES]
        if one.organisation and not asked
    ]
    return [read, *([", ".join(places) + "."] if places else [])]


def decision_line(decision: PendingDecision) -> str:
    """One question, with what the program would suggest."""
    each = (", ".join(filter(None, (one.name, one.reason))) for one in decision.suggestions)
    near = "; ".join(f"{one.code} ({said})" for one, said in zip(decision.suggestions, each, strict=True))
    rows = ngettext("{number} row", "{number} rows", decision.rows).format(number=number(decision.rows))
    text = _('To decide: {field} "{value}", {rows}: {suggestions}.')
    suggestions = near or _("no suggestion")
    return clean(text.format(field=decision.field, value=decision.value, rows=rows, suggestions=suggestions))


def _how_to_answer(decisions: Sequence[PendingDecision]) -> list[str]:
    """How the command is told an answer, with the first question as the example."""
    if not decisions:
        return []
    first = decisions[0]
    code = next((one.code for one in first.suggestions if one.reason), _("CODE"))
    example = shlex.quote(f'{first.field}:"{first.value}"={code}')
    return [clean(_("Answer each with --decide, such as: --decide {example}").format(example=example))]


def issue_line(issue: Issue) -> str:
    """One issue with where it is and what to do."""
    where = place_of_issue(issue)
    parts = (f"{severity_name(issue.severity)}:", issue.message, f"({where})" if where else "", issue.fix)
    return clean(" ".join(part for part in parts if part))


def place_of_issue(issue: Issue) -> str:
    """The sheet, row and column an issue is in, as far as it is in one; "" for the whole file."""
    row = _("row {row}").format(row=issue.row) if issue.row is not None else ""
    return ", ".join(part for part in (issue.sheet, row, issue.column) if part)


def severity_name(severity: Severity) -> str:
    """The word for a severity in the language in use."""
    return {
        Severity.ERROR: _("Error"),
        Severity.WARNING: _("Warning"),
        Severity.INFO: _("Note"),
    }[severity]


def _status_line(outcome: ImportOutcome, *, dry_run: bool) -> str:
    name = clean(outcome.plan.file_name)
    if dry_run and outcome.status == "imported":
        return _("{file} can be imported. Nothing was written.").format(file=name)
    many = len(outcome.batches)
    sentences = {
        "imported": ngettext(
            "{file} is imported, as import number {batches}.", "{file} is imported, as imports number {batches}.", many
        ),
        "already_imported": ngettext(
            "{file} is imported already, as import number {batches}. Nothing was changed.",
            "{file} is imported already, as imports number {batches}. Nothing was changed.",
            many,
        ),
        "needs_decisions": _("{file} needs decisions before it can be imported. Nothing was changed."),
        "refused": _("{file} is refused. Nothing was changed."),
    }
    return sentences[outcome.status].format(file=name, batches=", ".join(map(str, outcome.batches)))
