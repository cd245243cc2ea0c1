"""How often one client may ask: a token bucket each, as in RFC 2697's single rate."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic

MAX_CLIENTS = 10_000  # remembered; who has not asked for longest is forgotten first


class RateLimit:
    """So many requests a minute from each client, of which all may come at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        """`clock`: seconds from any start."""
        self._per_minute = per_minute
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def seconds_to_wait(self, client: str) -> int:
        """0 where `client` may ask now, which is counted; else the whole seconds until it may."""
        now = self._clock()
        left, at = self._left.pop(client, (float(self._per_minute), now))
        left = min(self._per_minute, left + (now - at) * self._per_minute / 60)
        may_ask = left >= 1
        self._left[client] = (left - may_ask, now)
        if len(self._left) > MAX_CLIENTS:
            self._left.popitem(last=False)
        return 0 if may_ask else math.ceil((1 - left) * 60 / self._per_minute)
