"""The forms: each a list of fields and the one function of ``models/`` that they are handed to."""
