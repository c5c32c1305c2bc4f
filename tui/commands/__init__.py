"""The commands that need no terminal: one file each, with its options and what it does."""
