"""The small windows that open over a screen."""
