"""Saved answers in a file a person can read and edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workforce_tui.domain.errors import WorkforceError
from workforce_tui.importing.profile import Profile, load_profile, save_profile

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 31)
PROFILE = Profile(
    "gwent-police",
    columns={"Post Title": "grade"},
    grades={"Grade 99": "EO"},
    ethnicities={"A1 | White British": "A_IND"},
    organisations={"HQ": "gwent-police"},
    markers={"-": "zero", "": "missing"},
)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12)
TABLE = st.dictionaries(TEXT, TEXT, max_size=3)


def test_a_profile_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "gwent-police.toml"
    save_profile(path, PROFILE)
    assert load_profile(path) == PROFILE
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["gwent-police.toml"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLE, TABLE, TABLE)
def test_any_text_survives(
    tmp_path: Path, grades: dict[str, str], groups: dict[str, str], markers: dict[str, str]
) -> None:
    profile = Profile("x", grades=grades, ethnicities=groups, markers=markers)
    save_profile(tmp_path / "p.toml", profile)
    assert load_profile(tmp_path / "p.toml") == profile


def test_comments_and_order_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(
        '# Agreed with HR\norganisation = "gwent-police"\n\n[grades]\n"Band X" = "EO" # until 2027\n"Old" = "AO"\n',
        encoding="utf-8",
    )
    save_profile(path, Profile("gwent-police", grades={"Band X": "EO", "New": "HEO"}))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Agreed with HR\n")
    assert '"Band X" = "EO" # until 2027' in text
    assert "Old" not in text
    assert load_profile(path).grades == {"Band X": "EO", "New": "HEO"}


def test_answers_carry_the_day_they_were_given_and_older_profiles_without_days_still_read(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text('[grades]\n"SO2" = "EO" # as agreed\n"PO1" = { answer = "HEO", decided = 2025-04-02 }\n')
    profile = load_profile(path)
    assert profile.grades == {"SO2": "EO", "PO1": "HEO"}
    assert profile.dates == {("grades", "PO1"): date(2025, 4, 2)}
    save_profile(path, replace(profile, grades={**profile.grades, "SO2": "HEO"}, dates={("grades", "SO2"): DAY}))
    text = path.read_text()
    assert '"SO2" = {answer = "HEO", decided = 2026-03-31} # as agreed' in text
    assert '"PO1" = "HEO"' in text
    assert load_profile(path).dates == {("grades", "SO2"): DAY}


def test_a_profile_that_says_nothing_new_is_written_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    written = '# Ours\n[grades]\n"SO2" = "EO"\n"PO1" = {answer = "HEO", decided = 2025-04-02} # agreed\n'
    path.write_text(written)
    save_profile(path, load_profile(path))
    assert path.read_text() == written


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[grades]\nBand = { answer = "EO", decided = "May" }\n', "grades.Band"),
        ('[grades]\nBand = { answer = "EO", decided = 2025-04-02T10:00:00 }\n', "grades.Band"),
        ("[grades]\nBand = { decided = 2025-04-02 }\n", "grades.Band"),
        ('[grades]\nBand = { answer = "EO", colour = "red" }\n', "grades.Band"),
        ("[grades\n", "line"),
        ('[colours]\nred = "x"\n', "colours"),
        ("[grades]\nBand = 3\n", "grades.Band"),
        ("grades = 3\n", "grades"),
        ("organisation = 3\n", "organisation"),
    ],
)
def test_a_broken_profile_names_the_file_and_the_key_and_is_left_alone(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "p.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkforceError) as raised:
        load_profile(path)
    assert "p.toml" in raised.value.message
    assert key in raised.value.message
    assert path.read_text(encoding="utf-8") == text


def test_saving_over_a_broken_profile_does_not_destroy_it(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text("[grades\n", encoding="utf-8")
    with pytest.raises(WorkforceError):
        save_profile(path, PROFILE)
    assert path.read_text(encoding="utf-8") == "[grades\n"


def test_a_profile_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkforceError) as raised:
        load_profile(tmp_path / "none.toml")
    assert "none.toml" in raised.value.message
