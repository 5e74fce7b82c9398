"""Ethnic minority representation in the criminal justice workforce of Wales."""

__version__ = "0.1.0"
