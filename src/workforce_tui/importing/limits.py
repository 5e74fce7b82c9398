"""What reading one file may take: memory, processor time and silence, all in proportion to its size.

A spreadsheet is hostile until it is read: a few kilobytes can ask for half a terabyte. The process that reads it
gives itself these limits first, so that such a file ends that process and nothing else.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

MEGABYTE = 2**20
_BASE_MEMORY = 1024 * MEGABYTE
_MEMORY_FOR_EACH_BYTE = 40
"""A packed workbook of staff takes about 15 bytes of memory for each byte of the file, and twice that in passing."""
_MOST_MEMORY = 8 * 1024 * MEGABYTE
_BASE_SECONDS = 8
_SECONDS_FOR_EACH_MEGABYTE = 4
_SILENCE = 4
"""How many times the processor seconds may pass by the clock: other programs may be busy too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most memory (bytes of address space), processor seconds, and seconds without a sign of life."""

    memory: int
    seconds: int
    silence: int


def limits_for(size: int) -> Limits:
    """The limits for a file of *size* bytes."""
    seconds = _BASE_SECONDS + _SECONDS_FOR_EACH_MEGABYTE * size // MEGABYTE
    memory = min(_BASE_MEMORY + _MEMORY_FOR_EACH_BYTE * size, _MOST_MEMORY)
    return Limits(memory, seconds, _SILENCE * seconds)


def can_limit_memory() -> bool:
    """Whether the system holds a process to a limit of its memory; Windows and macOS do not."""
    return sys.platform.startswith("linux")


def limit_this_process(memory: int, seconds: int) -> None:
    """Hold this process to its limits, where the system can; it is ended by the system when it passes them."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    if can_limit_memory():
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
