"""Figures of mentoring as the JSON and CSV contract of the mentoring commands; null is not available."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.levels import level_name
from workforce_tui.domain.mentoring import FUNNEL, Stage, stage_count
from workforce_tui.domain.mentoring_records import MENTORING_EVALUATION, MENTORING_SCHEME
from workforce_tui.domain.mentoring_scores import changes, commitments, feedback_taken, goals_met, satisfied
from workforce_tui.domain.record_text import to_json
from workforce_tui.exporting.records import count_value, pair_value, share_value

if TYPE_CHECKING:
    from workforce_tui.domain.mentoring import CohortFacts
    from workforce_tui.domain.mentoring_figures import Delivery, Proportion
    from workforce_tui.domain.mentoring_scores import Change
    from workforce_tui.domain.records import Record, RecordKind
    from workforce_tui.services.mentoring import GroupFigures, MentoringReport
    from workforce_tui.services.mentoring_outcomes import Compared, Followed

COLUMNS = (
    "organisation", "area", "year", "definition", "indicator", "level", "group", "horizon", "numerator", "denominator",
    "value", "lower", "upper", "flag", "note",
)  # fmt: skip


def proportion_record(value: Proportion) -> dict[str, Any]:
    """A share with its counts; counts known only as intervals are [low, high], shares and limits are from 0 to 1."""
    interval = value.interval
    return {
        "numerator": count_value(value.part),
        "denominator": count_value(value.base),
        "value": share_value(value.share),
        "lower": pair_value(interval.low, interval.low) if interval else None,
        "upper": pair_value(interval.high, interval.high) if interval else None,
        "flag": str(value.flag),
        "note": value.note,
    }


def report_record(report: MentoringReport) -> dict[str, Any]:
    """Everything of a report."""
    return {
        **_whose(report),
        "organisations": list(report.scope.organisations),
        "staff_dates": {code: day.isoformat() for code, day in sorted(report.staff_dates.items())},
        "without_staff": [one.code for one in report.without_staff],
        "unlinked": report.unlinked,
        "shared_cohorts": report.divided,
        **_indicators(report),
        "funnel": [_funnel_record(one) for one in report.groups],
        "withdrawals": [{"reason": code, "people": people} for code, people in report.withdrawals],
        "mentors": {
            "mentors": count_value(report.load.mentors),
            "sessions": report.load.sessions,
            "sessions_per_mentor": report.load.per_mentor,
            "minority": proportion_record(report.load.minority),
        },
        **_said(report),
        "schemes": [_on_record(MENTORING_SCHEME, one) for one in report.schemes],
        "evaluations": [_on_record(MENTORING_EVALUATION, one) for one in report.evaluations],
        "cohorts": [cohort_record(one) for one in report.cohorts],
        "disagreements": [
            {"cohort": name, "stage": str(stage), "typed": typed, "used": count_value(used)}
            for name, stage, typed, used in report.disagreements
        ],
    }


def _on_record(kind: RecordKind, record: Record) -> dict[str, Any]:
    """A scheme or an evaluation as it was entered; null is not stated."""
    said = to_json(kind, record.values)
    values = {field.key: said.get(field.key) for field in kind.inputs}
    return {"id": record.id, "parent": record.parent_id, "organisations": list(record.organisations), **values}


def _indicators(report: MentoringReport) -> dict[str, Any]:
    """M1 to M4."""
    return {
        "m1": _coverage_record(report),
        "m2": {
            **proportion_record(report.reach.value),
            "unknown": report.reach.unknown,
            "other_levels": report.reach.elsewhere,
        },
        "m3": {
            "groups": [{"group": _group(one), **delivery_record(one.delivery)} for one in report.groups],
            "sessions": proportion_record(report.sessions),
        },
        "m4": {
            "followed": [followed_record(one) for one in report.outcomes.followed],
            "compared": [compared_record(one) for one in report.outcomes.compared],
            "label": "association, not effect",
        },
    }


def _coverage_record(report: MentoringReport) -> dict[str, Any]:
    found = report.coverage
    return {
        "levels": [
            {"level": str(one.level), "name": level_name(one.level), **proportion_record(one.value)}
            for one in found.rows
            if one.level is not None
        ],
        "total": proportion_record(found.total.value),
        "undivided": found.undivided,
        "unplaced": found.unplaced,
        "cohorts_as_tables": found.tables,
        "cohorts_silent": found.silent,
    }


def _said(report: MentoringReport) -> dict[str, Any]:
    """What mentees say of themselves."""
    return {
        "scores": [change_record(one) for one in changes(report.cohorts)],
        "satisfied": proportion_record(satisfied(report.cohorts)),
        "goals_met": proportion_record(goals_met(report.cohorts)),
        "commitments": proportion_record(commitments(report.cohorts)),
        "feedback_360": proportion_record(feedback_taken(report.cohorts)),
    }


def _whose(report: MentoringReport) -> dict[str, Any]:
    return {
        "organisation": report.scope.organisation,
        "area": None if report.scope.area is None else str(report.scope.area),
        "year": report.year,
        "definition": str(report.definition),
    }


def _group(one: GroupFigures) -> str:
    return "all" if one.member is None else one.member.value


def delivery_record(one: Delivery) -> dict[str, Any]:
    """M3 of a group."""
    return {
        "completed": proportion_record(one.completed),
        "withdrew": proportion_record(one.withdrew),
        "ongoing": count_value(one.ongoing),
        "cohorts": one.cohorts,
        "cohorts_silent": one.silent,
    }


def followed_record(one: Followed) -> dict[str, Any]:
    """What became of mentees by a horizon."""
    return {
        "months": one.horizon,
        "started": one.started,
        "followed": one.followed,
        "in_post": one.in_post,
        "comparable": one.comparable,
        "promoted": one.promoted,
        "higher_level": one.higher_level,
    }


def compared_record(one: Compared) -> dict[str, Any]:
    """M4 of an outcome; rates and the difference are from -1 to 1."""
    found = one.comparison
    return {
        "months": one.horizon,
        "outcome": one.outcome,
        "who": one.who,
        "mentees": found.participants,
        "mentees_with_outcome": found.events,
        "compared": found.comparators,
        "compared_with_outcome": found.other_events,
        "rate": _rounded(found.rate),
        "compared_rate": _rounded(found.other_rate),
        "difference": _rounded(found.difference),
        "lower": _rounded(found.interval.low if found.interval else None),
        "upper": _rounded(found.interval.high if found.interval else None),
        "strata": found.strata,
        "unmatched": found.unmatched,
        "unplaced": found.unplaced,
        "unclear": found.unclear,
        "flag": str(found.flag),
        "note": found.note,
    }


def _rounded(value: float | None) -> Any:
    return None if value is None else pair_value(value, value)


def _funnel_record(one: GroupFigures) -> dict[str, Any]:
    counts = {str(stage): count_value(count) for stage, count in zip(FUNNEL, one.funnel.counts, strict=True)}
    rates = {str(stage): proportion_record(rate) for stage, rate in zip(FUNNEL[1:], one.funnel.rates, strict=True)}
    return {"group": _group(one), **counts, "rates": rates}


def change_record(one: Change) -> dict[str, Any]:
    """A score before and after."""
    means = {
        name: None if mean is None else float(mean) for name, mean in (("before", one.before), ("after", one.after))
    }
    return {"score": one.code, "people": one.people, **means, "flag": str(one.flag), "note": one.note}


def cohort_record(one: CohortFacts) -> dict[str, Any]:
    """A cohort: how many came to each stage, and how that is known."""
    stages = {}
    for stage in Stage:
        found = stage_count(one, stage)
        stages[str(stage)] = None if found is None else {"people": count_value(found.total), "from": str(found.detail)}
    return {
        "scheme": one.scheme,
        "cohort": one.cohort,
        "type": str(one.type),
        "organisations": list(one.organisations),
        "stages": stages,
        "wait_days": one.wait_days,
    }


def csv_rows(report: MentoringReport) -> list[dict[str, Any]]:
    """M1 to M4 of a report, a figure a row."""
    whose = _whose(report)
    rows: list[dict[str, Any]] = [
        {**whose, "indicator": "M1", "level": str(one.level or "all"), **proportion_record(one.value)}
        for one in (*report.coverage.rows, report.coverage.total)
    ]
    rows.append({**whose, "indicator": "M2", "level": "L5 L6", **proportion_record(report.reach.value)})
    for one in report.groups:
        rows.append({**whose, "indicator": "M3", "group": _group(one), **proportion_record(one.delivery.completed)})
    rows.append({**whose, "indicator": "M3-sessions", **proportion_record(report.sessions)})
    for each in report.outcomes.compared:
        found = compared_record(each)
        kept = {name: found[name] for name in ("lower", "upper", "flag", "note")}
        counts = {"numerator": found["mentees_with_outcome"], "denominator": found["mentees"]}
        name = f"M4-{each.outcome.replace('_', '-')}"
        rows.append({**whose, "indicator": name, "group": each.who, "horizon": each.horizon, **counts,
                     "value": found["difference"], **kept})  # fmt: skip
    return rows
