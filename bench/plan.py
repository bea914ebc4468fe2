"""How much is measured: everything, or as much as a developer waits for."""

from dataclasses import dataclass

from bench.walk import WALKS


@dataclass(frozen=True)
class Plan:
    """Counts and seconds of one run of the bench."""

    interactions: int
    in_chromium: tuple[str, ...]
    first_visits: int
    click_rounds: int
    sessions: int
    many: int
    room: int
    room_s: float
    crowds: tuple[int, ...]
    bare_crowds: tuple[int, ...]
    stock_crowds: tuple[int, ...]
    crowd_s: float


FULL = Plan(
    interactions=36, in_chromium=tuple(WALKS), first_visits=2, click_rounds=2, sessions=200, many=20_000, room=400, room_s=20,
    crowds=(10, 50, 100, 200, 400), bare_crowds=(100, 400), stock_crowds=(50,), crowd_s=20,
)  # fmt: skip
QUICK = Plan(
    interactions=6, in_chromium=("recommendations",), first_visits=1, click_rounds=1, sessions=20, many=0, room=60, room_s=4,
    crowds=(50,), bare_crowds=(), stock_crowds=(), crowd_s=5,
)  # fmt: skip
