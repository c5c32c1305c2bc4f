"""Text cells that a spreadsheet would run as a formula, made harmless and made original again.

After OWASP ASVS 5.0 1.2.10 and CWE-1236: what begins with a formula sign, a tab or a line break,
after any white space and quotes, gets one ``'`` in front. Taking one ``'`` away under the same
condition is the exact inverse, so ``'=1`` goes out as ``''=1`` and comes back as ``'=1``. Text
cells only: a number such as -5 is no formula.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile(r"[\s\ufeff']*[=+\-@\t\r\n＝＋－＠|%]")


def harmless(text: str) -> str:
    """``text`` as it may stand in a spreadsheet cell."""
    return f"'{text}" if _DANGEROUS.match(text) else text


def original(text: str) -> str:
    """What :func:`harmless` was given to make ``text``."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
