"""Nothing that is there already is proposed for what is about to be written."""

from __future__ import annotations

from workforce_tui.tui.free_names import free


def test_a_name_that_is_taken_gets_a_number(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert free("briefing.docx") == str(tmp_path / "briefing.docx")
    (tmp_path / "briefing.docx").touch()
    (tmp_path / "briefing-2.docx").touch()
    assert free("briefing.docx") == str(tmp_path / "briefing-3.docx")
    (tmp_path / "return").mkdir()
    assert free("return") == str(tmp_path / "return-2")
