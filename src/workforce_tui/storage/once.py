"""Reading once what several questions need, while all of them are asked of one state of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from sqlmodel import Session

    P = ParamSpec("P")
    T = TypeVar("T")
_KEPT = "read once"


def keep_what_is_read(session: Session) -> None:
    """From now on a session keeps what is read: it is of one state, and nothing is written in it."""
    session.info[_KEPT] = {}


def once(session: Session, key: Hashable, make: Callable[[], T]) -> T:
    """What *make* gives: made once where the session keeps what is read, else each time. Nobody may change it."""
    kept: dict[Hashable, T] | None = session.info.get(_KEPT)
    if kept is None:
        return make()
    if key not in kept:
        kept[key] = make()
    return kept[key]


def read_once(read: Callable[Concatenate[Session, P], T]) -> Callable[Concatenate[Session, P], T]:
    """Make a reading function keep its answers where its session does."""

    @wraps(read)
    def asked(session: Session, *args: P.args, **kwargs: P.kwargs) -> T:
        if _KEPT not in session.info:
            return read(session, *args, **kwargs)
        held_args = tuple(map(_held, args))
        held: dict[str, Any] = {name: _held(value) for name, value in kwargs.items()}
        key = (read, tuple(map(_hashable, held_args)), tuple((name, _hashable(held[name])) for name in sorted(held)))
        return once(session, key, lambda: read(session, *held_args, **held))

    return cast("Callable[Concatenate[Session, P], T]", asked)


def _held(value: Any) -> Any:
    """An argument that can be read twice."""
    return value if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable) else tuple(value)


def _hashable(value: Any) -> Any:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value
