"""Reading a compiled catalogue."""

from __future__ import annotations

import gettext
import re
import struct
from typing import Any


class Catalogue(gettext.GNUTranslations):
    """Reads one in a third of the time, which is a hundredth of the way to the first key.

    The layout is that of GNU gettext's manual, "The Format of GNU MO Files". Ours are always UTF-8,
    and in this machine's order of bytes, as Babel makes them.
    """

    def _parse(self, fp: Any) -> None:
        data = fp.read()
        _magic, _version, count, of_texts, of_meanings = struct.unpack_from("5I", data)
        texts, meanings = (
            struct.unpack_from(f"{2 * count}I", data, start) for start in (of_texts, of_meanings)
        )
        found: dict[str | tuple[str, int], str] = {}
        for length, start, length_of_meaning, start_of_meaning in zip(
            texts[::2], texts[1::2], meanings[::2], meanings[1::2], strict=True
        ):
            text = data[start : start + length].decode()
            meaning = data[start_of_meaning : start_of_meaning + length_of_meaning].decode()
            if "\0" in text:
                one = text.partition("\0")[0]
                found.update(((one, at), form) for at, form in enumerate(meaning.split("\0")))
            else:
                found[text] = meaning
        self._catalog = found
        rule = re.search(r"plural=(.*?);", str(found[""]))
        self.plural = gettext.c2py(rule[1]) if rule else lambda _count: 0
