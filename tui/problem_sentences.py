"""What each problem says, by its code: what happened, where, and what to do.

The names in braces are facts of the problem. ``path`` is the database where a problem names none;
``field`` is the field that the problem belongs to. Nearest and known words are added by
:func:`tui.sentences.sentence` and have no place here.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.database_sentences import DATABASE
from tui.languages import N_

ENTRY = {
    "field-empty": N_("This must be filled in."),
    "reason-missing": N_("Give a reason."),
    "choice-unknown": N_("“{value}” is none of the choices."),
    "nothing-found": N_("Nobody and nothing is called “{text}”."),
    "several-found": N_("{count} people are called “{text}”: {names}. Give the employee number."),
    "day-unreadable": N_("“{text}” is no day. Try 14.3, 14.3.27, 2027-03-14, +2w or tomorrow."),
    "day-does-not-exist": N_("There is no such day: {text}."),
    "day-out-of-range": N_("{text} lies too far away; use a year from {first} to {last}."),
    "period-unreadable": N_("“{text}” is no day, no year and no span of years such as 2018-19."),
    "time-does-not-exist": N_("There is no such time: {text}."),
    "number-unreadable": N_("“{text}” is no number. Try 7.5 or 7,5."),
    "number-too-precise": N_("{text} has more than {decimals} decimals."),
    "number-too-large": N_("{text} has more than {digits} figures before the decimals."),
    "clock-unreadable": N_("“{text}” is no time of the day. Try 9 or 15:30."),
    "minutes-range": N_("A dialogue takes from 5 to 600 minutes."),
    "count-unreadable": N_("“{text}” is no whole number."),
    "identifier-rounded": N_(
        "“{text}” was rounded by a spreadsheet. Make the column text there, and export it again."
    ),
    "fte-range": N_("{text} is no share of a post; use a per cent from 0 to 100."),
    "fte-as-fraction": N_(
        "{text} looks like a fraction; write {meant} if you mean {meant} per cent."
    ),
    "held-in-future": N_("{day} has not come yet; a dialogue is recorded once it was held."),
    "dialogues-a-year-range": N_("From 0 to {most} dialogues a year."),
    "band-negative": N_("A band cannot be negative."),
    "weight-range": N_("A weight is from 0 to 100."),
    "measured-already": N_("There is a value for {day} already; edit that one."),
    "own-superior": N_("Nobody is their own superior."),
}
RECORDS = {
    "draft-place-gone": N_("What this was typed for is no longer there."),
    "both-changed": N_(
        "{who} has changed the same meanwhile. Saving keeps what stands in the fields."
    ),
    "changed-meanwhile": N_(
        "Somebody else has changed this meanwhile ({kind}). Close and open it again."
    ),
    "removed-meanwhile": N_("Somebody else has removed this meanwhile ({kind})."),
    "changed-since": N_("{who} has changed this since ({kind} {record}): it stays as it is."),
    "record-gone": N_("It is not there any more."),
    "nothing-to-undo": N_("You have changed nothing that can be undone."),
    "nothing-to-redo": N_("You have undone nothing that can be done again."),
    "already-there": N_("There is one like it already; numbers and codes must be unique."),
    "year-closed": N_("The year is closed. Reopen it first, if it must be changed."),
    "dialogue-agreed": N_(
        "Both sides have confirmed what was agreed. Reopen the dialogue to change it."
    ),
    "nobody-marked": N_("Mark those to move first."),
    "what-if-applied": N_("The draft was applied on {day}; make another one."),
    "what-if-outdated": N_("The unit of step {step} is no longer there. Drop that step."),
    "step-needed": N_("A later step builds on this one; drop that one first."),
    "step-from-people": N_("Mark people in a list and press {key} to make a step."),
    "mark-two-drafts": N_("Mark two drafts to compare them."),
    "one-draft-at-a-time": N_("Open the one draft that is to be applied."),
    "not-allowed": N_("The database does not allow this value."),
    "line-loop": N_("This would make somebody their own superior: {path}."),
    "unit-loop": N_("This would put a unit under itself: {path}."),
    "goal-ring": N_("This would make a goal serve itself: {path}."),
    "goal-owner-either": N_("A goal is a unit's or a person's: leave one of the two empty."),
    "goal-not-adopted": N_("Only an adopted goal can be repealed."),
    "goal-everybody-has": N_("Everybody marked has such a goal already, or has ended."),
    "mark-goals": N_("Put the cursor on a goal, or mark some."),
    "unit-in-use": N_("The unit has {people} people and {units} units in it. Move them first."),
    "person-leads": N_("They lead {count} others or units. Give those a new leader first."),
    "dialogue-held-already": N_("The dialogue was held on {day}."),
    "held-in-future": N_("{day} has not come yet; a dialogue is recorded once it was held."),
    "conductor-is-subject": N_("Nobody holds their own dialogue; choose somebody else."),
    "no-dialogue-in-week": N_("There is no dialogue in this week; go to one that has a figure."),
    "nothing-chosen": N_("Nothing is chosen; mark rows with space."),
    "window-empty": N_("There is no working day with room for a dialogue between these."),
    "calendar-ending": N_("{file}: the name of a calendar file ends in .ics."),
    "no-calendar-entries": N_("None of them has a day yet, so there is nothing for a calendar."),
    "not-held-yet": N_("Record that the dialogue was held first."),
    "not-confirmed-yet": N_("Neither side has confirmed: the dialogue is open as it is."),
    "agreement-not-held": N_(
        "The dialogue with {name} is not recorded as held yet, so there is no agreement to print."
    ),
    "nobody-here": N_("Put the cursor on somebody first."),
    "not-here": N_("That cannot be done here."),
    "commitment-needs-person": N_(
        "Open the person whose dialogue it comes from, and add it there."
    ),
    "hand-over-either": N_("Name a new owner, or give a reason to drop them: one of the two."),
    "nothing-open": N_("There is no open commitment to hand over."),
    "owner-same": N_("They are this person's already."),
    "no-round": N_("No dialogue year is open yet."),
    "no-dialogue": N_("There is no dialogue in this round yet; plan it first."),
    "year-not-there": N_("There is no dialogue year {year} here."),
    "year-out-of-range": N_("A dialogue year is from {first} to {last}."),
    "year-open-work": N_(
        "{year} cannot be closed yet: dialogues {dialogues}, goals {goals} and commitments"
        " {commitments} are open."
    ),
    "one-round-at-a-time": N_("The marked dialogues belong to several rounds; take one at a time."),
    "code-taken": N_("“{value}” is taken; each has a code of its own in the year."),
    "day-far-from-year": N_("The day lies far from {year}."),
    "ends-before-start": N_("It cannot end before it starts."),
    "levels-unreadable": N_("Write the levels as figures from 1 to 4, such as 123."),
    "round-in-use": N_("There are {count} dialogues in the round. Remove them first."),
    "milestone-in-use": N_("{count} rounds are placed by it. Change those first."),
    "milestone-of-another-year": N_("That milestone is not one of this year's."),
    "planned-before-milestone": N_("Before {milestone}, {day}, which the round follows."),
    "planned-after-milestone": N_("After {milestone}, {day}, which the round precedes."),
    "talks-clash": N_("At the same time as another dialogue: {people}."),
    "planned-outside-round": N_("Outside the round, {first}–{last}."),
    "notes-only-of-dialogues": N_(
        "Only dialogues have notes: leave --with-notes out, or export dialogues."
    ),
}
FILES = {
    "file-missing": N_("There is no file {file}."),
    "file-forbidden": N_("You may not use the file {file}. Check its rights and its folder's."),
    "file-is-database": N_("{file} belongs to a database. Name another file."),
    "file-is-folder": N_("{file} is a folder. Name a file in it."),
    "file-not-plain": N_("{file} is no plain file but a device or a pipe. Name another."),
    "file-is-link": N_("{file} is a link. Name the file itself."),
    "file-not-regular": N_("{file} is no ordinary file."),
    "file-exists": N_("{file} is there already. Name another file, or overwrite it with --force."),
    "file-unreadable": N_("{file} could not be read: {reason}."),
    "file-unwritable": N_("{file} could not be written: {reason}."),
    "folder-missing": N_("There is no folder {folder}."),
    "file-ending-unsupported": N_(
        "{file}: only CSV and XLSX can be written. Let the name end in .csv or .xlsx."
    ),
    "paper-ending-unsupported": N_(
        "{file}: only PDF, web pages and Markdown can be written. Let the name end in .pdf, .html"
        " or .md."
    ),
    "paper-format-unknown": N_("There is no format {form}."),
    "paper-not-for-terminal": N_("A terminal cannot show a PDF. Name a file with -o."),
    "file-empty": N_("{file}, line {line}: there is nothing in the file."),
    "file-without-rows": N_("{file}, line {line}: there are headings, and no rows below them."),
    "file-changed-meanwhile": N_(
        "{file}, line {line}: the file was changed while it was read. Try again."
    ),
    "file-kind-unsupported": N_(
        "{file}, line {line}: this is no table but {found}. Save it as CSV or XLSX."
    ),
    "encoding-unreadable": N_("{file}, line {line}: this is not {encoding}. Save it as UTF-8."),
    "encoding-mixed": N_(
        "{file}, line {line}: the file mixes encodings, so names would come out wrong. Save it as"
        " UTF-8."
    ),
    "field-too-long": N_(
        "{file}, line {line}: a cell is far too long. Is a quotation mark missing?"
    ),
    "row-unreadable": N_("{file}, line {line}: the row cannot be read."),
    "quote-unclosed": N_(
        "{file}, line {line}: a quotation mark begins here and does not end. Put it right, or take"
        " it out."
    ),
    "workbook-empty": N_("{file}: no sheet of the workbook has headings."),
    "workbook-too-large": N_("{file}: the workbook is too large. Save the sheet as CSV."),
    "workbook-unreadable": N_(
        "{file}: the workbook cannot be read; it is damaged or has a password."
    ),
    "sheet-empty": N_("{file}: the sheet {sheet} is empty."),
    "sheet-without-rows": N_(
        "{file}, sheet {sheet}, line {line}: there are headings, and no rows below them."
    ),
    "sheet-too-large": N_("{file}: the sheet {sheet} is too large. Save it as CSV."),
    "sheet-unknown": N_("{file} has no sheet called {sheet}."),
    "sheet-not-possible": N_("{file} is no workbook and has no sheets. Leave --sheet out."),
    "sheet-full": N_("A sheet holds {rows} rows and there are more. Write CSV instead."),
    "text-too-long": N_(
        "Line {line}, {field}: a cell of a sheet holds {limit} signs and this text is longer."
        " Write CSV instead."
    ),
}
IMPORT = {
    "mapping-malformed": N_("--map {value}: write FIELD=COLUMN, such as unit_code=Ansvar."),
    "mapping-repeated": N_(
        "--map: {field} cannot be both the column {first} and the column {second}."
    ),
    "mapping-field-unknown": N_("There is no field {field}."),
    "mapping-heading-unknown": N_("--map {field}: the file has no column {heading}."),
    "mapping-heading-twice": N_(
        "--map {field}: the file has several columns {heading}. Give them different headings."
    ),
    "value-malformed": N_(
        "--value {value}: write FIELD:FOUND=MEANT, such as status:pensjon=ended."
    ),
    "value-repeated": N_("--value {value}: {field} has another meaning for this already."),
    "value-meaning-unknown": N_("--value {field}: there is no {value}."),
    "columns-missing": N_(
        "{file}, line {line}: no column tells who or which unit a row is about. Wanted is one of"
        " {wanted}; the headings are {headings}. Say which with --map FIELD=COLUMN."
    ),
    "columns-ambiguous": N_(
        "The column {headings} could be any of {fields}. Say which with --map FIELD=COLUMN."
    ),
    "fields-missing": N_(
        "{file}, line {line}: there is no column for {wanted}; the headings are {headings}. Say"
        " which it is with --map FIELD=COLUMN."
    ),
    "kind-not-given": N_(
        "{file}: this looks like a file of {holds}. Say --kind {wanted}; or --kind people, if it"
        " is one of people and units."
    ),
    "called-off": N_("It was called off. Nothing was written."),
    "many-would-end": N_(
        "{count} of {known} people are not in the file and would be ended. Nothing was written. If"
        " they are gone, say so with --end-missing."
    ),
    "goal-repeated": N_("The goal {goal} is on line {first} already."),
    "goal-ambiguous": N_("{found} goals here say “{goal}”. Give the goal's code."),
    "goal-is-personal": N_("The goal {goal} is {name}'s own, and no adopted goal."),
    "goal-unknown": N_("There is no goal with the code {goal}. Import the goals first."),
    "goal-loop": N_("This would have a goal serve itself: {path}."),
    "unit-unknown": N_("There is no unit {unit} here. Correct it, or import the units first."),
    "person-unknown": N_("Nobody here is {name}. Correct it, or import the people first."),
    "year-not-open-yet": N_("The dialogue year {year} is not open. Open it, and import again."),
    "value-repeated-otherwise": N_(
        "Line {first} has another value for the same goal and day, {day}."
    ),
    "duplicate-number": N_("The number {number} is on line {first} already."),
    "row-without-person": N_("The row names nobody."),
    "person-ambiguous": N_("{found} people are called {name}. Give the employee number."),
    "leader-ambiguous": N_("{found} people are called {name}. Give the leader's employee number."),
    "unit-ambiguous": N_("{found} units are called {unit}. Give the unit's code."),
    "unit-too-deep": N_("More than {limit} units lie under each other here."),
}
SETTINGS = {
    "settings-missing": N_("There is no settings file {file}."),
    "settings-unreadable": N_("The settings file cannot be read: {file}."),
    "settings-writable-by-others": N_(
        "Others can write to the settings file {file}. chmod o-w it."
    ),
    "settings-not-utf8": N_("The settings file {file} is not UTF-8."),
    "settings-not-toml": N_("{file}: {reason}"),
    "setting-unknown": N_("{file}, line {line}: there is no setting {key}."),
    "setting-not-table": N_("{file}, line {line}: {key} must be a table."),
    "setting-not-text": N_("{file}, line {line}: {key} must be a text in quotes."),
    "setting-not-flag": N_("{file}, line {line}: {key} must be true or false."),
    "setting-not-count": N_("{file}, line {line}: {key} must be a whole number from 0."),
    "setting-not-list": N_("{file}, line {line}: {key} must be a list of texts."),
    "setting-not-levels": N_("{file}, line {line}: {key} must be a list of levels from 1 to 4."),
    "setting-not-level": N_("{file}, line {line}: {key} must be a level from 1 to 4."),
    "setting-not-day": N_("{file}, line {line}: {key} must be a day written MM-DD, not “{value}”."),
    "setting-not-clock": N_("{file}, line {line}: {key} must be a time, HH:MM, not “{value}”."),
    "setting-not-between": N_("{file}, line {line}: {key} must be from {low} to {high}."),
    "setting-hours-crossed": N_("{file}, line {line}: {key} must be later than the hour before."),
    "setting-not-among": N_(
        "{file}, line {line}: {key} cannot be “{value}”. It is one of {among}."
    ),
    "setting-twice": N_("{file}, line {line}: {key} “{value}” is there already."),
    "setting-missing": N_("{file}, line {line}: {key} is missing."),
    "retention-reason-missing": N_(
        "{file}, line {line}: {key} is set, and retention.reason does not say who decided so."
    ),
    "round-ends-before-start": N_("{file}, line {line}: {key} lies before the start of the round."),
    "span-limits-crossed": N_("{file}, line {line}: {key}: lower, upper and severe must not fall."),
    "command-unknown": N_("{file}, line {line}: there is no command {key}."),
    "key-missing": N_("{file}, line {line}: {key} has no key."),
    "key-dead": N_("{file}, line {line}: {key} cannot be {pressed}: terminals send {same} for it."),
    "key-unknown": N_("{file}, line {line}: {key}: there is no key {pressed}."),
    "key-clash": N_("{file}, line {line}: {key} and {other} cannot both be {pressed}."),
}
PROGRAM = {
    "no-terminal": N_("This needs a terminal. For files and pipes use import, export and flags."),
    "terminal-dumb": N_("This terminal (TERM={term}) cannot place text. Use export and flags."),
    "locale-not-utf8": N_(
        "The locale ({locale}) is not UTF-8: signs are drawn in ASCII, and letters may come out"
        " wrong. Set LANG=nb_NO.UTF-8 or C.UTF-8, and UTF-8 in the terminal."
    ),
}
PROBLEMS: Mapping[str, str] = ENTRY | RECORDS | DATABASE | FILES | IMPORT | SETTINGS | PROGRAM
"""Every code of a :class:`models.problems.Problem` with its sentence, in English."""
