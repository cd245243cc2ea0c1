"""Which collections each user may use. Of others they hear no more than if there were none."""

from __future__ import annotations

from collections.abc import Sequence

from qa.errors import CollectionError
from qa.library.collection import Collection
from qa.library.library import Library
from qa.library.people.roles import Role
from qa.library.people.users import Users
from qa.terminal import printable


class Access:
    """What the users of a library may do with its collections; without users, all."""

    def __init__(self, library: Library, users: Users | None) -> None:
        self._library = library
        self._users = users

    def role(self, user: str | None) -> Role:
        """What the user may do with a collection that they may use."""
        return Role.MANAGE if self._users is None else self._users.role(user)

    def may_use(self, user: str | None, name: str) -> bool:
        """Whether the user may use that collection: who may manage, any; others, those without
        members and those that they are members of.
        """
        if self._users is None or self.role(user) is Role.MANAGE:
            return True
        members = self._library.members(name)
        return members is None or not members.isdisjoint(self._users.marks(user))

    def names(self, user: str | None) -> list[str]:
        """The names of the collections that the user may use, in alphabetical order."""
        return [each for each in self._library.names if self.may_use(user, each)]

    def open(self, user: str | None, name: str) -> Collection:
        """The collection of that name. Raises CollectionError, the same where there is none and
        where the user may not use it.
        """
        if not self.may_use(user, name):
            raise CollectionError("there is no collection {name!r}.", name=printable(name))
        return self._library.open(name)

    def limit(self, name: str, members: Sequence[str]) -> None:
        """Let only members use a collection; without any, everybody. Raises CollectionError for a
        member who is no user and no group, for that is mistyped.
        """
        for each in members:
            if self._users is None or not self._users.has(each):
                raise CollectionError(
                    "there is no user and no group {name!r}; a group is written with @ before it.",
                    name=printable(each),
                )
        self._library.limit(name, members)

    def check_for_everybody(self, name: str) -> None:
        """Raise CollectionError unless every user may use that collection."""
        users = [] if self._users is None else self._users.names
        if not all(self.may_use(each, name) for each in users):
            raise CollectionError(
                "{name!r} has members; start the page with what all its users may use.", name=name
            )
