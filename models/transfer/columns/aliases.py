"""Further headings that an import knows a column by, Norwegian and English.

They come from the exports of HR, payroll and accounting systems in use in Norwegian municipalities
and of international ones. Case, spaces, punctuation and accents do not matter.
"""

from __future__ import annotations

# Headings under which some files give a number and others a name.
_LEADER = (
    ", leder, nærmeste leder, overordnet, nærmeste overordnet, personalleder, "
    "nærmeste personalleder, sjef, leader, manager, line manager, supervisor, superior, reports to"
)
_PERSON = ", ansatt, medarbeider, ressurs, employee, person, resource, worker"

_ALIASES = {
    "employee_no": (
        "ansattnummer, ansatt-id, ansattes nr, medarbeidernr, medarbeidernummer, medarbeider-id, "
        "tilsettnr, tilsettnummer, tilsattnr, arbeidstakernr, ressursnr, ressursnummer, "
        "ressurs-id, ressnr, lønnsnr, lønnsnummer, person-id, personalnr, personalnummer, "
        "employee number, employee nr, employee id, emp no, emp id, emp number, staff no, "
        "staff number, staff id, person no, personnel number, personnel no, pernr, resource "
        "id, resource no, worker id, payroll number" + _PERSON
    ),
    "name": (
        "fullt navn, ansattnavn, ansattes navn, navn ansatt, medarbeidernavn, personnavn, "
        "ressursnavn, visningsnavn, etternavn og fornavn, etternavn fornavn, fornavn "
        "etternavn, fornavn og etternavn, full name, employee name, person name, resource "
        "name, display name, last name first name, first name last name, staff name" + _PERSON
    ),
    "given_name": ("first name, forename, for- og mellomnavn"),
    "family_name": ("slektsnavn, last name, surname"),
    "email": (
        "e-postadresse, mail, mailadresse, e-post jobb, jobb e-post, epost arbeid, e-mail "
        "address, work e-mail, mail address, user principal name"
    ),
    "title": (
        "stillingstittel, tittel, stillingsbetegnelse, stillingsnavn, yrkestittel, "
        "arbeidstittel, stillingstype, yrke, rolle, position, position title, role, job, "
        "occupation"
    ),
    "fte": (
        "stillings %, stilling %, st.%, st.prosent, stillingspst, st.pst, prosent, pst, %, "
        "stillingsandel, stillingsstørrelse, stillingsbrøk, årsverk, aarsverk, "
        "dellønnsprosent, ansettelsesprosent, ansatt %, full-time equivalent, full time "
        "equivalents, position %, position percent, percentage, percent, employment "
        "percentage, percent of full time, position fraction, workload, full time %"
    ),
    "status": (
        "ansattstatus, ansettelsesstatus, stillingsstatus, arbeidsforhold status, employment "
        "status, employee status"
    ),
    "unit_code": (
        "enhetsnr, enhetsnummer, enhets-id, enhet-id, enhet nr, enhet kode, avdelingskode, "
        "avdelingsnr, avdelingsnummer, avdelings-id, avdeling nr, avdeling kode, avd.nr, "
        "tjenestestedskode, tjenestestedsnr, tjenestestednr, tjenestested nr, tjenestested "
        "kode, orgenhet nr, orgenhet kode, orgenhetskode, orgkode, organisasjonskode, "
        "koststed, kostnadssted, kostnadsstedskode, ansvarsnr, ansvarskode, unit id, unit no, "
        "unit number, department code, department id, department no, department number, dept "
        "code, dept id, dept no, org unit code, org unit id, organisation unit code, "
        "organization unit code, organisation unit id, organization unit id, cost centre, "
        "cost center"
    ),
    "unit": (
        "enhetsnavn, enhet navn, avdeling, avdelingsnavn, avdeling navn, tjenestested, "
        "tjenestestedsnavn, tjenestested navn, arbeidssted, arbeidsplass, seksjon, "
        "organisasjonsenhet, org.enhet, organisasjonsledd, virksomhet, ansvarsnavn, unit "
        "name, department, department name, dept, dept name, org unit, org unit name, "
        "organisation unit, organization unit, organisational unit, organizational unit, "
        "section, workplace"
    ),
    "unit_kind": (
        "type enhet, enhetens type, avdelingstype, tjenestetype, unit type, type of unit, "
        "department type"
    ),
    "parent_unit_code": (
        "overordnet enhetsnr, overordnet enhet kode, overordnet enhet nr, overordnet enhets- "
        "id, overordnet enhet id, overordnet kode, overordnet avdelingskode, overordnet "
        "avdelingsnr, overordnet avdeling nr, parent code, parent id, parent unit id, parent "
        "unit no, parent department code, parent department id"
    ),
    "parent_unit": (
        "overordnet enhetsnavn, overordnet avdeling, overenhet, tilhører enhet, sektor, "
        "kommunalområde, parent, parent unit name, parent department, parent organisation, "
        "parent organization, sector"
    ),
    "leader_no": (
        "leders ansattnummer, leder ansattnr, leder ansattnummer, leders nr, ledernr, "
        "ledernummer, leder-id, leders ressursnr, nærmeste leder nr, nærmeste leder id, "
        "nærmeste leders nr, nærmeste leder ansattnr, nærmeste leder ansattnummer, nærmeste "
        "leders ansattnr, nærmeste leders ansattnummer, overordnet nr, overordnet ansattnr, "
        "overordnets ansattnr, overordnets ansattnummer, sjefs ansattnr, leader no, leader "
        "id, leader number, leader employee no, manager id, manager no, manager number, "
        "manager employee no, manager employee number, manager employee id, manager's "
        "employee no, line manager id, supervisor id, supervisor no, supervisor number, "
        "superior no, superior id, reports to id" + _LEADER
    ),
    "leader_name": (
        "ledernavn, leder navn, navn leder, navn på leder, nærmeste leder navn, nærmeste "
        "leders navn, overordnets navn, overordnet navn, leader name, manager name, manager's "
        "name, line manager name, supervisor name, superior name, reports to name" + _LEADER
    ),
    "goal_code": (
        "målnr, målnummer, mål-id, mål nr, mål kode, indikatorkode, indikatornr, kode, goal id, "
        "goal no, goal number, indicator code, indicator id, code"
    ),
    "goal": (
        "måltekst, målformulering, målsetting, målnavn, tittel, beskrivelse, goal text, "
        "goal title, objective, title, description"
    ),
    "goal_kind": "kind, type mål, type, art, goal type",
    "indicator": "måleindikator, styringsindikator, nøkkeltall, kpi",
    "measure": (
        "målenhet, benevning, enhet for måling, measure, unit of measure, unit of measurement"
    ),
    "direction": "ønsket retning, desired direction",
    "baseline": "startverdi, nullpunkt, basisverdi, utgangsverdi, start value, start",
    "target": "målverdi, ambisjon, ambisjonsnivå, ønsket verdi, target value, ambition",
    "band": "slingringsmonn, toleransebånd, bånd, tillatt avvik, tolerance",
    "year": "dialogår, målår, budsjettår, dialogue year",
    "adopted_by": "vedtaksorgan, organ, body",
    "case_no": "saksnummer, sak, arkivsak, arkivsaksnr, case number, case",
    "adopted_on": "vedtatt, vedtatt den, vedtaksdato, dato vedtatt, adopted, date adopted",
    "serves": "overordnet mål, parent goal",
    "meaning": "betydning for meg, meaning",
    "measured_on": (
        "måledato, målt, dato, periode, år, årgang, tidspunkt, date, period, year, measured at"
    ),
    "value": "målt verdi, faktisk, faktisk verdi, resultat, actual, measured value, result",
}


def aliases_of(name: str) -> tuple[str, ...]:
    """The further headings of the column with machine heading ``name``."""
    return tuple(filter(None, _ALIASES.get(name, "").split(", ")))
