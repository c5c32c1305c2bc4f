"""An OpenSSH server of a test's own on this machine, with throw-away keys."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests import processes
from tests.lacking import lacking
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = "/usr/sbin/sshd"
APART = Path("/run/sshd")
"""The empty folder that the server wants to be there; its package's service makes it."""

SETTINGS = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
UsePAM no
StrictModes no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PrintLastLog no
MaxStartups 100
"""


class Server:
    """A server that runs; ``folder`` has its keys."""

    def __init__(self, folder: Path, port: int) -> None:
        self._folder = folder
        self._port = port

    def session(
        self,
        environment: dict[str, str],
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        before: str = "",
    ) -> Terminal:
        """The program, at the far end of a line of its own.

        ``environment`` is what stands around it there, TERM what the client says; ``before`` is
        for the shell that starts it.
        """
        there = f"{before} exec {around(environment)} '{PROGRAM}' {' '.join(arguments)}"
        return Terminal(self._client(there), environment, size)

    def shell(self, environment: dict[str, str], command: str) -> Terminal:
        """A line on which ``command`` is run."""
        return Terminal(self._client(command), environment)

    def _client(self, command: str) -> list[str]:
        options = {
            "IdentityFile": f"{self._folder}/user",
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "UserKnownHostsFile": "/dev/null",
            "StrictHostKeyChecking": "no",
            "LogLevel": "ERROR",
            "EscapeChar": "none",
        }
        told = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
        where = ("-F", "none", "-p", str(self._port), "127.0.0.1")
        return ["ssh", "-tt", *told, *where, command]


def around(environment: dict[str, str]) -> str:
    """The command that sets these variables, all but the terminal's, for one that follows."""
    pairs = [f"'{name}={value}'" for name, value in environment.items() if name != "TERM"]
    return " ".join(["env -u LC_ALL", *pairs])


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server until the end; where there can be none, the test is skipped."""
    if not (Path(SERVER).exists() and shutil.which("ssh") and shutil.which("ssh-keygen")):
        lacking("there is no OpenSSH here")
    if os.getuid() != 0:
        lacking("OpenSSH gives terminals only to root")  # 9.2 ends: it cannot write who is in
    APART.mkdir(mode=0o755, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    for name in ("host", "user"):
        make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(make, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "sshd_config"
    settings.write_text(SETTINGS.format(port=port, folder=folder))
    log = (folder / "log").open("w")
    with log, subprocess.Popen([SERVER, "-D", "-e", "-f", settings], stderr=log) as server:
        try:
            _wait_for(port, server)
            yield Server(folder, port)
        finally:
            server.terminate()


def serving(process: int) -> int:
    """The process of the server at whose terminal ``process`` is."""
    above = processes.parent(process)
    while Path(f"/proc/{above}/comm").read_text().strip() != "sshd":
        above = processes.parent(above)
    return above


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 10
    while True:
        assert server.poll() is None, "the server has ended"
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.02)
        else:
            return
