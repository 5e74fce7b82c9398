"""Records of the register as the JSON contract of the disparity commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

SUPPRESSED = "suppressed"
"""The tag of what cannot be tested because a count is suppressed."""

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from workforce_tui.domain.disparities import (
        DecisionTaken,
        Disparity,
        Explanation,
        Measured,
        PanelViewGiven,
        ReformAction,
        Subject,
    )
    from workforce_tui.domain.disparity_rules import Finding, Untested
    from workforce_tui.services.disparities import RegisterLine


def finding_record(finding: Finding, name: str) -> dict[str, Any]:
    """A difference that was found, with what the rules say about it."""
    return {
        **_subject(finding.subject, name),
        **_measured(finding.subject, finding.measured),
        "tag": str(finding.tag),
        "reasons": [str(one) for one in finding.reasons],
        "small_numbers": finding.too_small,
        "record": finding.record,
    }


def untested_record(one: Untested, name: str) -> dict[str, Any]:
    """A comparison with a suppressed count: a count is a number or [low, high], and there is no rate and no test."""
    from workforce_tui.exporting.records import count_value

    return {
        **_subject(one.subject, name),
        "period_start": _day(one.start),
        "period_end": one.end.isoformat(),
        "numerator": count_value(one.events),
        "denominator": count_value(one.base),
        "comparator_numerator": count_value(one.other_events),
        "comparator_denominator": count_value(one.other_base),
        **dict.fromkeys(
            ("rate", "comparator_rate", "rri", "rl", "gap_points", "four_fifths", "p_value", "shortfall",
             "declaration_rate")
        ),
        "tag": SUPPRESSED,
        "reasons": [],
        "small_numbers": None,
        "record": None,
    }  # fmt: skip


def line_record(line: RegisterLine, name: str) -> dict[str, Any]:
    """A record of the register as it stands today."""
    record = line.record
    explanation, view, decision = record.explanation, record.panel_view, record.decision
    return {
        "id": record.id,
        "status": str(record.status),
        "overdue": [{"what": str(one.what), "since": one.since.isoformat()} for one in line.overdue],
        "explanation_due": _day(line.explanation_due),
        **_subject(record.subject, name),
        **_measured(record.subject, record.found),
        "withdrawn_on": _withdrawn(record, 0),
        "small_numbers": record.too_small,
        "trigger": str(record.trigger),
        "reasons": list(record.reasons),
        "identified_on": record.identified_on.isoformat(),
        "identified_by": record.identified_by,
        "explanation": None if explanation is None else _explanation(explanation),
        "explanations": [_explanation(one) for one in record.explanations],
        "comments": [{"text": one.text, "by": one.by, "on": one.on.isoformat()} for one in record.comments],
        "panel_view": None if view is None else {"view": str(view.view)} | _reasoned(view),
        "decision": None if decision is None else {"decision": str(decision.decision)} | _reasoned(decision),
        "actions": [_action(one) for one in record.actions],
        "review": _day(record.review),
        "remeasured": [_remeasured(record, place) for place in range(1, len(record.values))],
        "closed_on": _day(record.closed_on),
        "closed_by": record.closed_by or None,
        "history": _history(record),
    }


def _subject(subject: Subject, name: str) -> dict[str, Any]:
    return {
        "organisation": subject.organisation,
        "area": subject.area or None,
        "indicator": subject.indicator,
        "name": name,
        "version": subject.version,
        "definition": subject.definition,
        "group": subject.group,
        "comparator": subject.comparator,
        "level": subject.level or None,
        "outcome": str(subject.outcome),
    }


def _measured(subject: Subject, measured: Measured) -> dict[str, Any]:
    return {
        "period_start": _day(measured.start),
        "period_end": measured.end.isoformat(),
        "numerator": measured.events,
        "denominator": measured.base,
        "comparator_numerator": measured.other_events,
        "comparator_denominator": measured.other_base,
        "rate": _number(measured.rate),
        "comparator_rate": _number(measured.other_rate),
        "rri": _number(measured.relative_rate),
        "rl": _number(measured.relative_likelihood),
        "gap_points": None if subject.compares_tiers or measured.gap is None else _number(measured.gap * 100),
        "four_fifths": measured.breaches_four_fifths if subject.screened else None,
        "p_value": measured.p,
        "shortfall": measured.shortfall(subject.outcome),
        "declaration_rate": _number(measured.declaration),
    }


def _explanation(explanation: Explanation) -> dict[str, Any]:
    pool = explanation.pool
    return {
        "en": explanation.english or None,
        "cy": explanation.welsh or None,
        "evidence": str(explanation.evidence),
        "reference": explanation.reference,
        "alternatives": explanation.alternatives,
        "pool": None if pool is None else {"group": pool.group, "comparator": pool.comparator, "source": pool.source},
        "by": explanation.by,
        "on": explanation.on.isoformat(),
    }


def _action(action: ReformAction) -> dict[str, Any]:
    return {
        "number": action.number,
        "description": action.description,
        "owner": action.owner,
        "level": action.level or None,
        "start": _day(action.start),
        "due": action.due_now.isoformat(),
        "cost": action.cost or None,
        "measure": action.measure,
        "target": action.target or None,
        "done": action.is_done,
        "by": action.by,
        "on": action.on.isoformat(),
        "progress": [
            {"text": one.text, "done": one.done, "due": _day(one.due), "by": one.by, "on": one.on.isoformat()}
            for one in action.progress
        ],
    }


def _reasoned(one: PanelViewGiven | DecisionTaken) -> dict[str, Any]:
    return {"reason": one.reason, "by": one.by, "on": one.on.isoformat()}


def _remeasured(record: Disparity, place: int) -> dict[str, Any]:
    one = record.measures[place - 1]
    value = _measured(record.subject, one.value)
    return {**value, "by": one.by, "on": one.on.isoformat(), "withdrawn_on": _withdrawn(record, place)}


def _withdrawn(record: Disparity, place: int) -> str | None:
    """The day a value was marked as having lost its data."""
    gone = record.withdrawn(place)
    return None if gone is None else gone.on.isoformat()


def _history(record: Disparity) -> list[dict[str, Any]]:
    return [
        {
            "from": None if one.before is None else str(one.before),
            "to": str(one.after),
            "on": one.on.isoformat(),
            "by": one.by,
            "note": one.note or None,
            "automatic": one.automatic,
        }
        for one in record.moves
    ]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(value: Fraction | None) -> float | int | None:
    from workforce_tui.exporting.records import pair_value

    found = None if value is None else pair_value(value, value)
    return found if isinstance(found, float | int) else None
