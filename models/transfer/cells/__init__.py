"""The values of cells: how they are read from a file and written to one."""
