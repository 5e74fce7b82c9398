"""The benches use what the program still has; they are run by hand, so nothing else would say so."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest

BENCHES = sorted(Path(__file__).parents[1].joinpath("bench").glob("*.py"))


def imported(script: Path) -> list[tuple[str, str]]:
    """Every name of the program that a script imports, wherever in it, and from where."""
    nodes = [node for node in ast.walk(ast.parse(script.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in nodes if node.module and node.module.partition(".")[0] == "workforce_tui"]
    return [(node.module or "", alias.name) for node in ours for alias in node.names]


@pytest.mark.parametrize("script", BENCHES, ids=lambda script: script.stem)
def test_a_bench_imports_what_there_is(script: Path) -> None:
    assert imported(script)
    for module, name in imported(script):
        assert hasattr(import_module(module), name), f"{module} has no {name}"


@pytest.mark.parametrize("script", BENCHES, ids=lambda script: script.stem)
def test_a_bench_is_described(script: Path) -> None:
    assert (
        f"bench/{script.name}" in script.with_name("README.md").read_text("utf-8")
        or "__main__" not in script.read_text()
    )
