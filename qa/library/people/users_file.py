"""The users of a file that is read again while the page is served: what changes there holds within
seconds, on every server that was given it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from qa.errors import CiteraError
from qa.library.line_file import version_of
from qa.library.people.users import Users, read_users

SECONDS = 10.0  # between two looks


class UsersFile(Users):
    """Users as a file names them, on this machine or at a URL; at first as it is now."""

    def __init__(self, place: Path | str) -> None:
        """Read them. Raises SettingsError as `read_users` does."""
        super().__init__({})
        self._place = place
        self._version = version_of(place)
        self._told = ""
        self.become(read_users(place))

    def watch(self, check: Callable[[Users], None]) -> None:
        """Look from now on, in a thread, as long as the process lives; see `look`."""

        def go_on_looking() -> None:
            while True:
                time.sleep(SECONDS)
                self.look(check)

        Thread(target=go_on_looking, name="citera-users", daemon=True).start()

    def look(self, check: Callable[[Users], None]) -> None:
        """Be the users of the file where it has changed. Where it cannot be read, names none, or
        `check` raises CiteraError of its users, they stay who they were, and the log tells why.
        """
        try:
            version = version_of(self._place)
            if version and version == self._version:
                return
            users = read_users(self._place, self)
            check(users)
        except CiteraError as error:
            self._tell(str(error))
            return
        self._version, self._told = version, ""
        self.become(users)

    def _tell(self, fault: str) -> None:
        """Once, as long as it is the same."""
        if fault != self._told:
            logging.getLogger(__name__).warning("users stay as they were: %s", fault)
        self._told = fault
