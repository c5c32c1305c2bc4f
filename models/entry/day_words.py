"""The words for days that people type, in bokmål, nynorsk and English, in lower case."""

from __future__ import annotations

# Days from today.
NEAR_DAYS = {
    "i dag": 0, "idag": 0, "today": 0,
    "i morgen": 1, "imorgen": 1, "i morgon": 1, "imorgon": 1, "tomorrow": 1,
    "i overmorgen": 2, "overmorgen": 2, "i overmorgon": 2, "overmorgon": 2,
    "i går": -1, "igår": -1, "yesterday": -1,
}  # fmt: skip

# Monday is 0, as in ``date.weekday()``.
WEEKDAYS = {
    word: weekday
    for weekday, words in enumerate(
        (
            "ma man mandag måndag mon monday",
            "ti tir tirs tirsdag tys tysdag tue tues tuesday",
            "on ons onsdag wed wednesday",
            "to tor tors torsdag thu thur thurs thursday",
            "fr fre fredag fri friday",
            "lø lør lørdag lau laurdag sat saturday",
            "sø søn søndag sun sundag sunday",
        )
    )
    for word in words.split()
}

MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar mars march",
            "apr april",
            "mai may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "des desember dec december",
        ),
        start=1,
    )
    for word in words.split()
}

DAY, WEEK, MONTH, YEAR = "day", "week", "month", "year"
SPANS = {
    word: span
    for span, words in {
        DAY: "d dag dager dagar day days",
        WEEK: "u uke uker veke veker w week weeks",
        MONTH: "m md mnd måned måneder månad månader month months",
        YEAR: "å år y year years",
    }.items()
    for word in words.split()
}

WEEK_NUMBER = ("uke", "veke", "week", "u", "w")
NEXT = ("neste", "next")
AHEAD = ("om", "in")
CLOCK = ("kl.", "kl", "klokka", "klokken", "at")
