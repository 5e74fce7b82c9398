"""Stand-ins for reading a file, for the states a real file only reaches with luck."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workforce_tui.domain.counts import Count
from workforce_tui.domain.ethnicity_labels import Suggestion
from workforce_tui.domain.issues import Issue, Severity
from workforce_tui.importing import model

if TYPE_CHECKING:
    from collections.abc import Callable

    from workforce_tui.tui.wizard.draft import Draft

HOSTILE = ("[/] Jane", "col [Grade]", "[@click=app.quit]x[/]", "=1+1")


def planned(draft: Draft) -> model.ImportPlan:
    """What reading the file of *draft* would give: questions until they are answered."""
    assert draft.path is not None
    answers = draft.answers
    plan = model.ImportPlan(
        file_name=draft.path.name,
        request=model.ImportRequest(draft.path),
        sheet=HOSTILE[1],
        sheets=(
            model.SheetInfo(HOSTILE[1], False, 31, 12, "headers for grade, ethnicity and staff number"),
            model.SheetInfo("Notes", True, 4, 0, "no table"),
        ),
        header_rows=(3, 4),
        layout=model.Layout.RECORD,
        columns=(
            model.ColumnMapping(0, "Emp No", "staff_number", "synonym"),
            model.ColumnMapping(1, HOSTILE[0], None, "ignored"),
            model.ColumnMapping(2, "Grade", "grade", "synonym"),
            model.ColumnMapping(3, "Ethnic origin", "ethnicity", "synonym"),
        ),
        preview=(
            ("Emp No", HOSTILE[0], "Grade", "Ethnic origin"),
            *(("•••", HOSTILE[n % 4], "Grade 99" if n % 3 else "EO", "White - British") for n in range(20)),
        ),
        snapshots=(model.SnapshotKey("hmpps-wales", draft.as_at or date(2026, 3, 31)),),
        grade_labels=[model.GradeLabel("hmpps-wales", "staff", "Grade 99", 20, "EO")],
        ethnicity_labels=[
            model.EthnicityLabel("White - British", 30, "W_BRIT"),
            model.EthnicityLabel("NS", 2, "X_PNTS"),
        ],
        counts=[(0, 0, 0, "staff", "unknown", 28, 30, None), (0, 0, 1, "staff", "unknown", 2, 2, None)],
        issues=[
            Issue("total_skipped", Severity.INFO, "A total row was passed over.", "", HOSTILE[1], 40),
            *(
                Issue("fte_unreadable", Severity.WARNING, HOSTILE[n % 4], "Correct the cell.", "Staff", n, "FTE")
                for n in range(450)
            ),
        ],
        rows_read=32,
        headcount=Count(30, 32),
        outside_workforce=3,
        rows_rejected=1,
        rows_skipped=5,
        can_resolve=True,
    )
    if draft.path.stem.startswith("protected") and draft.password is None:
        plan.issues = [Issue("password_protected", Severity.ERROR, "The file is protected by a password.", "Give it.")]
        plan.layout = None
    if draft.path.stem.startswith("protected") and draft.password == "wrong":
        plan.issues = [Issue("wrong_password", Severity.ERROR, "The password does not open the file.", "Ask for it.")]
        plan.layout = None
    for decision in questions():
        if (decision.field, decision.value) not in answers:
            plan.decisions.append(decision)
    return plan


def questions() -> list[model.PendingDecision]:
    """One question of each kind, with labels nobody would want read as markup."""
    return [
        model.PendingDecision("column", HOSTILE[0], 30, (Suggestion("sex", "Sex", ""),), "Which field?"),
        model.PendingDecision("grade", "col [Grade]", 20, (Suggestion("EO", "EO", "similar"),), "Which grade?"),
        model.PendingDecision("grade", "=1+1", 3, (), "Which grade?"),
        model.PendingDecision("ethnicity", "British", 12, (Suggestion("W_BRIT", "White British", "ambiguous"),), ""),
        model.PendingDecision("marker", "*", 4, (), ""),
    ]


def plan_file(
    ws: object, draft: Draft, on_progress: Callable[[model.Progress], None], is_cancelled: Callable[[], bool]
) -> model.ImportPlan:
    """As `reading.plan_file`."""
    on_progress(model.Progress("reading", 10, 32))
    return planned(draft)


def answer_plan(plan: model.ImportPlan, draft: Draft) -> model.ImportPlan:
    """As `reading.answer_plan`."""
    return planned(draft)
