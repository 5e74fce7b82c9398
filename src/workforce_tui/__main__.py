"""`python -m workforce_tui` does what the command `workforce-tui` does."""

from __future__ import annotations

from workforce_tui.cli import main

if __name__ == "__main__":
    main()
