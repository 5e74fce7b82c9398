"""Templates of web pages: whatever is put into them is escaped, and nothing unseen gets in."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from workforce_tui.exporting.plain_text import one_line

if TYPE_CHECKING:
    from jinja2 import Environment, Template


LONGEST_WHOLE_WORD = 20
"""Letters of the longest word that a printed table does not break."""


def template(name: str) -> Template:
    """The template of that file name in this folder."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_cleaned,
        loader=FunctionLoader(_source),
    )
    environment.tests["long_worded"] = _has_long_word
    return environment


def _has_long_word(text: str) -> bool:
    """Whether a word, such as an address, may be wider than a column of a printed page: it is broken there."""
    return any(len(word) > LONGEST_WHOLE_WORD for word in text.split())


def _cleaned(value: Any) -> Any:
    """Text without what a browser would act on unseen; markup of the templates' own as it is."""
    return one_line(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _source(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
