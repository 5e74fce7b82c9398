"""The house rules: who may import whom, what may be loaded when, and how large things may grow."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "workforce_tui"
NAME = "workforce_tui"

MAY_IMPORT = {
    "reference": set(),
    "domain": {"reference"},
    "importing": {"domain", "reference"},
    "storage": {"domain", "reference"},
    "exporting": {"domain"},
    "auditing": {"domain", "reference"},
    "services": {"domain", "reference", "importing", "storage", "exporting", "auditing"},
    "cli": {"domain", "services", "exporting", "tui"},
    "tui": {"domain", "services"},
}
"""The rooms each room may use; every room may speak (i18n)."""

ANYWHERE = {"i18n", "__version__"}

FORBIDDEN_LIBRARIES = {
    "domain": {"sqlmodel", "sqlalchemy", "pandas", "openpyxl", "textual", "python_calamine", "typer", "rich"},
    "importing": {"sqlmodel", "sqlalchemy", "textual", "typer"},
    "storage": {"textual", "typer", "python_calamine", "pandas", "openpyxl"},
    "exporting": {"sqlmodel", "sqlalchemy", "textual", "typer"},
    "auditing": {"sqlmodel", "sqlalchemy", "textual", "typer", "pandas"},
    "services": {"textual", "typer", "rich"},
    "tui": {"sqlmodel", "sqlalchemy", "pandas", "openpyxl", "typer", "python_calamine"},
    "cli": {"sqlmodel", "sqlalchemy", "pandas", "openpyxl", "textual"},
}

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
MOST_METHODS = 20


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What the rules are about, wherever in the file: its imports, functions and classes."""
    told = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tuple(node for node in ast.walk(tree) if isinstance(node, told))


def imported(path: Path) -> set[str]:
    """Every module a file names in an import, wherever in the file."""
    names = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        assert not (isinstance(node, ast.ImportFrom) and node.level), f"{path}: relative import"
    return names


def doors_of(path: Path) -> set[str]:
    """The rooms and libraries a file imports, and may not."""
    room, names = room_of(path), imported(path)
    if room not in MAY_IMPORT:
        return set()
    used = {name.split(".")[1] for name in names if name.startswith(f"{NAME}.")}
    libraries = {name.split(".")[0] for name in names}
    return used - MAY_IMPORT[room] - {room} - ANYWHERE | libraries & FORBIDDEN_LIBRARIES.get(room, set())


def test_rooms_are_entered_only_by_the_doors_the_architecture_has() -> None:
    assert {path: wrong for path in modules() if (wrong := doors_of(path))} == {}


def too_large(path: Path) -> list[str]:
    """What has grown too large in a file; its own name where that is all of it."""
    found = [path.name] if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE else []
    for node in nodes(path):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno:
            if node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION + _signature_lines(node):
                found.append(node.name)
        elif isinstance(node, ast.ClassDef):
            methods = [one for one in node.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))]
            found += [node.name] if len(methods) > MOST_METHODS else []
    return found


def test_nothing_grows_too_large() -> None:
    assert {path: found for path in modules() if (found := too_large(path))} == {}


def test_the_audit_shares_nothing_with_what_it_audits() -> None:
    used = {name for path in (PACKAGE / "auditing").rglob("*.py") for name in imported(path)}
    domain = {name for name in used if name.startswith(f"{NAME}.domain")}
    assert {name for name in domain if not name.startswith(f"{NAME}.domain.errors")} == set()


def _signature_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """A long list of documented options is not a long function: only the body counts."""
    return node.body[0].lineno - node.lineno


def loaded_by(statement: str) -> set[str]:
    """The modules a fresh Python has loaded after running *statement*."""
    code = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("statement", "late"),
    [
        ("import workforce_tui.cli", {"textual", "pandas", "openpyxl", "sqlmodel", "sqlalchemy"}),
        (
            "from workforce_tui.cli.commands import build; build()",
            {"textual", "pandas", "openpyxl", "sqlmodel", "sqlalchemy", "python_calamine"},
        ),
        (
            "import workforce_tui.domain.representation, workforce_tui.domain.grades, workforce_tui.domain.benchmarks",
            {"scipy", "sqlmodel", "sqlalchemy", "pandas", "textual", "rapidfuzz"},
        ),
        (
            "import workforce_tui.tui.app",
            {"pandas", "openpyxl", "scipy", "sqlmodel", "sqlalchemy", "alembic", "python_calamine"},
        ),
        ("import workforce_tui.domain.exact", {"scipy", "numpy"}),
        ("import workforce_tui.importing.plan", {"sqlmodel", "sqlalchemy", "textual", "pandas", "openpyxl"}),
    ],
)
def test_heavy_libraries_are_loaded_only_when_needed(statement: str, late: set[str]) -> None:
    assert not loaded_by(statement) & late


def tracked_text() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    wanted = (".py", ".md", ".toml", ".csv", ".tcss", ".po", ".ini", ".cfg", "run")
    return [
        ROOT / name for name in listed if name.endswith(wanted) and "samples/" not in name and (ROOT / name).is_file()
    ]


def test_no_path_of_one_machine_and_no_registry_is_named() -> None:
    home = "|".join(("work", "root", "home", "Users"))
    options = "|".join(("index" + "-url", "py" + r"pi\.org", "regis" + r"try\s*[:=]\s*.?http"))
    wrong = re.compile(rf"/({home})/\w|{options}")
    found = {
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tracked_text()
        if path.name != Path(__file__).name
        for line in path.read_text(encoding="utf-8").splitlines()
        if wrong.search(line)
    }
    assert not found
