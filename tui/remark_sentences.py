"""What is remarked about a file that was read all the same, by code; as in
:mod:`tui.problem_sentences`. :func:`tui.sentences.remark_sentence` puts the line before it."""

from __future__ import annotations

from collections.abc import Mapping

from tui.languages import N_

REMARKS: Mapping[str, str] = {
    "lines-before-headings": N_("The headings come after {count} other lines, which are left out."),
    "heading-duplicate": N_("There are several columns {heading}."),
    "empty-lines": N_("Empty lines are left out ({count})."),
    "row-too-long": N_(
        "There are {found} cells and {expected} headings; the cells at the end are left out."
    ),
    "row-too-short": N_(
        "There are {found} cells and {expected} headings; those that are wanting count as empty."
    ),
    "nul-removed": N_("An invisible sign (NUL) was taken out."),
    # Columns
    "column-ambiguous": N_(
        "The column {headings} could be any of {fields}, and is not used. Say which with --map."
    ),
    "columns-not-used": N_("Not used in a file of units: {fields}."),
    "id-was-number": N_(
        "{field} has been through a spreadsheet as a number, such as {example}. Zeros at its"
        " beginning may be lost."
    ),
    "id-case-differs": N_("{field}: upper and lower case differ from before; taken as the same."),
    "zeros-ignored": N_("{field}: zeros at the beginning differ from before; taken as the same."),
    "column-preferred": N_(
        "Several columns could be {field}; {heading} is taken. Say otherwise with --map."
    ),
    "names-are-units": N_(
        "The column {heading} is taken for the names of units. If they are people, say so with"
        " --map name={heading}."
    ),
    # Figures
    "value-rounded": N_(
        "{field} has more than {decimals} decimals, such as {example}; they are rounded."
    ),
    "number-ambiguous": N_(
        "{field}: {example} can be read in two ways; the sign in it is taken to part the decimals."
    ),
    "percent-mixed": N_(
        "{field}: some figures have a per cent sign and some have none; they are taken as they"
        " stand."
    ),
    # Goals and measured values
    "year-taken": N_("No year is given; {year} is taken."),
    "goal-code-given": N_("The goal “{goal}” gets the code {goal_code}."),
    "goal-dropped": N_("The goal “{goal}” has been dropped, and stays so."),
    "goals-not-in-file": N_("{count} goals are not in the file and stay as they are."),
    "unit-called-otherwise": N_(
        "The unit {unit_code} is called {found} here and {unit} in the database; the code counts."
    ),
    "served-unknown": N_("No goal of the year says “{title}”, so what it serves stays as it is."),
    "served-ambiguous": N_(
        "Several goals of the year say “{title}”, so what it serves stays as it is."
    ),
    "not-measured": N_("There is no value: not measured, and left out."),
    "measured-later": N_("Measured on a day that is still to come."),
    "measurement-repeated": N_("The same value stands there twice."),
    "measurements-not-in-file": N_(
        "{count} measured values of these goals are not in the file and stay as they are."
    ),
    # People
    "matched-by-email": N_("Recognised by the e-mail address."),
    "matched-by-name": N_("Recognised by the name."),
    "email-shared": N_("Several people have the address {email}; nobody is recognised by it."),
    "vacant-post": N_("“{name}” is a vacant post and nobody's name; left out."),
    "ended-in-file": N_("Has ended, as the file says."),
    "gone-not-judged": N_(
        "{count} people are not in the file. Without employee numbers nobody is ended."
    ),
    "many-gone": N_(
        "{count} of {known} people are not in the file and will be ended. Is the file whole?"
    ),
    # Superiors
    "own-superior": N_("Given as their own superior, which counts as nobody above."),
    "without-superior": N_("Nobody is given as superior."),
    "superior-by-unit": N_("Nobody is given as superior; the unit's leader is."),
    "leader-ended": N_("{name} has ended and leads nobody; the unit gives the superior."),
    "leader-name-differs": N_(
        "The leader {number} has another name here, {found}; the number counts."
    ),
    "leader-name-turned": N_("The leader's name is turned about; taken as the same person."),
    "leader-not-in-file": N_(
        "{name} is a leader without a row, and becomes a person who is only named."
    ),
    "leader-vacant": N_("The leader's post is vacant; the unit gives the superior."),
    "leader-without-row": N_("{name} is a leader without a row, and stays as before."),
    # Units
    "unit-code-given": N_("The unit {unit} gets the code {unit_code}."),
    "unit-renamed": N_("The unit {unit_code} changes its name from {before} to {after}."),
    "unit-name-differs": N_("The unit {unit} is called {first} and {second}; the first counts."),
    "unit-kind-differs": N_(
        "The unit {unit} is of the kinds {first} and {second}; the first counts."
    ),
    "unit-parent-differs": N_("The unit {unit} is under {first} and {second}; the first counts."),
    "unit-leader-differs": N_("The unit {unit} has several leaders; the first counts."),
    "unit-leader-found": N_("{leader} becomes the leader of {unit}, where all report up to them."),
    "unit-leader-replaced": N_("{leader} becomes the leader of {unit} after {before}."),
    "unit-own-parent": N_("The unit {unit} is given as its own parent, which counts as none."),
    "parent-name-shared": N_(
        "Several units are called {name}. None of them is taken as the parent; give its code."
    ),
    "units-not-in-file": N_("{count} units are not in the file and stay as they are."),
    "units-share-name": N_("Several units are called {name}: {codes}."),
}
"""Every code of a remark with its sentence, in English; ``count`` is how often it was made."""
