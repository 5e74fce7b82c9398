"""The sample spreadsheets: synthetic, made again byte for byte, and true to their manifest."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from workforce_tui.domain.organisations import shipped_organisations

SAMPLES = Path(__file__).parents[2] / "imports" / "samples"
DATA_SUFFIXES = {".csv", ".xlsx", ".xls", ".ods"}
DECLINED = {"NS", "Prefer not to say", "Gwell gennyf beidio â dweud"}
NOTHING_ON_RECORD = {"", "Unknown"}


def manifest() -> list[dict[str, str]]:
    with (SAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def described(name: str) -> dict[str, int]:
    row = next(row for row in manifest() if row["file"] == name)
    return {key: int(row[key]) for key in ("headcount", "known", "minority_em_excl", "undeclared", "unknown")}


def read_csv(name: str, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def read_south_wales(year: int) -> list[dict[str, str]]:
    return read_csv(f"south-wales-police/{year}.csv", encoding="cp1252", delimiter=";")


def read_xlsx(name: str, *, header_row: int) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(SAMPLES / name, read_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=header_row, values_only=True))
    book.close()
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def totals(labels: list[str], *, white: str) -> dict[str, int]:
    """Count ethnicity labels as the manifest does; labels that begin with `white` are the White group."""
    undeclared = sum(label in DECLINED for label in labels)
    unknown = sum(label in NOTHING_ON_RECORD for label in labels)
    known = len(labels) - undeclared - unknown
    whites = sum(label.startswith(white) for label in labels)
    return {
        "headcount": len(labels),
        "known": known,
        "minority_em_excl": known - whites,
        "undeclared": undeclared,
        "unknown": unknown,
    }


def make(folder: Path, *organisations: str) -> None:
    chosen = [part for code in organisations for part in ("--organisation", code)]
    script = str(SAMPLES / "make_samples.py")
    subprocess.run(
        [sys.executable, "-W", "error", script, "--out", str(folder), *chosen], check=True, capture_output=True
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_making_the_samples_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    small = ("opcc-south-wales", "yjs-gwynedd-mon")
    make(tmp_path / "one", *small)
    make(tmp_path / "two", *small)
    assert len(contents(tmp_path / "one")) == 11
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_committed_csv_samples_are_what_the_maker_writes(tmp_path: Path) -> None:
    make(tmp_path, "yjb-cymru", "opcc-north-wales")
    for name, made in contents(tmp_path).items():
        if name != "manifest.csv":
            assert (SAMPLES / name).read_bytes() == made, name


def test_the_maker_refuses_an_organisation_it_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        make(tmp_path, "nowhere")
    assert b"no such organisation: nowhere" in refused.value.stderr


def test_every_organisation_in_wales_has_five_snapshots() -> None:
    in_wales = {one.code for one in shipped_organisations() if one.in_wales}
    years = [f"{year}-03-31" for year in (2022, 2023, 2024, 2025, 2026)]
    sent = {code: [row["as_at"] for row in manifest() if row["organisation"] == code] for code in in_wales}
    assert sent == dict.fromkeys(in_wales, years)


def test_the_manifest_lists_every_file_and_no_other() -> None:
    files = {path.relative_to(SAMPLES).as_posix() for path in SAMPLES.glob("*/*") if path.suffix in DATA_SUFFIXES}
    assert {row["file"] for row in manifest()} == files


def test_the_samples_stay_small_enough_to_keep_in_the_repository() -> None:
    assert sum((SAMPLES / row["file"]).stat().st_size for row in manifest()) < 12_000_000


def test_every_manifest_row_adds_up() -> None:
    for row in manifest():
        parts = sum(int(row[key]) for key in ("known", "undeclared", "unknown"))
        assert parts == int(row["headcount"]), row["file"]


def test_south_wales_csv_agrees_with_the_manifest() -> None:
    labels = [row["SDE 16+1"] for row in read_south_wales(2025)]
    assert totals(labels, white="W") == described("south-wales-police/2025.csv")


def test_gwent_workbook_agrees_with_the_manifest_without_specials_and_volunteers() -> None:
    rows = read_xlsx("gwent-police/2024.xlsx", header_row=4)
    assert rows[-1]["Employee Number"] == "Total"
    outside = {"Special Constable", "Police Support Volunteer"}
    workforce = [row for row in rows[:-1] if row["Employee Type"] not in outside]
    labels = [str(row["Self Defined Ethnicity (18+1)"] or "").split(" - ")[0] for row in workforce]
    assert totals(labels, white="W") == described("gwent-police/2024.xlsx")


def test_welsh_csv_agrees_with_the_manifest() -> None:
    labels = [row["Tarddiad Ethnig"] for row in read_csv("yjs-gwynedd-mon/2026.csv")]
    assert totals(labels, white="Gwyn:") == described("yjs-gwynedd-mon/2026.csv")


def test_hmcts_table_agrees_with_the_manifest() -> None:
    rows = read_xlsx("hmcts-wales/2022.xlsx", header_row=3)
    total = next(row for row in rows if row["Grade"] == "Total")
    truth = described("hmcts-wales/2022.xlsx")
    minority = sum(int(str(total[group])) for group in ("Asian", "Black", "Mixed", "Other ethnic group"))
    assert total["Total"] == truth["headcount"]
    assert total["Undeclared"] == truth["undeclared"]
    assert total["Unknown"] == truth["unknown"]
    assert minority == truth["minority_em_excl"]


@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_same_people_run_through_the_years(year: int) -> None:
    before = {row["Payroll No"]: row for row in read_south_wales(year)}
    after = {row["Payroll No"]: row for row in read_south_wales(year + 1)}
    stayed = before.keys() & after.keys()
    assert len(stayed) / len(before) > 0.8
    assert all(before[number]["Date Joined"] == after[number]["Date Joined"] for number in stayed)
    assert sum(before[number]["Rank"] != after[number]["Rank"] for number in stayed) > 50
    assert any(before[number]["SDE 16+1"] == "" != after[number]["SDE 16+1"] for number in stayed)


def test_names_in_the_samples_are_plainly_synthetic() -> None:
    rows = read_xlsx("hmpps-wales/2026.xlsx", header_row=3)
    assert {row["Forename"] for row in rows} == {"Synthetic"}
    assert all(str(row["Surname"]).startswith("Person") for row in rows)
