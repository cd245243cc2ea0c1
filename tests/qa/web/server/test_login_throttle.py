"""Log-ins, however many come at once, are checked one after the other."""

from __future__ import annotations

import asyncio
from threading import Lock

from qa.library.people.users import Password, Users
from qa.web.server.login_throttle import LoginThrottle


class Watched(Users):
    """Notices when two are checked at once."""

    def __init__(self) -> None:
        super().__init__({"anna": Password.of("x")})
        self._busy = Lock()

    def know(self, name: str, password: str) -> bool:
        assert self._busy.acquire(blocking=False)
        try:
            return super().know(name, password)
        finally:
            self._busy.release()


def test_passwords_are_checked_one_at_a_time() -> None:
    async def log_in_at_once() -> list[bool]:
        login = LoginThrottle(Watched())
        tries = [("anna", "x"), ("anna", "y"), ("eva", "x")] * 2
        return await asyncio.gather(*(login.know(*each) for each in tries))

    assert asyncio.run(log_in_at_once()) == [True, False, False] * 2
