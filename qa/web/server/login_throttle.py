"""Passwords are checked one at a time, whichever way somebody logs in."""

from __future__ import annotations

import asyncio

from qa.library.people.users import Password, Users


class LoginThrottle:
    """One for a server: its form and the Authorization header share the queue.

    That bounds how many passwords are tried, and how many cores hash them. Who waits holds no
    thread, so that questions go on.
    """

    def __init__(self, users: Users) -> None:
        """Let in `users`."""
        self._users = users
        self._checking = asyncio.Lock()

    def password(self, name: str) -> Password | None:
        """That of a user now; None for one who is none any more."""
        return self._users.password(name)

    async def know(self, name: str, password: str) -> bool:
        """Whether there is such a user with that password."""
        async with self._checking:
            return await asyncio.to_thread(self._users.know, name, password)
