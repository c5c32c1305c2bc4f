"""What can only be found by doing it many times: lines that drop, kills, many at once.

Each module ``soak_*.py`` is one test. It has ``TEST``, its name; ``FULL`` and ``SHORT``, how many
turns ``make soak`` and ``make test`` take, the latter 0 where other tests have it; and
``soak(turns, folder)``, which gives a :class:`tests.soak.row.Row`. ``folder`` is empty, and its
own; the home is one without settings. Where the machine lacks something it calls
:func:`tests.lacking.lacking`.
"""
