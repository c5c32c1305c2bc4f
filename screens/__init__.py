"""What the coordinator sees: one file a screen. No query is built and no row written here."""
