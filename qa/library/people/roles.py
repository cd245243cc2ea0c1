"""What somebody may do on a server that several share."""

from __future__ import annotations

from enum import StrEnum

from qa.errors import RoleError


class Role(StrEnum):
    """Each may what those before it may.

    `read`: ask, open and check against documents. `add`: add documents, and ask question sets.
    `manage`: remove documents, and make and delete collections.
    """

    READ = "read"
    ADD = "add"
    MANAGE = "manage"

    def may(self, needed: Role) -> bool:
        """Whether that is enough."""
        order = list(Role)
        return order.index(self) >= order.index(needed)

    def check(self, needed: Role) -> None:
        """Raise RoleError unless that is enough."""
        if self.may(needed):
            return
        if needed is Role.ADD:
            raise RoleError("you may ask and read here, not add; whoever runs Citera can allow it.")
        raise RoleError("you may not remove or manage here; whoever runs Citera can allow it.")
