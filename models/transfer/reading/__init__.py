"""Opening a CSV file or a workbook, whatever its encoding, delimiter and shape."""
