"""The rows of a list of mentees or mentors as the database keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workforce_tui.services.pseudonyms import pseudonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from workforce_tui.importing.plan import ImportPlan


def participation_rows(
    plan: ImportPlan,
    key: bytes,
    periods: Sequence[int],
    grade_labels: Sequence[int],
    ethnicity_labels: Sequence[int],
) -> Iterator[tuple[Any, ...]]:
    """The participations of a plan in the order of `storage.participations.COLUMNS`; people as keyed hashes."""
    people = pseudonyms(key, (row[1] for row in plan.events))
    partners = pseudonyms(key, (row[0] for row in plan.details))
    for pseudonym, partner, event, detail in zip(people, partners, plan.events, plan.details, strict=True):
        place, staff, month, grade, _before, ethnicity, worker, sex, outcome, low, high = event
        with_partner, scheme, cohort, ended, planned, held, *scores_and_goal = detail
        *scores, goal, reason, made, delivered, feedback = scores_and_goal
        yield (
            periods[place],
            pseudonym if staff else None,
            partner if with_partner else None,
            scheme,
            cohort,
            None if grade is None else grade_labels[grade],
            ethnicity_labels[ethnicity],
            worker,
            sex,
            outcome,
            reason,
            month,
            ended,
            planned,
            held,
            *scores,
            goal,
            made,
            delivered,
            feedback,
            low,
            high,
        )
