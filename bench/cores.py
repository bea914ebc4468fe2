"""How many cores were busy over some time: the server's, the bench's own, and everybody else's."""

import os
import time
from dataclasses import dataclass

import psutil

from bench.server import Server

BUSY = ("user", "nice", "system", "irq", "softirq", "steal")


@dataclass
class Cores:
    """Cores in use on average between two moments. Where `others` is not small, times are upper bounds."""

    server: float = 0.0
    own: float = 0.0
    others: float = 0.0


class Watch:
    """A watch that runs from when it is made."""

    def __init__(self, server: Server) -> None:
        self.server, self.start = server, _now(server)

    def read(self) -> Cores:
        """Return the cores in use since the watch began."""
        wall, served, own, busy = (after - before for before, after in zip(self.start, _now(self.server), strict=True))
        return Cores(served / wall, own / wall, max(0.0, (busy - served - own) / wall))


def _now(server: Server) -> tuple[float, float, float, float]:
    own, everyone = os.times(), psutil.cpu_times()
    busy = sum(getattr(everyone, name, 0.0) for name in BUSY)
    return time.monotonic(), server.cpu(), own.user + own.system, busy
