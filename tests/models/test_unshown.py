"""What is printed of records that hold what is nobody's to read."""

from __future__ import annotations

from datetime import UTC, datetime

from models.draft import Draft
from models.encryption import Key
from models.personal_data.due import Due
from models.transfer.importing.drafts import Organisation, PersonDraft


def test_they_print_as_their_names() -> None:
    person = PersonDraft(1, "100", "Kari Nordmann", "kari@nordvik.kommune.no")
    draft = Draft("key", "Kari Nordmann", {}, {}, datetime(2027, 3, 10, tzinfo=UTC), "")
    everything = (
        person,
        Organisation({}, {1: person}, (), 0, 1),
        Key(b"secret", b"salt"),
        Due(drafts=(draft,)),
    )
    assert [repr(one) for one in everything] == ["PersonDraft", "Organisation", "Key", "Due"]
    assert str(person) == "PersonDraft"
