"""Editions of a signed return: what each audience is told, and that it can tell no more from them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from builders import BRITISH, DAY, GWENT, INDIAN, NEXT, import_into, write_csv
from gated_force import SOUTH, add_staff
from signed_force import LATER, YEAR, sign_return, signed_force
from workforce_tui.domain.cell_text import cell_text
from workforce_tui.domain.cells import NotAvailable, Shown, Withheld
from workforce_tui.domain.collection import collection_year
from workforce_tui.domain.counts import Count
from workforce_tui.domain.datasets import Dataset
from workforce_tui.domain.edition import Audience, Edition
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.domain.ethnicity import EthnicityDefinition
from workforce_tui.domain.formatting import half_up
from workforce_tui.domain.return_parts import frozen_parts, thawed_parts
from workforce_tui.domain.targets import Milestone, Target, TargetKind
from workforce_tui.services.edition_exporting import prepare_edition
from workforce_tui.services.edition_ledger import figures_of_edition
from workforce_tui.services.edition_trajectories import trajectories
from workforce_tui.services.editions import build_edition, prepared_for, signed_return
from workforce_tui.services.gate_shields import Shield
from workforce_tui.services.records import add
from workforce_tui.services.return_parts import live_parts
from workforce_tui.services.return_signing import verify
from workforce_tui.services.targets import set_target
from workforce_tui.services.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workforce_tui.domain.cells import Cell
    from workforce_tui.domain.table import Table

FULL, INTERNAL = Audience.FULL, Audience.INTERNAL
LEAD = {
    "title": "Open days", "plans": "prap", "owner": "Head of HR", "stage": "attract", "legal_basis": "s158",
    "groups": "black", "aim": "More applications", "evidence": "Few apply", "proportionality": "Open to all",
    "status": "running", "review": "01/05/2026", "reach": "70",
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    folder = tmp_path_factory.mktemp("editions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKFORCE_TUI_DATA_DIR", str(folder / "data"))
        yield from signed_force(folder)


@pytest.fixture(scope="module")
def editions(made: Workspace) -> dict[Audience, Edition]:
    return {audience: prepare_edition(made, GWENT, YEAR, audience, "en") for audience in Audience}


@pytest.fixture
def moved(made: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A copy whose database can be changed."""
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file, held = tmp_path / "moved.db", Path(str(made.engine.url.database))
    shutil.copy(held, file)
    shutil.copy(held.with_suffix(".key"), file.with_suffix(".key"))
    ws = open_workspace(str(file))
    yield ws
    ws.close()


def cells(edition: Edition) -> dict[tuple[str, str, str], Cell]:
    return {
        (table.code, row.key, column.key): cell
        for _section, table in edition.tables()
        for row in table.table.rows
        for column, cell in zip(table.table.columns, row.cells, strict=True)
    }


def summary(edition: Edition, indicator: str) -> dict[str, Cell]:
    table = table_of(edition, "T18a")
    row = next(row for row in table.rows if row.key == indicator)
    return {column.key: cell for column, cell in zip(table.columns, row.cells, strict=True)}


def table_of(edition: Edition, code: str) -> Table:
    return next(one.table for _section, one in edition.tables() if one.code == code)


def value(cell: Cell) -> object:
    assert isinstance(cell, Shown), cell
    return cell.value


def test_every_section_is_there_and_the_cover_says_what_holds(editions: dict[Audience, Edition]) -> None:
    public = editions[Audience.PUBLIC]
    assert [one.number for one in public.sections] == list(range(19))
    said = dict(public.facts)
    assert said["Organisation (English)"] == "Gwent Police"
    assert said["Organisation (Welsh)"] == "Heddlu Gwent"
    assert said["Signed off by"] == "P. Kelly, Chief Constable"
    assert said["Disclosure profile"].startswith("PUBLIC")
    assert (said["State"], public.codes["state"]) == ("signed", "signed"), "it was not handed in yet"
    assert {"Declaration rate", "Figures withheld", "Definition of the headline", "Reporting year"} <= said.keys()
    assert public.codes["signed_sha256"] == said["SHA-256 of the signed version"]
    assert public.mapping is not None
    narrative = next(one for one in public.sections if one.code == "narrative")
    assert [(one.key, one.welsh) for one in narrative.texts] == [
        ("actions", "Dechreuon ni."),
        ("outcomes", "Ymgeisiodd mwy."),
    ]
    assert next(one for one in public.sections if one.code == "networks").nothing == "Not collected yet."
    signed = {"data_quality", "staff", "groups", "trend", "joiners", "leavers", "summary"}
    assert set(public.codes["signed_sections"].split()) == signed


