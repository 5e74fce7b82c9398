"""What README and docs say can be typed exists, and their links lead somewhere."""

from __future__ import annotations

import html
import re
import shlex
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from workforce_tui.cli import HOISTED, WITH_VALUE
from workforce_tui.cli.commands import build
from workforce_tui.domain.places import PLACES
from workforce_tui.domain.record_kinds import kinds_in

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
BLOCK = re.compile(r"```(?:sh|)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`(workforce-tui [^`\n]+)`")
QUOTED = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)")
SHAPE = re.compile(r"[\[\]|…]|\.\.\.|[A-Z]{3,}-?[A-Z]*$")
"""What only the shape of a command has: choices, repetitions, words in capitals for what is filled in."""


class Typed(NamedTuple):
    """A command as a page has it."""

    page: str
    line: str


def typed(page: Path) -> Iterator[Typed]:
    text = page.read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        for line in block.replace("\\\n", " ").splitlines():
            found = re.search(r"(?:^|[ /&])workforce-tui(?: |$).*", line)
            if found and not line.startswith("#") and "pip" not in found[0]:
                yield Typed(page.name, found[0].strip(" /&"))
    for line in INLINE.findall(text):
        yield Typed(page.name, line)


def shapes(page: Path) -> Iterator[str]:
    """What stands between backticks and begins with the name of a command: its shape, without what marks choices."""
    names = {name for name, _command in commands()}
    for text in QUOTED.findall(BLOCK.sub("", page.read_text(encoding="utf-8"))):
        words_ = re.sub(r"[\[\]()]|\\?\|", " ", text).split()
        if len(words_) > 1 and words_[0] in names and any(word.startswith("--") for word in words_):
            yield " ".join(words_)


def commands(command: Any = None) -> Iterator[tuple[str, Any]]:
    """Every command there is by its name alone, those of every group with it."""
    for name, inner in getattr(root() if command is None else command, "commands", {}).items():
        yield name, inner
        yield from commands(inner)


ALL = tuple(dict.fromkeys(one for page in PAGES for one in typed(page)))


@cache
def root() -> Any:
    return build()


def words(line: str) -> list[str]:
    """The words after the name of the program, without the comment behind them and the options every command has."""
    found, left = [], iter(shlex.split(re.split(r"\s{2,}(?=[^-\s])|\s#\s", line, maxsplit=1)[0])[1:])
    for word in left:
        if word.partition("=")[0] in HOISTED:
            if word in WITH_VALUE:
                next(left, None)
        else:
            found.append(word)
    return found


def command_of(given: list[str]) -> tuple[Any, list[str]]:
    """The command that is named, and what stands after it."""
    command = root()
    while given and given[0] in getattr(command, "commands", {}):
        command, given = command.commands[given[0]], given[1:]
    return command, given


def wrong(line: str) -> str | None:
    """What is wrong with a command: a name or an option there is not, or something it needs that is missing."""
    command, rest = command_of(words(line))
    names = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    options = [word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"]
    unknown = [one for one in options if one not in {*names, "--help", "--version"}]
    if unknown:
        return f"no option {unknown}"
    if rest and hasattr(command, "commands") and not rest[0].startswith("-") and not SHAPE.search(rest[0]):
        return f"no command {rest[0]}"
    return None


def lacking(line: str) -> list[str]:
    """The options a whole command needs and does not have."""
    command, rest = command_of(words(line))
    given = {word.partition("=")[0] for word in rest}
    needed = [one for one in command.params if one.required and one.param_type_name == "option"]
    return [] if "--help" in given else [one.opts[0] for one in needed if not given & set(one.opts)]


def test_every_command_and_option_there_is_said_to_be_exists() -> None:
    assert len(ALL) > 120
    assert [(one, said) for one in ALL if (said := wrong(one.line))] == []


def unknown_in(shape: str) -> list[str]:
    """The options of a shape that no command of its name, or of a name in it, has: "update" may be of any group."""
    first, *rest = shape.split()
    known = {*HOISTED, "--help", "--version", "--FIELD"}
    for name, command in commands():
        if name in (first, *rest[:2]):
            known |= {one for option in command.params for one in (*option.opts, *option.secondary_opts)}
    return [word for word in rest if word.startswith("--") and word.partition("=")[0].rstrip(".,;:") not in known]


def test_the_shapes_of_commands_name_options_there_are() -> None:
    found = [(page.name, shape) for page in PAGES for shape in shapes(page)]
    assert len(found) > 80
    assert [(one, wrong_) for one in found if (wrong_ := unknown_in(one[1]))] == []


def test_the_commands_of_the_guides_have_all_they_need() -> None:
    guides = [one for one in ALL if one.page.startswith(("guide-", "README")) and not SHAPE.search(one.line)]
    assert len(guides) > 60
    assert [(one, said) for one in guides if (said := lacking(one.line))] == []


def unfilled(line: str) -> list[str]:
    """The fields a record needs and a command that adds one leaves out, in either language."""
    place, *rest = words(line)
    kinds = kinds_in(place) if place in ("mentoring", "network", "action", "review") and "add" in rest[:2] else ()
    named = {kind.code.removeprefix(f"{place}_").replace("_", "-"): kind for kind in kinds}
    kind = named.get(rest[0], kinds[0]) if kinds else None
    needed = [field.key for field in kind.inputs if field.required and field.when is None] if kind else []
    given = {word.partition("=")[0].removeprefix("--").removesuffix("-cy").replace("-", "_") for word in rest}
    return [] if "help" in given else [key for key in needed if key not in given]


def test_the_records_that_are_added_on_these_pages_say_all_they_have_to() -> None:
    added = [one for one in ALL if " add " in one.line and not SHAPE.search(one.line)]
    assert len(added) > 8
    assert [(one, said) for one in added if (said := unfilled(one.line))] == []


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).strip().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    missing = []
    for file, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(f"{file}#{anchor}")
    assert missing == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name == "docs"], ids=lambda page: page.name)
def test_every_page_is_in_the_index(page: Path) -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert page.name == "README.md" or f"({page.name})" in index


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "pictures").glob("*.svg")), ids=lambda path: path.name)
def test_pictures_name_the_places_there_are_and_load_nothing(picture: Path) -> None:
    svg = picture.read_text(encoding="utf-8")
    drawn = "".join(html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)", svg)).replace("\xa0", " ")
    assert [name for name in ("overview", "representation", "targets") if PLACES[name] not in drawn] == []
    assert "url(http" not in svg
