"""What the figures mean: pure functions and frozen types, with no input or output."""