def test_events_are_populations_of_their_own(editions: dict[Audience, Edition]) -> None:
    cuts = {table.cut for _section, table in editions[Audience.INTERNAL].tables()}
    assert {"event:leavers", "event:recruitment"} <= cuts
    staff = next(table for _section, table in editions[Audience.FULL].tables() if table.code == "T4b")
    assert value(staff.table.rows[-1].cells[0]) == Count.exact(623)
    leavers = table_of(editions[Audience.FULL], "T9a")
    assert value(leavers.rows[-1].cells[0]) == Count.exact(84)


def test_what_several_audiences_see_agrees(editions: dict[Audience, Edition]) -> None:
    full = cells(editions[Audience.FULL])
    shown = 0
    for audience, half in ((Audience.INTERNAL, 2), (Audience.PUBLIC, 2)):
        for place, cell in cells(editions[audience]).items():
            true = full.get(place)
            if isinstance(cell, Shown) and isinstance(cell.value, Count) and place[0] != "T18a":
                exact = value(true) if true else None
                assert isinstance(exact, Count)
                assert abs(exact.low - cell.value.low) <= half, place
                shown += 1
    assert shown > 60


def test_a_reader_is_not_told_why_a_figure_is_withheld(editions: dict[Audience, Edition]) -> None:
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        reasons = {cell.reason for cell in cells(editions[audience]).values() if isinstance(cell, Withheld)}
        assert reasons == {"confidential"}


def test_nobody_and_everybody_are_never_shown(editions: dict[Audience, Edition]) -> None:
    """Hazard 25: a zero would say that a senior team is all White."""
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        for place, cell in cells(editions[audience]).items():
            if isinstance(cell, Shown) and isinstance(cell.value, Count) and place[0] != "T18a":
                assert cell.value.low > 0, place
    top = table_of(editions[Audience.FULL], "T4b").rows
    assert any(row.key == "SUPERINTENDENT" and value(row.cells[2]) == Count.exact(0) for row in top)


def test_a_percentage_goes_with_its_counts(editions: dict[Audience, Edition]) -> None:
    """Hazard 14: the share of a withheld minority would give it away."""
    for audience in (Audience.INTERNAL, Audience.PUBLIC):
        found = cells(editions[audience])
        hidden = [place for place, cell in found.items() if place[2] == "minority" and isinstance(cell, Withheld)]
        assert hidden
        assert not any(isinstance(found[code, row, "share"], Shown) for code, row, _column in hidden)


def test_what_is_withheld_is_not_zero_in_the_summary(editions: dict[Audience, Edition]) -> None:
    """Hazard 3."""
    found = summary(editions[Audience.PUBLIC], "R2-L5")
    assert not isinstance(found["value"], Shown)
    assert not isinstance(found["numerator"], Shown)
    assert value(found["marker"]) in ("[c]", "[x]")


