"""A staff network entered whole, for tests of its figures, its page and its briefing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from holding import Held, Post, hold
from workforce_tui.services.records import add

if TYPE_CHECKING:
    from workforce_tui.services.workspace import Workspace

TODAY = date(2026, 11, 21)
ORGANISATION = "dyfed-powys-police"
GRADES = ("CONSTABLE", "SERGEANT", "INSPECTOR")
ITEMS = ("time", "budget", "sponsor", "admin", "access", "development", "recognition", "influence")
YEARS = (
    ("2025", "1 0 1 0 1 0 0 1", {
        "members": "38", "hours_granted": "12", "hours_used": "6", "budget_allocated": "1000",
    }),
    ("2026", "2 1 3 0 1 2 0 1", {
        "members": "46", "allies": "20", "eligible": "110", "hours_granted": "24", "hours_used": "15.5",
        "hours_backfilled": "0", "recognised": "no", "chair_trained": "yes", "chair_training": "Chairing meetings",
        "budget_allocated": "1500", "budget_spent": "1210.40", "budget_source": "People and Culture",
        "sponsor": "yes", "sponsor_job": "Deputy Chief Constable", "sponsor_level": "L6", "sponsor_meetings": "3",
        "admin_hours": "4", "seats": "people_committee; misconduct_panel", "survey_answers": "31",
        "survey_heard": "58", "all_wales_meetings": "2", "all_wales_fed_in": "A paper on acting up.",
        "experience": "Being asked to speak for everybody.\nActing up without the post following.",
        "experience_cy": "Cael cais i siarad dros bawb.",
    }),
)  # fmt: skip


def enter_staff(ws: Workspace) -> None:
    """Staff of two years: 5 of 23 ethnic minority and 10 of 155 White staff are promoted; 1 and 7 leave.

    In the second year 14 of 98 constables, 7 of 57 sergeants and 1 of 16 inspectors are of an ethnic minority.
    """
    minority, white = Post(ethnicity="A_IND"), Post()
    first = {
        **{f"w{n}": white for n in range(100)}, **{f"a{n}": minority for n in range(20)},
        **{f"s{n}": Post("SERGEANT") for n in range(40)}, **{f"t{n}": Post("SERGEANT", "B_AFR") for n in range(2)},
        **{f"i{n}": Post("INSPECTOR") for n in range(15)}, "j0": Post("INSPECTOR", "M_WA"),
        **{f"p{grade}{n}": Post(grade, "X_PNTS") for grade in GRADES for n in range(6)},
        **{f"u{grade}{n}": Post(grade, "X_UNK") for grade in GRADES for n in range(7)},
    }  # fmt: skip
    second = dict(first)
    for number in (*(f"w{n}" for n in range(10)), *(f"a{n}" for n in range(5))):
        second[number] = Post("SERGEANT", first[number].ethnicity)
    for number in ("a19", *(f"w{n}" for n in range(90, 96)), "s0"):
        del second[number]
    hold(ws, [Held(ORGANISATION, date(2025, 3, 31), first), Held(ORGANISATION, date(2026, 3, 31), second)])


def enter_network(ws: Workspace, name: str = "Ethnic Minority Support Network") -> int:
    """Enter a network with two years, posts, issues, a consultation, meetings and reviews; returns its number."""
    who = {"by": "Chair"}
    whole = {"name": name, "name_cy": "Rhwydwaith Cymorth", "scope": "organisation", "established": "2009"}
    network = add(ws, "network", whole, organisations=[ORGANISATION], **who).id

    def on(kind: str, **raw: str) -> int:
        return add(ws, kind, raw, parent=network, **who).id

    for year, scores, values in YEARS:
        resourcing = {f"resource_{item}": score for item, score in zip(ITEMS, scores.split(), strict=True)}
        on("year", year=year, **resourcing, **values)
    on("post", post="chair", holder_is="role", holder="Inspector", start="1/1/2023", end="31/12/2024")
    on(
        "post",
        post="chair",
        holder_is="role",
        holder="Sergeant, Carmarthen",
        start="1/1/2025",
        end="31/12/2026",
        succession="sought",
    )
    on("post", post="deputy", holder_is="role", holder="Police staff, Band E", start="1/9/2025", left="30/6/2026")
    on(
        "issue",
        title="Time for the deputy",
        theme="support",
        raised="1/6/2026",
        raised_with="Head of People",
        due="1/9/2026",
        detail="Four hours a month",
    )
    on(
        "issue",
        title="Feedback after promotion boards",
        theme="progression",
        raised="1/2/2026",
        due="1/4/2026",
        responded="20/3/2026",
        outcome="agreed",
        came_of_it="Every candidate is given feedback in writing.",
        done="1/6/2026",
    )
    on(
        "consultation",
        title="Exit interviews",
        asked_by="Head of People",
        asked="1/5/2026",
        due="1/6/2026",
        responded="25/5/2026",
    )
    on("meeting", day="12/5/2026", form="members", attendance="19", leaders="1")
    on("meeting", day="9/9/2026", form="members", attendance="22")
    on("meeting", day="2/10/2026", form="leaders")
    on(
        "incident_review",
        day="15/1/2026",
        processes="grievance",
        incidents="6",
        average_days="61.5",
        suggestions="4",
        accepted="3",
        implemented="1",
    )
    on("incident_review", day="15/7/2026", processes="discrimination", incidents="5", suggestions="2")
    return network


def enter_mentoring(ws: Workspace, levels: str = "") -> None:
    """Enter a scheme with one cohort: 8 ethnic minority mentees at L2 of whom 6 completed, and 5 White ones."""
    scheme = {"name": "Rising leaders", "type": "talent_leadership", "offered": "yes", "levels": levels}
    number = add(ws, "mentoring_scheme", scheme, organisations=[ORGANISATION], by="HR").id
    cohort = {"name": "2025/26", "start": "1/9/2025", "started": "13", "completed": "11"}
    held = add(ws, "mentoring_cohort", cohort, parent=number, by="HR").id
    for stage, table in (("started", "L2/ASIAN=8; L2/WHITE=5"), ("completed", "L2/ASIAN=6; L2/WHITE=5")):
        add(ws, "mentoring_counts", {"stage": stage, "table": table}, parent=held, by="HR")
