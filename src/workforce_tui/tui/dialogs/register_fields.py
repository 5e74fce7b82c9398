"""The forms of the register: which fields each step and each entry has, and what was entered as a change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workforce_tui.domain.disparities import (
    Comment,
    Decision,
    DecisionTaken,
    EvidenceType,
    PanelView,
    PanelViewGiven,
    Pool,
    Progress,
    ReformAction,
    Status,
)
from workforce_tui.domain.disparity_words import decision_name, evidence_name, view_name
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.i18n import N_, _
from workforce_tui.tui.dialogs.entry_form import FieldKind, FormField
from workforce_tui.tui.widgets.fields import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from workforce_tui.domain.disparities import Disparity, Entry, Explanation
    from workforce_tui.services.disparity_writing import Change

EXPLAIN, COMMENT, PANEL, DECIDE, ACT, PROGRESS = "explain", "comment", "panel", "decide", "act", "progress"
NO_POOL = "no"

ENTRIES = {
    COMMENT: N_("A comment, such as the staff network's"),
    EXPLAIN: N_("The explanation and its evidence"),
    PANEL: N_("The panel's view"),
    DECIDE: N_("A decision"),
    ACT: N_("A reform action"),
    PROGRESS: N_("How an action is getting on"),
}
"""What can be entered without a step."""

_PARTS_OF_STEP = {
    Status.EXPLAINED: (EXPLAIN,),
    Status.INSUFFICIENT_DATA: (DECIDE,),
    Status.PANEL_REVIEW: (COMMENT,),
    Status.ACCEPTED: (PANEL,),
    Status.REJECTED: (PANEL,),
    Status.MONITOR: (DECIDE,),
    Status.REFORM_PLANNED: (DECIDE, ACT),
}
_DECISIONS_OF_STEP = {
    Status.INSUFFICIENT_DATA: (Decision.INSUFFICIENT_DATA,),
    Status.MONITOR: (Decision.EXPLAINED_MONITOR, Decision.EXPLAINED_NO_ACTION),
    Status.REFORM_PLANNED: (Decision.NOT_EXPLAINED_REFORM,),
}
_VIEWS_OF_STEP = {
    Status.ACCEPTED: (PanelView.ACCEPTS, PanelView.PARTLY),
    Status.REJECTED: (PanelView.REJECTS, PanelView.PARTLY),
}


def step_fields(record: Disparity, to: Status, name: str, today: date) -> tuple[FormField, ...]:
    """The fields of a step: what it needs, a note, and who takes it when."""
    parts = [field for part in _PARTS_OF_STEP.get(to, ()) for field in _part(part, record, to)]
    return (*parts, FormField("note", N_("Note"), FieldKind.LONG), *_sign(name, today))


def entry_fields(record: Disparity, entry: str, name: str, today: date) -> tuple[FormField, ...]:
    """The fields of an entry without a step."""
    return (*_part(entry, record, None), *_sign(name, today))


def opening_fields(triggers: tuple[tuple[str, str], ...], name: str) -> tuple[FormField, ...]:
    """The fields to open a record: who brings it, and who opens it."""
    trigger = FormField("trigger", N_("Brought by"), FieldKind.CHOICE, triggers[0][0], triggers, required=True)
    return (trigger, FormField("by", N_("Your name"), value=name))


def change_of(record: Disparity, entered: Mapping[str, str], to: Status | None) -> Change:
    """What was entered, as a change of the record.

    Raises:
        WorkforceError: a date or a number is none.
    """
    from workforce_tui.services.disparity_writing import Change

    on = day_of(entered.get("on", ""))
    if on is None:
        raise WorkforceError(_("The date of the entry is missing."), _("Type a date as dd/mm/yyyy."))
    by = entered["by"]
    entries = tuple(_entries(record, entered, by, on))
    return Change(by, on, entries, tuple(_progress(entered, by, on)), to, entered.get("note", ""))


def _sign(name: str, today: date) -> tuple[FormField, ...]:
    return (
        FormField("by", N_("Your name"), value=name),
        FormField("on", N_("Date"), FieldKind.DAY, today.strftime("%d/%m/%Y")),
    )


def _part(part: str, record: Disparity, to: Status | None) -> tuple[FormField, ...]:
    match part:
        case "explain":
            return _explain_fields(record)
        case "comment":
            return (FormField("comment", N_("Comment"), FieldKind.LONG),)
        case "panel":
            return _panel_fields(record, to)
        case "decide":
            return _decide_fields(record, to)
        case "act":
            return _act_fields()
        case _:
            return _progress_fields(record)


def _explain_fields(record: Disparity) -> tuple[FormField, ...]:
    held = record.explanation
    kinds = tuple((str(one), evidence_name(one)) for one in EvidenceType)
    pool = held.pool if held else None
    denied = ((NO_POOL, _("no, it does not")),)
    return (
        FormField("english", N_("Why, in English"), FieldKind.LONG, held.english if held else ""),
        FormField("welsh", N_("Why, in Welsh"), FieldKind.LONG, held.welsh if held else ""),
        FormField(
            "evidence", N_("Evidence"), FieldKind.CHOICE, str(held.evidence) if held else "", kinds, required=True
        ),
        FormField("reference", N_("Where it can be seen"), value=held.reference if held else ""),
        FormField("alternatives", N_("Also tested"), value=held.alternatives if held else ""),
        FormField("no-pool", N_("Rests on a pool"), FieldKind.CHOICE,
                  NO_POOL if held and held.pool_denied else "", denied),
        FormField("pool-group", N_("Pool: the group"), value=str(pool.group) if pool else ""),
        FormField("pool-comparator", N_("Pool: the comparator"), value=str(pool.comparator) if pool else ""),
        FormField("pool-source", N_("Pool: source"), value=pool.source if pool else ""),
    )  # fmt: skip


def _panel_fields(record: Disparity, to: Status | None) -> tuple[FormField, ...]:
    views = PanelView if to is None else _VIEWS_OF_STEP[to]
    choices = tuple((str(one), view_name(one)) for one in views)
    held = record.panel_view
    known = held if held is not None and str(held.view) in dict(choices) else None
    return (
        FormField("panel", N_("The panel"), FieldKind.CHOICE, str(known.view) if known else "", choices, required=True),
        FormField("panel-reason", N_("Its reason"), FieldKind.LONG, known.reason if known else ""),
    )


def _decide_fields(record: Disparity, to: Status | None) -> tuple[FormField, ...]:
    decisions = Decision if to is None else _DECISIONS_OF_STEP[to]
    choices = tuple((str(one), decision_name(one)) for one in decisions)
    held = record.decision
    known = held if held is not None and str(held.decision) in dict(choices) else None
    review = known.review.strftime("%d/%m/%Y") if known and known.review else ""
    chosen = str(known.decision) if known else ""
    return (
        FormField("decision", N_("Decision"), FieldKind.CHOICE, chosen, choices, required=True),
        FormField("decision-reason", N_("Reason"), FieldKind.LONG, known.reason if known else ""),
        FormField("review", N_("Look at it again on"), FieldKind.DAY, review),
    )


def _act_fields() -> tuple[FormField, ...]:
    return (
        FormField("action", N_("What will be done"), FieldKind.LONG),
        FormField("owner", N_("Owner (a post)")),
        FormField("due", N_("Due"), FieldKind.DAY),
        FormField("measure", N_("How it will be seen")),
        FormField("target", N_("Value to reach")),
        FormField("level", N_("Who has to decide")),
        FormField("start", N_("Starts"), FieldKind.DAY),
        FormField("cost", N_("Cost")),
    )


def _progress_fields(record: Disparity) -> tuple[FormField, ...]:
    actions = tuple((str(one.number), f"{one.number}. {one.description}") for one in record.actions)
    done = (("yes", _("yes")),)
    return (
        FormField("progress", N_("Action"), FieldKind.CHOICE, actions[0][0] if actions else "", actions, required=True),
        FormField("progress-text", N_("How it is getting on"), FieldKind.LONG),
        FormField("done", N_("Done"), FieldKind.CHOICE, "", done),
        FormField("due-now", N_("Now due"), FieldKind.DAY),
    )


def _entries(record: Disparity, entered: Mapping[str, str], by: str, on: date) -> Iterator[Entry]:
    if "english" in entered:
        explanation = _explanation(record, entered, by, on)
        held = record.explanation
        if held is None or replace(held, by=by, on=on) != explanation:
            yield explanation
    if entered.get("comment"):
        yield Comment(entered["comment"], by, on)
    if "panel" in entered:
        view = PanelViewGiven(PanelView(entered["panel"]), entered["panel-reason"], by, on)
        if record.panel_view is None or replace(record.panel_view, by=by, on=on) != view:
            yield view
    if "decision" in entered:
        reason, review = entered["decision-reason"], day_of(entered.get("review", ""))
        taken = DecisionTaken(Decision(entered["decision"]), reason, by, on, review)
        if record.decision is None or replace(record.decision, by=by, on=on) != taken:
            yield taken
    if entered.get("action"):
        yield _action(entered, by, on)


def _explanation(record: Disparity, entered: Mapping[str, str], by: str, on: date) -> Explanation:
    from workforce_tui.services.disparity_writing import next_explanation

    group, comparator = _number(entered, "pool-group"), _number(entered, "pool-comparator")
    pool = None
    if group is not None and comparator is not None:
        pool = Pool(group, comparator, entered["pool-source"])
    return next_explanation(
        record,
        by=by,
        on=on,
        english=entered["english"],
        welsh=entered["welsh"],
        evidence=EvidenceType(entered["evidence"]) if entered["evidence"] else None,
        reference=entered["reference"],
        alternatives=entered["alternatives"],
        pool=pool,
        pool_denied=entered["no-pool"] == NO_POOL,
    )


def _action(entered: Mapping[str, str], by: str, on: date) -> ReformAction:
    due = day_of(entered.get("due", ""))
    if due is None:
        raise WorkforceError(_("The action has no date it is due."), _("Type a date as dd/mm/yyyy."))
    return ReformAction(
        entered["action"], entered["owner"], due, entered["measure"], by, on, target=entered["target"],
        level=entered["level"], start=day_of(entered.get("start", "")), cost=entered["cost"],
    )  # fmt: skip


def _progress(entered: Mapping[str, str], by: str, on: date) -> Iterator[tuple[int, Progress]]:
    if entered.get("progress"):
        done = entered["done"] == "yes"
        yield (
            int(entered["progress"]),
            Progress(entered["progress-text"], by, on, done, day_of(entered.get("due-now", ""))),
        )


def _number(entered: Mapping[str, str], name: str) -> int | None:
    text = entered[name].replace(",", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise WorkforceError(_("{text} is not a number of people.").format(text=text), _("Type digits only."))
    return int(text)
