"""A small database of made-up figures for the screens: two organisations, three years, targets and odd labels."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from workforce_tui.domain.targets import Milestone, Target, TargetKind

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

HOSTILE = ("[/] Jane", "col [Grade]", "[@click=app.quit]x[/]", "=1+1")
"""Texts a spreadsheet may hold that would be read as markup, as a command or as a formula."""

RANKS = (
    ("CONSTABLE", 900, 30), ("SERGEANT", 210, 5), ("INSPECTOR", 70, 1), ("CHIEF_INSPECTOR", 24, 0),
    ("SUPERINTENDENT", 14, 0), ("CHIEF_SUPERINTENDENT", 6, 0),
)  # fmt: skip
YEARS = (date(2024, 3, 31), date(2025, 3, 31), date(2026, 3, 31))


def fill(ws: Workspace) -> None:
    """Write the figures and targets."""
    from workforce_tui.services.targets import set_target

    with ws.writing() as session:
        for number, day in enumerate(YEARS):
            _police(session, day, number)
        _hmpps(session)
    set_target(
        ws,
        Target(
            "dyfed-powys-police", "workforce", TargetKind.PERCENT, value=Fraction(5, 100), due=date(2030, 3, 31),
            baseline=Fraction(2, 100), baseline_date=date(2024, 3, 31), owner="Head of People",
            milestones=(Milestone(date(2027, 3, 31), Fraction(35, 1000)),), rationale="The Plan, goal 2",
        ),
    )  # fmt: skip
    set_target(
        ws,
        Target(
            "dyfed-powys-police", "grade:CHIEF_SUPERINTENDENT", TargetKind.NOT_SET,
            not_set_reason="Six posts: any target would name a person", owner=HOSTILE[0],
        ),
    )  # fmt: skip


def _police(session, day: date, year: int) -> None:  # type: ignore[no-untyped-def]
    counts = []
    for code, heads, minority in RANKS:
        extra = year * (3 if code == "CONSTABLE" else 1 if code == "SERGEANT" else 0)
        counts += [
            (code, "officer", "W_BRIT", heads), (code, "officer", "A_IND", minority // 2 + extra),
            (code, "officer", "B_AFR", minority - minority // 2),
            (code, "officer", "X_PNTS", heads // 40), (code, "officer", "X_UNK", heads // 20),
        ]  # fmt: skip
    counts += [("PCSO", "pcso", "W_BRIT", 130), ("PCSO", "pcso", "A_PAK", 4), ("PCSO", "pcso", "X_UNK", 9)]
    counts += [("SPECIAL_CONSTABLE", "special", "W_BRIT", 80)]
    _write(session, "dyfed-powys-police", day, f"dpp staff {day.year}.xlsx", [(*c, c[3]) for c in counts])


def _hmpps(session) -> None:  # type: ignore[no-untyped-def]
    rows = [
        ("BAND2", "staff", "W_BRIT", 310, 310), ("BAND2", "staff", "EM", 1, 4), ("BAND2", "staff", "X_UNK", 90, 90),
        ("BAND3", "staff", "WHITE", 1200, 1204), ("BAND3", "staff", "EM", 41, 45), ("BAND3", "staff", "X_PNTS", 60, 60),
        ("own:odd", "staff", "WHITE", 40, 40), ("own:odd", "staff", "EM", 3, 3),
    ]  # fmt: skip
    _write(session, "hmpps-wales", YEARS[-1], f"{HOSTILE[0]}.csv", rows)


def _write(session, organisation, day, file_name, rows) -> None:  # type: ignore[no-untyped-def]
    from workforce_tui.domain.levels import Level, LevelRule
    from workforce_tui.storage import facts, grades
    from workforce_tui.storage.batches import add_batch
    from workforce_tui.storage.tables import ImportBatchRow, SnapshotRow

    heads = [r for r in rows if r[1] != "special"]
    batch = add_batch(
        session,
        batch=ImportBatchRow(
            file_name=file_name, file_sha256=f"{organisation}{day}", sheet="Staff [HR]", layout="long",
            dataset="staff_in_post", scheme="sde18", imported_at=f"{day.year}-04-02T09:30:00+00:00", status="active",
            rows_read=len(rows), rows_rejected=0, rows_skipped=2, headcount_low=sum(r[3] for r in heads),
            headcount_high=sum(r[4] for r in heads), outside_workforce=80,
        ),
        issues={},
    )  # fmt: skip
    snapshot = facts.add_snapshot(
        session,
        snapshot=SnapshotRow(
            batch_id=batch, organisation=organisation, as_at=day, scheme="sde18", asks_grt=True, has_persons=False
        ),
    )
    facts_rows = []
    for code, worker, ethnicity, low, high in rows:
        if code.startswith("own:") and grades.ensure_own_grade(
            session, organisation=organisation, code=code, label="col [Grade]", worker_type=worker
        ):
            grades.add_level_rule(session, rule=LevelRule(grade_code=code, level=Level.L2, organisation=organisation))
        grade = facts.grade_label_id(
            session, organisation=organisation, worker_type=worker, raw=code, grade=code, temporary=""
        )
        label = facts.ethnicity_label_id(session, raw=ethnicity, ethnicity=ethnicity)
        facts_rows.append((snapshot, grade, label, worker, "unknown", low, high, None))
    facts.add_count_facts(session, rows=facts_rows)
    facts.build_cube(session, snapshot_id=snapshot)
