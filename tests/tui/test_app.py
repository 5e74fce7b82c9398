"""The app as a whole: keys, language, palette, help, samples, calm endings, and a quick start."""

from __future__ import annotations

import subprocess
import sys

import pytest
from textual.widgets import Input

from conftest import LARGE, on_screen, press, settle, until
from workforce_tui import i18n
from workforce_tui.domain.errors import WorkforceError
from workforce_tui.services.progress import SampleProgress
from workforce_tui.tui import crash, reading
from workforce_tui.tui.app import WorkforceApp, run_app
from workforce_tui.tui.commands import WorkforceCommands
from workforce_tui.tui.dialogs.help import HelpWindow
from workforce_tui.tui.page import Page

NAMES = ("overview", "representation", "progression", "targets", "import", "batches")
F_KEYS = {f"f{number}": name for number, name in enumerate(NAMES, 5)}


async def test_function_keys_go_to_a_screen_as_its_number_does(running, database):
    async with running(database) as pilot:
        for key, area in F_KEYS.items():
            await press(pilot, key)
            assert pilot.app.current_mode == area


async def test_a_click_on_a_name_goes_there(running, database):
    async with running(database, LARGE) as pilot:
        await pilot.click("AreaBar", offset=(32, 0))
        await settle(pilot)
        assert pilot.app.current_mode == "progression"


async def test_help_explains_the_screen_and_lists_its_keys(running, database):
    async with running(database, LARGE) as pilot:
        await press(pilot, "2", "f1")
        assert isinstance(pilot.app.screen, HelpWindow)
        text = on_screen(pilot)
        assert "Bars start at zero" in text
        await press(pilot, "end")
        await until(pilot, "Trend")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Page)


class Shouting:
    """A language that is English in capitals, to see which texts pass through the catalogue."""

    def gettext(self, message: str) -> str:
        return message.upper() if "{" not in message else message

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return singular if number == 1 else plural


async def test_the_language_changes_everywhere_and_keeps_what_was_typed(running, database, monkeypatch):
    def speak(language: str) -> None:
        i18n._State.language = language
        i18n._State.catalogue = Shouting() if language == "cy" else i18n.gettext.NullTranslations()

    monkeypatch.setattr(i18n, "set_language", speak)
    async with running(database, LARGE) as pilot:
        await press(pilot, "5")
        pilot.app.screen.query_one("#path", Input).value = "typed"
        await press(pilot, "f4")
        text = on_screen(pilot)
        assert "WHICH SPREADSHEET" in text
        assert "REPRESENTATION" in text
        assert "BACK" in text
        assert pilot.app.screen.query_one("#path", Input).value == "typed"
        await press(pilot, "f6")
        text = on_screen(pilot)
        assert "GRADE" in text
        assert "ORGANISATION" in text
        assert "Heddlu Dyfed-Powys" in text
        await press(pilot, "f4")
        await until(pilot, "Dyfed-Powys Police")
        await press(pilot, "f9")
        await until(pilot, "Which spreadsheet")


async def test_the_palette_reaches_screens_organisations_and_views(running, database):
    async with running(database) as pilot:
        commands = WorkforceCommands(pilot.app.screen)
        found = [hit.text or str(hit.match_display) async for hit in commands.search("by tier")]
        assert found
        hits = [hit async for hit in commands.search("prison")]
        await hits[0].command()
        await settle(pilot)
        assert pilot.app.view.organisation == "hmpps-wales"
        names = [str(hit.display) async for hit in commands.discover()]
        assert any("Batches" in name for name in names)


async def test_the_palette_offers_no_picture_of_personal_data(running, database):
    async with running(database) as pilot:
        assert list(pilot.app.get_system_commands(pilot.app.screen)) == []
        await press(pilot, "ctrl+p", *"screensh")
        assert "Screenshot" not in on_screen(pilot)


