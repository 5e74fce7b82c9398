"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

from workforce_tui import i18n


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real published files, beside the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "data"
    assert folder.is_dir(), f"the shared data folder is missing: {folder}"
    return folder


@pytest.fixture(autouse=True)
def _english_and_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test speaks English and keeps its data to itself."""
    monkeypatch.setenv("WORKFORCE_TUI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("WORKFORCE_TUI_DATABASE", raising=False)
    i18n.set_language("en")
