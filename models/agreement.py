"""Leader agreements: content, purpose and frequency of the dialogue, on paper and signed."""

from __future__ import annotations

from peewee import DateField, ForeignKeyField, IntegerField, TextField

from models.fields import Record
from models.person import Person


class LeaderAgreement(Record):
    """The agreement that a leader has, with its term."""

    person = ForeignKeyField(Person)
    content = TextField(default="")
    purpose = TextField(default="")
    dialogues_a_year = IntegerField(null=True)
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    signed_on = DateField(null=True)
