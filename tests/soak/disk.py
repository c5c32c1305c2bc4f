"""A disk as it would be after a power cut, from what a program asked of the system.

``strace`` writes down every call of a program that changes a file. Played again, each file has what
is safely on the disk, which ``fsync`` put there, and what only the system knows of; the same goes
for the names in a folder. At a cut, of the latter any part may be there: sectors of 512 bytes each
on their own, names in their order. That is more than file systems promise in one way (nothing that
was not synced need be there) and less than the worst in another (a sector is whole, and no sector
that was synced goes bad).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from random import Random

SECTOR = 512
FILES = "openat,open,creat,close,dup,dup2,dup3,lseek,write,writev,pwrite64,pwritev,pwritev2"
NAMES = "rename,renameat,renameat2,link,linkat,unlink,unlinkat"
REST = "truncate,ftruncate,fallocate,fsync,fdatasync,copy_file_range,sendfile"
TRACE = ("strace", "-f", "-qq", "-xx", "-s", "1000000", "-e", f"trace={FILES},{NAMES},{REST}")
"""What has a program's calls written down; ``-o FILE`` and the program follow."""

_CALL = re.compile(r"(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_IGNORED = (b"-shm",)
"""The index of the log is shared memory: it is made anew by whoever comes first."""


@dataclass(eq=False)
class File:
    """What is in a file: for the system, and on the disk."""

    now: bytearray = field(default_factory=bytearray)
    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Places and what was written there; None where the file was cut off or made longer."""

    def write(self, place: int, data: bytes) -> None:
        """As ``pwrite`` does."""
        _put(self.now, place, data)
        self.waiting.append((place, data))

    def resize(self, size: int) -> None:
        """As ``ftruncate`` does."""
        _resize(self.now, size)
        self.waiting.append((size, None))

    def sync(self) -> None:
        """As ``fsync`` does."""
        self.safe = bytes(self.now)
        self.waiting.clear()

    def after_cut(self, random: Random) -> bytes:
        """What may be on the disk."""
        kept = bytearray(self.safe)
        share = random.choice((0.0, 0.5, 0.9, 1.0))
        for place, data in self.waiting:
            if data is None:
                if random.random() < share:
                    _resize(kept, place)
                continue
            for start in range(0, len(data), SECTOR):
                if random.random() < share:
                    _put(kept, place + start, data[start : start + SECTOR])
        return bytes(kept)


@dataclass
class _Open:
    """An open file: where it writes next, and whether that is always the end."""

    file: File | bytes
    place: int = 0
    at_end: bool = False


class Disk:
    """The files under ``folder``, as the calls of one process change them."""

    def __init__(self, folder: Path) -> None:
        self.folder = bytes(folder)
        self.now: dict[bytes, File] = {}
        self.safe: dict[bytes, File] = {}
        self.waiting: list[tuple[bytes, File | None]] = []
        self.said = b""
        """What the process has written to its standard output."""
        self._open: dict[int, _Open] = {}

    def play(self, log: Path) -> Iterator[None]:
        """Do what ``log`` says, call by call; it yields after each that changes something."""
        with log.open(encoding="ascii") as lines:
            for line in lines:
                found = _CALL.match(line)
                if found and int(found[3]) >= 0:
                    call, arguments, result = found[1], found[2], int(found[3])
                    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
                    numbers = [part.strip() for part in _TEXT.sub("", arguments).split(",")]
                    if self._do(call, numbers, texts, result):
                        yield
                elif not found and "resumed" in line:
                    raise AssertionError(f"calls of several threads run into each other: {line}")

    def after_cut(self, random: Random) -> dict[str, bytes]:
        """What the files may hold if the power goes now, by their names in the folder."""
        names = dict(self.safe)
        for path, file in self.waiting[: random.randint(0, len(self.waiting))]:
            _name(names, path, file)
        return {
            path.rsplit(b"/", 1)[1].decode(): file.after_cut(random) for path, file in names.items()
        }

    def _do(self, call: str, numbers: Sequence[str], texts: list[bytes], result: int) -> bool:
        doing: Callable[[Sequence[str], list[bytes], int], bool] = {
            "openat": self._opened,
            "open": self._opened,
            "creat": self._opened,
            "close": self._closed,
            "lseek": self._sought,
            "write": self._written,
            "pwrite64": self._written_at,
            "ftruncate": self._cut,
            "fsync": self._synced,
            "fdatasync": self._synced,
            **dict.fromkeys(("rename", "renameat", "renameat2"), self._renamed),
            **dict.fromkeys(("link", "linkat"), self._linked),
            **dict.fromkeys(("unlink", "unlinkat"), self._unlinked),
        }.get(call, self._unknown)
        return doing(numbers, texts, result)

    def _ours(self, path: bytes) -> bool:
        return path.startswith(self.folder + b"/") and not path.endswith(_IGNORED)

    def _opened(self, numbers: Sequence[str], texts: list[bytes], result: int) -> bool:
        path, flags = texts[0], ",".join(numbers)
        self._open.pop(result, None)
        if path == self.folder:
            self._open[result] = _Open(path)
        if not self._ours(path):
            return False
        made = path not in self.now
        if made:
            self._named(path, File())
        self._open[result] = _Open(self.now[path], at_end="O_APPEND" in flags)
        if "O_TRUNC" in flags and not made:
            self.now[path].resize(0)
        return made

    def _closed(self, numbers: Sequence[str], _texts: list[bytes], _result: int) -> bool:
        self._open.pop(int(numbers[0]), None)
        return False

    def _file(self, number: str) -> _Open | None:
        found = self._open.get(int(number))
        return found if found and isinstance(found.file, File) else None

    def _sought(self, numbers: Sequence[str], _texts: list[bytes], result: int) -> bool:
        if found := self._file(numbers[0]):
            found.place = result
        return False

    def _written(self, numbers: Sequence[str], texts: list[bytes], result: int) -> bool:
        if numbers[0] == "1":
            self.said += texts[0]
        if not (found := self._file(numbers[0])):
            return numbers[0] == "1"
        assert isinstance(found.file, File)
        place = len(found.file.now) if found.at_end else found.place
        found.file.write(place, texts[0][:result])
        found.place = place + result
        return True

    def _written_at(self, numbers: Sequence[str], texts: list[bytes], result: int) -> bool:
        if not (found := self._file(numbers[0])):
            return False
        assert isinstance(found.file, File)
        found.file.write(int(numbers[3]), texts[0][:result])
        return True

    def _cut(self, numbers: Sequence[str], _texts: list[bytes], _result: int) -> bool:
        if not (found := self._file(numbers[0])):
            return False
        assert isinstance(found.file, File)
        found.file.resize(int(numbers[1]))
        return True

    def _synced(self, numbers: Sequence[str], _texts: list[bytes], _result: int) -> bool:
        found = self._open.get(int(numbers[0]))
        if found is None:
            return False
        if isinstance(found.file, File):
            found.file.sync()
        else:
            for path, file in self.waiting:
                _name(self.safe, path, file)
            self.waiting.clear()
        return True

    def _renamed(self, _numbers: Sequence[str], texts: list[bytes], _result: int) -> bool:
        if not self._ours(texts[1]):
            return False
        file = self.now[texts[0]]
        self._named(texts[1], file)
        self._named(texts[0], None)
        return True

    def _linked(self, _numbers: Sequence[str], texts: list[bytes], _result: int) -> bool:
        if self._ours(texts[1]):
            self._named(texts[1], self.now[texts[0]])
        return self._ours(texts[1])

    def _unlinked(self, _numbers: Sequence[str], texts: list[bytes], _result: int) -> bool:
        if self._ours(texts[0]):
            self._named(texts[0], None)
        return self._ours(texts[0])

    def _unknown(self, numbers: Sequence[str], texts: list[bytes], _result: int) -> bool:
        ours = any(self._ours(path) for path in texts) or (
            numbers[0].isdigit() and self._file(numbers[0])
        )
        assert not ours, "a call that this disk does not know"
        return False

    def _named(self, path: bytes, file: File | None) -> None:
        _name(self.now, path, file)
        self.waiting.append((path, file))


def _name(names: dict[bytes, File], path: bytes, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file


def _put(content: bytearray, place: int, data: bytes) -> None:
    if place > len(content):
        _resize(content, place)
    content[place : place + len(data)] = data


def _resize(content: bytearray, size: int) -> None:
    del content[size:]
    content.extend(bytes(size - len(content)))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
