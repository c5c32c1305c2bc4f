"""The municipality: what is stored, what follows from it, and how it gets in and out.

Nothing here knows a terminal. Open a database with :func:`models.database.opened` and call the
functions of the concept you need; they return plain frozen records and raise
:class:`models.problems.Problem` when something is asked that cannot be.
"""
