"""Which commands are put together for what was typed, and what that leaves unloaded."""

from __future__ import annotations

from importlib import import_module

import pytest
import typer

from workforce_tui.cli.commands import MODULES, modules_of


@pytest.mark.parametrize(
    ("given", "modules"),
    [
        (["report", "representation"], ("report",)),
        (["--database", "undo", "--plain", "batches"], ("batches",)),
        (["--language", "cy", "undo", "3"], ("batches",)),
        (["--version"], ()),
        (["--version", "--help"], tuple(MODULES)),
        (["--help"], tuple(MODULES)),
        (["raport"], tuple(MODULES)),
        ([], tuple(MODULES)),
    ],
)
def test_only_the_commands_that_are_named_are_put_together(given, modules):
    assert modules_of(given) == modules


def test_every_module_is_listed_with_the_commands_it_has():
    for module, names in MODULES.items():
        app = typer.Typer()
        import_module(f"workforce_tui.cli.{module}").register(app)
        commands = [one.name or one.callback.__name__ for one in app.registered_commands if one.callback]
        assert {*commands, *(one.name for one in app.registered_groups)} == set(names), module