def test_a_total_is_rounded_by_itself(editions: dict[Audience, Edition]) -> None:
    """Hazard 15: never the sum of what was rounded."""
    rows = table_of(editions[Audience.PUBLIC], "T4b").rows
    true = table_of(editions[Audience.FULL], "T4b").rows
    exact = value(true[-1].cells[0])
    assert isinstance(exact, Count)
    assert value(rows[-1].cells[0]) == Count.exact(5 * ((exact.low + 2) // 5))


def test_the_two_directions_are_inverse(editions: dict[Audience, Edition]) -> None:
    """Hazard 11: White 60 of 120, ethnic minority 12 of 30: likelihood 1.25, rate index 0.80."""
    full = editions[Audience.FULL]
    assert value(summary(full, "A5")["value"]) == Decimal("1.25")
    assert value(summary(full, "A5-RRI")["value"]) == Decimal("0.80")
    public = summary(editions[Audience.PUBLIC], "A5")
    low, high = value(public["value"]), value(public["value_high"])
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert low < Decimal("1.25") < high


def test_the_summary_says_nothing_the_tables_do_not(editions: dict[Audience, Edition]) -> None:
    share = summary(editions[Audience.PUBLIC], "R1")
    true = value(summary(editions[Audience.FULL], "R1")["numerator"])
    told = value(share["numerator"])
    assert isinstance(true, Count)
    assert isinstance(told, Count)
    assert told.low <= true.low <= told.high
    assert not told.is_exact
    assert isinstance(summary(editions[Audience.PUBLIC], "L2")["value"], NotAvailable | Withheld)


def test_the_ledger_has_the_figures_the_tables_show(made: Workspace, editions: dict[Audience, Edition]) -> None:
    signed = signed_return(made, GWENT, YEAR)
    prepared = prepared_for(made, signed, Audience.INTERNAL, ("en",))
    assert prepared is not None

    def lines(rows: object) -> set[tuple[object, ...]]:
        return {
            (one.period, one.dimension, one.row, one.cut, one.measure, one.definition, one.value, one.marker,
             one.rounding)
            for one in rows  # type: ignore[attr-defined]
        }  # fmt: skip

    assert lines(figures_of_edition(editions[Audience.INTERNAL])) == lines(prepared.publications[0].figures)


def test_an_edition_is_the_same_after_the_database_moved_elsewhere(
    moved: Workspace, editions: dict[Audience, Edition]
) -> None:
    with moved.writing() as session:
        add_staff(session, SOUTH, NEXT, {"W_BRIT": (100, 50, 20, 10), "A_IND": (20, 0, 0, 0)})
    assert prepare_edition(moved, GWENT, YEAR, Audience.PUBLIC, "en") == editions[Audience.PUBLIC]


def test_figures_that_moved_are_refused_by_name(moved: Workspace) -> None:
    with moved.writing() as session:
        add_staff(session, GWENT, date(2026, 4, 1), {**LATER, "A_IND": (27, 7, 1, 0)})
    with pytest.raises(WorkforceError, match="moved since version 1 was signed") as refused:
        prepare_edition(moved, GWENT, YEAR, Audience.PUBLIC, "en")
    assert "new version" in refused.value.hint
    sign_return(moved, reason="A late correction.")
    assert prepare_edition(moved, GWENT, YEAR, Audience.FULL, "en").version == 2


def test_both_languages_have_the_same_figures(made: Workspace) -> None:
    signed = signed_return(made, GWENT, YEAR)
    prepared = prepared_for(made, signed, Audience.PUBLIC)
    english, welsh = (build_edition(made, signed, Audience.PUBLIC, prepared, spoken) for spoken in ("en", "cy"))
    assert figures_of_edition(english) == tuple(
        type(one)(**{**{name: getattr(one, name) for name in one.__slots__}, "row_label": other.row_label})
        for one, other in zip(figures_of_edition(welsh), figures_of_edition(english), strict=True)
    )
    assert english.title != welsh.title


def enter(ws: Workspace, name: str, percent: int) -> None:
    """Mentoring, positive action, training of leaders, a network and a target."""
    whose = {"organisations": [GWENT], "by": "HR"}
    for raw in (
        {"name": name, "type": "talent_leadership", "offered": "yes"},
        {"name": f"No {name}", "type": "reverse", "offered": "no", "not_offered": "no_money"},
    ):
        add(ws, "mentoring_scheme", raw, **whose)  # type: ignore[arg-type]
    add(ws, "initiative", LEAD | {"title": name}, **whose)  # type: ignore[arg-type]
    add(ws, "training", {"year": "2026", "leaders": "9", "completed": "7"}, **whose)  # type: ignore[arg-type]
    add(ws, "network", {"name": name, "scope": "organisation", "established": "2009"}, **whose)  # type: ignore[arg-type]
    step = Milestone(date(2028, 3, 31), Fraction(percent - 1, 100))
    value, due = Fraction(percent, 100), date(2030, 3, 31)
    set_target(ws, Target(GWENT, "workforce", TargetKind.PERCENT, value=value, due=due, milestones=(step,)))


def test_what_is_entered_after_signing_belongs_to_the_next_version(moved: Workspace) -> None:
    enter(moved, "First", 9)
    sign_return(moved, reason="With the records.")
    signed = {audience: prepare_edition(moved, GWENT, YEAR, audience, "cy") for audience in (FULL, INTERNAL)}
    enter(moved, "Second", 12)
    assert verify(moved, GWENT, YEAR).moved
    for audience, edition in signed.items():
        assert prepare_edition(moved, GWENT, YEAR, audience, "cy") == edition
    tables = {section.code: section.tables for section in signed[INTERNAL].sections}
    assert len(tables["networks"][0].table.rows) == 1
    assert tables["targets"][0].table.rows[0].cells[0] == Shown("9%")
    schemes, not_offered, _rates = tables["mentoring"][0].table.notes
    assert ("1" in schemes, "1" in not_offered) == (True, True)


def test_parts_are_read_as_they_were_written(moved: Workspace) -> None:
    enter(moved, "First", 9)
    parts = live_parts(moved, GWENT, YEAR)
    again = thawed_parts(frozen_parts(parts))
    assert frozen_parts(again) == frozen_parts(parts)
    assert (again.mentoring, again.leaders, again.breaks) == (parts.mentoring, parts.leaders, parts.breaks)
    (old,), (new,) = parts.targets, again.targets
    assert replace(new, id=old.id) == old
    assert [(one.id, one.kind, one.value, one.numerator) for one in again.indicators] == [
        (one.id, one.kind, one.value, one.numerator) for one in parts.indicators
    ]


def test_cases_are_compared_as_far_as_their_published_counts_allow(moved: Workspace, tmp_path: Path) -> None:
    """80 grievances of White staff, 50 of them upheld; 40 and 12 of ethnic minority staff; discipline of a few."""
    days = collection_year(YEAR)
    header = ("Staff number", "Grade", "Ethnicity", "Date", "Outcome")
    cases = (("Upheld", BRITISH, 50), ("Not upheld", BRITISH, 30), ("Upheld", INDIAN, 12), ("Not upheld", INDIAN, 28))
    few = (("Dismissal", BRITISH, 6), ("Dismissal", INDIAN, 2))
    for dataset, found in ((Dataset.GRIEVANCES, cases), (Dataset.DISCIPLINE, few)):
        rows = [(f"{what[:3]}{who[:3]}{n}", "Constable", who, "01/06/2025", what)
                for what, who, people in found for n in range(people)]  # fmt: skip
        file = write_csv(tmp_path / f"{dataset}.csv", header, rows)
        import_into(moved, file, as_at=None, dataset=dataset, period_start=days.start, period_end=days.end)
    sign_return(moved, reason="With the cases.")
    full, internal = (prepare_edition(moved, GWENT, YEAR, audience, "en") for audience in (FULL, INTERNAL))
    assert value(summary(full, "D2-upheld")["value"]) == Decimal("30.0")
    told = summary(internal, "D2-upheld")
    low, high = value(told["value"]), value(told["value_high"])
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    assert low < Decimal("30.0") < high
    assert isinstance(summary(internal, "D2")["value"], Shown)
    assert not isinstance(summary(internal, "D1")["value"], Shown)


def test_the_way_to_a_target_begins_with_its_baseline_where_that_is_published(
    moved: Workspace, editions: dict[Audience, Edition]
) -> None:
    """From what the trend shows of 2025 to 9% in 2029: a quarter of the way is required in 2026."""
    first = cells(editions[INTERNAL])["T6a", DAY.isoformat(), "share"]
    baseline = value(first)
    assert isinstance(baseline, Decimal)
    aim = {"value": Fraction(9, 100), "due": date(2029, 3, 31), "baseline_date": DAY}
    for definition, stated in (("em_excl", baseline), ("em_incl", Decimal("7.1"))):
        which = EthnicityDefinition(definition)
        set_target(moved, Target(GWENT, "workforce", TargetKind.PERCENT, which, baseline=Fraction(stated) / 100, **aim))
    sign_return(moved, reason="With targets.")
    for audience in (FULL, INTERNAL):
        way = table_of(prepare_edition(moved, GWENT, YEAR, audience, "en"), "T12b").rows
        told = {row.key: row.cells[2:] for row in way}
        based = [cell.value for cell in told["workforce/em_excl/2025-03-31/baseline"] if isinstance(cell, Shown)]
        assert based == [f"{baseline:f}%", f"{baseline:f}%", "the baseline"]
        assert [key for key in told if "em_incl" in key] == ["workforce/em_incl/2029-03-31"]
    required = next(row.cells[2] for row in way if "em_excl/2026-03-31" in row.key)
    assert value(required) == f"{half_up(Fraction(baseline) + (9 - Fraction(baseline)) * 365 / 1461, 1)}%"


def test_a_target_in_people_has_its_way_in_people(made: Workspace) -> None:
    """36 of 2025 and 48 of 2026 are published to the nearest 5; from 35 to 95 in 2029, a quarter of the way is 50."""
    prepared = prepared_for(made, signed_return(made, GWENT, YEAR), Audience.PUBLIC, ("en",))
    assert prepared is not None
    shield = Shield(prepared.drafts[0], prepared.protection)
    aim = Target(
        GWENT, "workforce", TargetKind.HEADCOUNT, value=Fraction(95), due=date(2029, 3, 31), baseline=Fraction(36),
        baseline_date=DAY,
    )  # fmt: skip
    later = Milestone(date(2026, 3, 31), Fraction(60))

    def way(*targets: Target) -> list[list[str]]:
        (table,) = trajectories(shield, targets, NEXT, "Gwent Police")
        assert [column.key for column in table.columns[2:]] == ["required_people", "shown_people", "track"]
        return [[cell_text(cell) for cell in row.cells] for row in table.rows]

    first, second, *_others, last = way(aim)
    assert first == ["95 people", "31 March 2025", "35", "35", "the baseline"]
    assert second[2:] == ["50", "50", "as required"]
    assert last == ["95 people", "31 March 2029", "95", "[x]", "–"]
    assert way(replace(aim, milestones=(later,)))[1][2:] == ["60", "50", "below what is required"]
    assert way(replace(aim, baseline=Fraction(39)))[0][1:] == ["31 March 2029", "95", "[x]", "–"]
    assert way(replace(aim, baseline=Fraction(39), milestones=(later,)))[0][2:] == [
        "60",
        "50",
        "below what is required",
    ]
