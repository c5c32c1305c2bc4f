"""The colours. Each is one of the 256 that every terminal over SSH has, so none is approximated."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="dark",
    dark=True,
    primary="#5fafd7",
    secondary="#87afaf",
    accent="#5fd7ff",
    warning="#ffaf5f",
    error="#ff5f5f",
    success="#87d787",
    foreground="#d0d0d0",
    background="#121212",
    surface="#1c1c1c",
    panel="#262626",
    variables={
        "muted": "#808080",
        "cursor-row": "#005f87",
        "cursor-row-text": "#ffffff",
        "cursor-row-weak": "#303030",
        "line": "#3a3a3a",
        "title-background": "#005f87",
        "title-foreground": "#ffffff",
    },
)

LIGHT = Theme(
    name="light",
    dark=False,
    primary="#005f87",
    secondary="#005f5f",
    accent="#0087af",
    warning="#af5f00",
    error="#af0000",
    success="#005f00",
    foreground="#262626",
    background="#ffffff",
    surface="#eeeeee",
    panel="#e4e4e4",
    variables={
        "muted": "#767676",
        "cursor-row": "#afd7ff",
        "cursor-row-text": "#000000",
        "cursor-row-weak": "#e4e4e4",
        "line": "#bcbcbc",
        "title-background": "#005f87",
        "title-foreground": "#ffffff",
    },
)

TERMINAL = Theme(
    name="terminal",
    dark=True,
    ansi=True,
    primary="ansi_bright_blue",
    secondary="ansi_cyan",
    accent="ansi_bright_cyan",
    warning="ansi_yellow",
    error="ansi_bright_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    variables={
        # Textual's own stylesheets need these where a theme speaks in the terminal's colours.
        **BUILTIN_THEMES["ansi-dark"].variables,
        "muted": "ansi_bright_black",
        "cursor-row": "ansi_blue",
        "cursor-row-text": "ansi_bright_white",
        "cursor-row-weak": "ansi_bright_black",
        "line": "ansi_bright_black",
        "title-background": "ansi_blue",
        "title-foreground": "ansi_bright_white",
    },
)

THEMES = (DARK, LIGHT, TERMINAL)
