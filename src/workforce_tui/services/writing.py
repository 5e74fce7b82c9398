"""Writing a plan into the database: the batch, its labels, people, counts and the cube, within one transaction."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from workforce_tui.domain.ethnicity import asks_grt
from workforce_tui.domain.levels import Level
from workforce_tui.importing.labels import worker_type_of
from workforce_tui.importing.persons import PLACE
from workforce_tui.services.cube_rows import cube_rows
from workforce_tui.services.event_writing import add_events
from workforce_tui.services.person_rows import in_tree_order
from workforce_tui.storage import facts as fact_store
from workforce_tui.storage import grades as grade_store
from workforce_tui.storage.batches import ACTIVE, add_batch
from workforce_tui.storage.tables import ImportBatchRow, SnapshotRow

if TYPE_CHECKING:
    from sqlmodel import Session

    from workforce_tui.importing.plan import GradeLabel, ImportPlan
    from workforce_tui.services.person_rows import Watch

OWN_GRADE = "own:"


def write_plan(session: Session, plan: ImportPlan, *, key: bytes, when: str, watch: Watch) -> int:
    """Write everything a ready *plan* holds; returns the number of the new batch.

    Raises WritingStoppedError when *watch* is cancelled; the transaction must then be taken back.
    """
    batch = _add_batch(session, plan, when)
    snapshots = _add_snapshots(session, plan, batch)
    grade_labels = _add_grades(session, plan)
    ethnicity_labels = [
        fact_store.ethnicity_label_id(session, raw=label.raw, ethnicity=label.code or "")
        for label in plan.ethnicity_labels
    ]
    rows = in_tree_order(plan.persons, key, snapshots, grade_labels, ethnicity_labels)
    fact_store.add_person_snapshots(session, rows=watch.over(rows))
    counts = (
        (snapshots[place], grade_labels[grade], ethnicity_labels[ethnicity], *rest)
        for place, grade, ethnicity, *rest in plan.counts
    )
    fact_store.add_count_facts(session, rows=watch.over(counts))
    if plan.periods:
        labels = {"grade_labels": grade_labels, "ethnicity_labels": ethnicity_labels}
        add_events(session, plan, batch=batch, key=key, watch=watch, **labels)
    watch.look()
    fact_store.add_cube(session, rows=cube_rows(plan, snapshots))
    return batch


def _add_batch(session: Session, plan: ImportPlan, when: str) -> int:
    row = ImportBatchRow(
        file_name=plan.file_name,
        file_sha256=plan.sha256,
        sheet=plan.sheet,
        layout=str(plan.layout),
        dataset=str(plan.dataset),
        scheme=str(plan.scheme),
        imported_at=when,
        status=ACTIVE,
        rows_read=plan.rows_read,
        rows_rejected=plan.rows_rejected,
        rows_skipped=plan.rows_skipped,
        headcount_low=plan.headcount.low,
        headcount_high=plan.headcount.high,
        outside_workforce=plan.outside_workforce,
    )
    of_parts = [issue for part in plan.parts for issue in part.issues]
    issues = Counter((issue.code, str(issue.severity)) for issue in plan.issues if issue not in of_parts)
    return add_batch(session, batch=row, issues=issues)


def _add_snapshots(session: Session, plan: ImportPlan, batch: int) -> list[int]:
    with_persons = set(plan.persons.columns[PLACE])
    return [
        fact_store.add_snapshot(
            session,
            snapshot=SnapshotRow(
                batch_id=batch,
                organisation=snapshot.organisation,
                as_at=snapshot.as_at,
                scheme=str(plan.scheme),
                asks_grt=asks_grt(plan.scheme),
                has_persons=index in with_persons,
            ),
        )
        for index, snapshot in enumerate(plan.snapshots)
    ]


def _add_grades(session: Session, plan: ImportPlan) -> list[int]:
    """The numbers of the plan's grade labels; grades of an organisation's own are made as they are met."""
    numbers = []
    for label in plan.grade_labels:
        code = label.code or ""
        if code.startswith(OWN_GRADE):
            keep_own_grade(session, label)
        numbers.append(
            fact_store.grade_label_id(
                session,
                organisation=label.organisation,
                worker_type=label.worker_type,
                raw=label.raw,
                grade=code,
                temporary=label.temporary or "",
            )
        )
    return numbers


def keep_own_grade(session: Session, label: GradeLabel) -> None:
    """Make a grade of an organisation's own where it is new, and set its level where one was chosen."""
    code = label.code or ""
    is_new = grade_store.ensure_own_grade(
        session, organisation=label.organisation, code=code, label=label.raw, worker_type=worker_type_of(label)
    )
    if is_new or label.level:
        level = Level(label.level or Level.L0)
        grade_store.set_open_level(session, organisation=label.organisation, grade=code, level=level)
