"""Looking a grade up without knowing whose it is finds what looking in each kind of organisation finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workforce_tui.domain.grades import grade_anywhere, recognise_grade
from workforce_tui.domain.workforce import OrganisationKind
from workforce_tui.reference import rows

ALIASES = sorted({row["alias"] for row in rows("grade_aliases")})
FORMS = ("{}", "T/{}", "Temporary {}", "{}s", "Det {}", "{} - Grade 7", "{}/{}", "{}2", "{} (A)")
PIECES = st.sampled_from([*ALIASES[::9], "/", " - ", "7", "acting"])


def one_kind_after_another(label: str) -> str | None:
    """The grade of the first kind of organisation that recognises the label."""
    found = (recognise_grade(label, kind=kind, suggest=False).grade for kind in OrganisationKind)
    return next((grade for grade in found if grade), None)


@pytest.mark.parametrize("form", FORMS)
def test_every_alias_is_found_as_in_each_kind_of_organisation(form: str) -> None:
    labels = [form.format(alias, alias) for alias in ALIASES]
    found = [grade_anywhere(label) for label in labels]
    assert found == [one_kind_after_another(label) for label in labels]
    assert any(found)


@given(st.text(max_size=140) | st.lists(PIECES, max_size=4).map(" ".join))
def test_any_text_is_found_as_in_each_kind_of_organisation(label: str) -> None:
    assert grade_anywhere(label) == one_kind_after_another(label)
