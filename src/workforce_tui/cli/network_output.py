"""Figures of staff networks as the JSON and CSV contract of the network commands; null is not stated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workforce_tui.domain.cells import Shown, Withheld
from workforce_tui.domain.counts import Count
from workforce_tui.domain.network_outcomes import IssueState, reviews_of
from workforce_tui.domain.network_posts import standing, successor
from workforce_tui.domain.networks import amount, resourcing_of, used_of, whole
from workforce_tui.exporting.records import percentage_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.network_outcomes import Part
    from workforce_tui.domain.records import Record, Values
    from workforce_tui.domain.table import Column, Table
    from workforce_tui.services.chair_page import ChairPage
    from workforce_tui.services.networks import NetworkView

AMOUNTS = (
    "hours_granted", "hours_used", "hours_backfilled", "budget_allocated", "budget_spent", "admin_hours",
)  # fmt: skip
WHOLES = ("members", "allies", "eligible", "sponsor_meetings", "survey_answers", "all_wales_meetings")


def figures_record(view: NetworkView) -> dict[str, Any]:
    """N1 and N2 of a network: its latest year, and all its reviews."""
    latest = view.latest
    return {
        "network": view.network.id,
        "name": view.name,
        "organisations": list(view.network.organisations),
        **year_record(whole(latest.values.get("year")) if latest else None, latest.values if latest else {}),
        **reviews_record([one.values for one in view.reviews]),
        "issues": len(view.issues),
        "issues_overdue": len(view.overdue),
        "empty_posts": len(view.empty),
    }


def year_record(year: int | None, values: Values) -> dict[str, Any]:
    """N1 of a year: what was given and used, and the eight scores with their sum (null unless all are stated)."""
    profile = resourcing_of(year or 0, values)
    seats = values.get("seats")
    return {
        "year": year,
        **{key: whole(values.get(key)) for key in WHOLES},
        **{key: _number(amount(values.get(key))) for key in AMOUNTS},
        "hours_used_share": _share(used_of(values, "hours_granted", "hours_used").share),
        "budget_spent_share": _share(used_of(values, "budget_allocated", "budget_spent").share),
        "sponsor": values.get("sponsor"),
        "board": None if not isinstance(seats, tuple) else "board" in seats,
        **{f"resource_{item}": score for item, score in profile.scores.items()},
        "resource_total": profile.total,
    }


def reviews_record(reviews: Sequence[Values]) -> dict[str, Any]:
    """N2 of some reviews; shares are over the reviews that state both numbers."""
    found = reviews_of(reviews)
    accepted, implemented = found.accepted, found.implemented
    return {
        "reviews": found.number,
        "incidents": found.incidents,
        "average_days": _share(found.average_days),
        "suggestions": found.suggestions,
        **_part("accepted", accepted),
        **_part("implemented", implemented),
        "silent": found.silent,
    }


def _part(name: str, part: Part) -> dict[str, Any]:
    return {name: part.part, f"{name}_of": part.whole, f"{name}_share": _share(part.share)}


def page_record(page: ChairPage) -> dict[str, Any]:
    """The chair's page: its own figures year by year, posts, issues, and staff as the profile NETWORK shows them."""
    view = page.view
    return {
        "network": view.network.id,
        "name": view.name,
        "organisations": list(view.network.organisations),
        "as_at": view.today.isoformat(),
        "attention": list(page.attention),
        "years": [year_record(year, record.values) for year, record in view.years.items()],
        "years_doubled": list(view.doubled),
        "posts": _posts(view),
        "empty_posts": [
            {"post": one.post, "since": _day(one.since), "next_start": _day(one.next_start)} for one in view.empty
        ],
        "issues": [_issue(view, one) for one in view.issues],
        "reviews": reviews_record([one.values for one in view.reviews]),
        "tables": [
            {"part": part.code, **table_record(table)} for part in page.parts if part.code in MEASURED
            for table in part.tables
        ],
    }  # fmt: skip


MEASURED = frozenset({"staff"})
"""The parts whose figures are of staff."""


def _posts(view: NetworkView) -> list[dict[str, Any]]:
    return [
        {
            "id": term.record,
            "post": term.post,
            "holder": term.holder,
            "start": term.start.isoformat(),
            "end": _day(term.end),
            "left": _day(term.left),
            "standing": str(standing(term, view.today)),
            "followed": successor(term, view.terms) is not None,
            "succession": term.succession,
        }
        for term in view.terms
    ]


def _issue(view: NetworkView, issue: Record) -> dict[str, Any]:
    from workforce_tui.services.networks import said

    state = view.state(issue)
    days = {key: _day(issue.values.get(key)) for key in ("raised", "due", "responded", "done")}
    told = {"title": said(issue.values, "title"), "theme": issue.values.get("theme"), "state": str(state)}
    return {"id": issue.id, **told, **days, "overdue": state is IssueState.OVERDUE}


def table_record(table: Table) -> dict[str, Any]:
    """A table as JSON: rows of numbers and texts by the key of their column, `withheld` naming those that are."""
    return {
        "title": table.title,
        "as_at": _day(table.as_at),
        "definition": None if table.definition is None else str(table.definition),
        "rows": [
            {
                "key": row.key,
                "label": row.label,
                **{column.key: _value(column, cell) for column, cell in zip(table.columns, row.cells, strict=True)},
                "withheld": [
                    column.key
                    for column, cell in zip(table.columns, row.cells, strict=True)
                    if isinstance(cell, Withheld)
                ],
            }
            for row in table.rows
        ],
        "notes": list(table.notes),
    }


def _value(column: Column, cell: Cell) -> Any:
    if not isinstance(cell, Shown):
        return None
    value = cell.value
    if isinstance(value, Count):
        return value.as_json()
    if isinstance(value, str) and column.unit == "%":
        return percentage_value(value)
    return value if isinstance(value, str | int | float) else str(value)


def flat(record: Mapping[str, Any]) -> dict[str, object]:
    """A record for CSV: what is a list becomes a text."""
    return {key: "; ".join(map(str, value)) if isinstance(value, list) else value for key, value in record.items()}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _share(value: Fraction | None) -> float | None:
    from workforce_tui.exporting.records import pair_value

    found = None if value is None else pair_value(value, value)
    return float(found) if isinstance(found, int | float) else None


def _day(value: object) -> str | None:
    from datetime import date

    return value.isoformat() if isinstance(value, date) else None
