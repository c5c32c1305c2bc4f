"""The program around the screens."""

__version__ = "0.1.0"
