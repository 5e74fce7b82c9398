"""What a changed decision moves, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.domain.datasets import dataset_name
from workforce_tui.domain.formatting import count_text, long_date, number, share_text
from workforce_tui.domain.levels import level_name
from workforce_tui.exporting.text import clean
from workforce_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from workforce_tui.domain.representation import Representation
    from workforce_tui.services.decision_figures import EventChange, Recoding, SnapshotChange


def recoding_lines(recoding: Recoding) -> list[str]:
    """The change, what it moves in each snapshot, and what the figures alone do not tell."""
    lines = [_change_line(recoding)]
    for one in recoding.snapshots:
        lines += _snapshot_lines(one)
    if recoding.events:
        lines.append(_events_line(recoding))
    for change in recoding.events:
        lines += _event_lines(change)
    if recoding.levels is not None:
        before, after = map(level_name, recoding.levels)
        text = _("The grade goes from the level {before} to {after}: figures by level and tier follow, of every date.")
        lines.append(text.format(before=before, after=after))
    elif not recoding.snapshots and not recoding.events:
        lines.append(_("No figures held now are moved."))
    return [clean(line) for line in (*lines, *recoding.notes)]


def _change_line(recoding: Recoding) -> str:
    change = recoding.change
    before = recoding.previous if recoding.previous is not None else _("not decided")
    after = change.answer if change.answer is not None else _("not decided")
    text = _('{field} "{value}": {before} → {after}')
    return text.format(field=change.field, value=change.value, before=before, after=after)


def _snapshot_lines(one: SnapshotChange) -> list[str]:
    head = _("{organisation} as at {date} (import {batch}, {file}):")
    lines = [head.format(organisation=one.organisation, date=long_date(one.as_at), batch=one.batch, file=one.file_name)]
    for move in one.moves:
        text = ngettext(
            '  {number} person with "{label}": {before} → {after}',
            '  {number} people with "{label}": {before} → {after}',
            move.people.high,
        )
        lines.append(
            text.format(
                number=count_text(move.people), label=move.label, before=move.before_name, after=move.after_name
            )
        )
    lines += [_pair(_("whole workforce"), one.before, one.after)]
    lines += [_pair(group.name, group.before, group.after) for group in one.grades]
    return lines


def _events_line(recoding: Recoding) -> str:
    """How many events move, dataset by dataset."""
    each = (f"{dataset_name(one)} {count_text(many)}" for one, many in recoding.events_by_dataset.items())
    return _("Events moved: {events}.").format(events=", ".join(each))


def _event_lines(one: EventChange) -> list[str]:
    head = _("{dataset} of {organisation} from {start} to {end} (import {batch}, {file}):").format(
        dataset=dataset_name(one.dataset), organisation=one.organisation, start=long_date(one.start),
        end=long_date(one.end), batch=one.batch, file=one.file_name,
    )  # fmt: skip
    text = _('  {number} with "{label}": {before} → {after}')
    return [
        head,
        *(
            text.format(
                number=count_text(move.people), label=move.label, before=move.before_name, after=move.after_name
            )
            for move in one.moves
        ),
    ]


def _pair(name: str, before: Representation | None, after: Representation | None) -> str:
    return f"  {name}: {figures_line(before)} → {figures_line(after)}"


def figures_line(figures: Representation | None) -> str:
    """A group in a few words: "headcount 120, ethnic minority 4.6% of 110 known"."""
    if figures is None:
        return _("nobody")
    if figures.share is None:
        return _("headcount {headcount}").format(headcount=count_text(figures.headcount))
    return _("headcount {headcount}, ethnic minority {share} of {known} known").format(
        headcount=count_text(figures.headcount), share=share_text(figures.share), known=count_text(figures.known)
    )


def moved_line(recoding: Recoding) -> str:
    """What was done, in one sentence."""
    if recoding.levels is not None:
        return _("The decision is kept, and the grade is at its new level.")
    if not recoding.snapshots and not recoding.events:
        return _("The decision is kept. No figures held now were moved.")
    if not recoding.snapshots:
        return clean(f"{_('The decision is kept.')} {_events_line(recoding)}")
    many = len(recoding.snapshots)
    text = ngettext(
        "The decision is kept; {number} person was moved ({snapshots}).",
        "The decision is kept; {number} people were moved ({snapshots}).",
        recoding.people,
    )
    places = ngettext("{number} snapshot", "{number} snapshots", many).format(number=number(many))
    said = text.format(number=number(recoding.people), snapshots=places)
    return clean(f"{said} {_events_line(recoding)}") if recoding.events else said
