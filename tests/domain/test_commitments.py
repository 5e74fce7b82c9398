"""The commitments of the Plan are named for those who do not know its codes."""

from __future__ import annotations

from workforce_tui.domain.commitments import commitment_text
from workforce_tui.domain.return_sections import SECTIONS
from workforce_tui.i18n import speaking


def test_every_commitment_a_section_answers_has_a_name() -> None:
    for code in {code for section in SECTIONS for code in section.commitments}:
        assert commitment_text(code).startswith(f"{code} ("), code
    assert commitment_text("2b") == "2b (talent mentoring and reverse mentoring)"
    with speaking("cy"):
        assert commitment_text("2b") == "2b (mentora talent a mentora o chwith)"


def test_a_code_from_elsewhere_stands_by_itself() -> None:
    assert commitment_text("9z") == "9z"
