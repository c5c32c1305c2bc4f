"""The one table of columns: what each is called, in words and for machines, in and out."""
