"""Widgets that more than one screen uses. They know records and keys, never the database."""
