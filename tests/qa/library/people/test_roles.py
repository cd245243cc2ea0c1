"""Each role may what those before it may."""

from __future__ import annotations

import pytest

from qa.errors import RoleError
from qa.library.people.roles import Role


@pytest.mark.parametrize("held", [*Role])
@pytest.mark.parametrize("needed", [*Role])
def test_a_role_is_enough_or_it_is_said(held: Role, needed: Role) -> None:
    order = ["read", "add", "manage"]
    is_enough = order.index(held.value) >= order.index(needed.value)
    assert held.may(needed) is is_enough
    if is_enough:
        held.check(needed)
    else:
        with pytest.raises(RoleError, match="whoever runs Citera"):
            held.check(needed)
