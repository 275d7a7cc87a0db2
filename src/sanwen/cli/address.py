"""Where the web server listens: read, and checked to be free before anything is started."""

import errno
import socket
from dataclasses import dataclass

from sanwen.cli.refusal import Refused


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int

    @property
    def url(self) -> str:
        """As one would type it on this machine."""
        shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104
        shown = f"[{shown}]" if ":" in shown and not shown.startswith("[") else shown
        return f"http://{shown}:{self.port}"


def read(text: str) -> Address:
    host, _, port = text.rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Refused(f"{text} is no address to listen at: use HOST:PORT, such as 127.0.0.1:8000.")
    return Address(host.strip("[]") or "127.0.0.1", int(port))


def check_free(address: Address) -> None:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
            probe.listen(1)
        except OSError as problem:
            raise Refused(_why(problem, address)) from None


def _why(problem: OSError, address: Address) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {address.port} on {address.host} is taken: another program, or another Sanwen, "
            f"listens there. Stop it, or choose another: --bind {address.host}:{address.port + 1} "
            "(or SANWEN_BIND)."
        )
    if problem.errno == errno.EACCES:
        return f"Port {address.port} needs root. Choose one above 1023 with --bind or SANWEN_BIND."
    return f"Cannot listen at {address.host}:{address.port}: {problem.strerror or problem}."