async def test_the_samples_are_loaded_with_their_number_shown(running, tmp_path, monkeypatch):
    import seed

    seen = []

    def load(ws, folder, is_cancelled):
        for done, name in enumerate(["[/] a.xlsx", "b.csv"]):
            yield SampleProgress(name, done, 2)
        seed.fill(ws)
        yield SampleProgress("", 2, 2)

    monkeypatch.setattr(reading, "load_samples", load)
    async with running(str(tmp_path / "new.db"), load_samples=True) as pilot:
        text = on_screen(pilot)
        assert "Dyfed-Powys Police" in text
        assert "SAMPLE DATA" in text
        assert seen == []


async def test_samples_that_fail_say_why_and_leave_an_empty_app(running, tmp_path, monkeypatch):
    def load(ws, folder, is_cancelled):
        raise WorkforceError("The sample spreadsheets are not [/] here.", "Run it from a full copy.")
        yield

    monkeypatch.setattr(reading, "load_samples", load)
    async with running(str(tmp_path / "new.db"), load_samples=True) as pilot:
        text = on_screen(pilot)
        assert "There are no figures yet" in text
        assert "are not [/]" in text


async def test_looking_round_with_samples_leaves_the_real_database_alone(running, tmp_path, monkeypatch):
    import seed

    def load(ws, folder, is_cancelled):
        seed.fill(ws)
        yield SampleProgress("", 1, 1)

    monkeypatch.setattr(reading, "load_samples", load)
    mine = tmp_path / "mine.db"
    async with running(str(mine)) as pilot:
        await press(pilot, "tab", "enter")
        await until(pilot, "SAMPLE DATA")
        assert pilot.app.workspace.paths.database != str(mine)
        folder = pilot.app.throwaway.name
    from pathlib import Path

    assert not Path(folder).exists()


@pytest.mark.parametrize("hostile", ["Jane Jones, Asian", "[red]Jane[/] Jones", "Jane\nJones\x1b[31m", "=Jane+Jones"])
def test_a_crash_tells_where_and_never_the_data(tmp_path, hostile):
    def fail(name: str) -> None:
        try:
            raise ValueError(name)
        except ValueError as first:
            first.add_note(name)
            raise KeyError(f"{name} 1234567") from first

    try:
        fail(hostile)
    except KeyError as error:
        log = crash.write_log(tmp_path, error)
        said = crash.farewell(error, log)
    assert log is not None
    text = log.read_text() + said
    assert "KeyError" in text
    assert "test_app.py" in text
    assert "Jane" not in text
    assert "Jones" not in text
    assert "1234567" not in text
    assert str(tmp_path.home()) not in log.read_text()
    assert "src/" not in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


async def test_an_app_that_crashes_prints_no_personal_data(running, database, capfd, monkeypatch):
    def fail(*_args):
        name = "Jane Jones"
        raise RuntimeError(name)

    async def crash_it() -> None:
        async with running(database) as pilot:
            monkeypatch.setattr(pilot.app.screen, "action_reload", fail)
            await press(pilot, "r")

    with pytest.raises(RuntimeError):
        await crash_it()
    out, err = capfd.readouterr()
    assert "RuntimeError" in out + err
    assert "Jane" not in out + err


def test_a_failure_and_what_it_caused_are_told_once_and_end_with_the_status_of_a_fault(database, capfd, monkeypatch):
    def fail(app: WorkforceApp) -> None:
        for number in (1, 2):
            try:
                raise RuntimeError(number)
            except RuntimeError as error:
                app._handle_exception(error)
        app._print_error_renderables()

    monkeypatch.setattr(WorkforceApp, "run", fail)
    with pytest.raises(SystemExit) as stopped:
        run_app(database)
    assert stopped.value.code == crash.STATUS
    out, err = capfd.readouterr()
    assert (out + err).count("because of a mistake inside the program") == 1
    assert "textual run --dev" not in out + err


def test_the_first_screen_needs_nothing_heavy_and_no_other_screen():
    code = (
        "import sys, workforce_tui.tui.app\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pandas', 'openpyxl', 'scipy', 'python_calamine', 'babel', 'alembic'}\n"
        "others = [name for name in sys.modules if name.startswith('workforce_tui.tui.screens.')]\n"
        "print(sorted(heavy & set(sys.modules)) + others)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
