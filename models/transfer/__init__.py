"""How the municipality gets in and out: one table of columns, its readers and its writers."""
