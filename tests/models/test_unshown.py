"""What is printed of records that hold what is nobody's to read."""

from __future__ import annotations

from datetime import UTC, datetime

from models.draft import Draft
from models.encryption import Key
from models.personal_data.due import Due
from models.transfer.importing.drafts import Organisation
from models.transfer.importing.packed import Texts
from models.transfer.importing.person_drafts import People


def test_they_print_as_their_names() -> None:
    people = People()
    people.add_named("100", "Kari Nordmann")
    texts = Texts(["Kari Nordmann"])
    draft = Draft("key", "Kari Nordmann", {}, {}, datetime(2027, 3, 10, tzinfo=UTC), "")
    everything = (
        people,
        people.now,
        Organisation({}, people, (), 0),
        Key(b"secret", b"salt"),
        Due(drafts=(draft,)),
    )
    names = ["People", "PersonColumns", "Organisation", "Key", "Due"]
    assert [repr(one) for one in everything] == names
    assert str(people) == "People"
    assert "Kari" not in repr(texts)
