"""Every table of the program as CSV or workbook."""
