"""The strings of signing in, and of who may do what, in both languages; part of TEXTS."""

from __future__ import annotations

from collections.abc import Mapping

PEOPLE: Mapping[str, Mapping[str, str]] = {
    "en": {
        "user_name": "User name",
        "password": "Password",
        "sign_in": "Sign in",
        "sign_out": "Sign out",
        "not_known": "No user has that name and password; try again.",
        "role_read": "may read",
        "role_add": "may add",
        "role_manage": "may manage",
        "history": "What was added and removed",
        "no_history": "Nothing was added or removed yet.",
        "did_added": "added",
        "did_fetched": "fetched",
        "did_folder added": "added a folder",
        "did_removed": "removed",
        "did_restored": "brought back",
        "did_created": "made the collection",
        "did_deleted": "deleted the collection",
        "somebody": "Somebody here",
    },
    "sv": {
        "user_name": "Användarnamn",
        "password": "Lösenord",
        "sign_in": "Logga in",
        "sign_out": "Logga ut",
        "not_known": "Ingen användare har det namnet och lösenordet; försök igen.",
        "role_read": "får läsa",
        "role_add": "får lägga till",
        "role_manage": "får allt",
        "history": "Det som har lagts till och tagits bort",
        "no_history": "Inget har lagts till eller tagits bort än.",
        "did_added": "lade till",
        "did_fetched": "hämtade",
        "did_folder added": "lade till en mapp",
        "did_removed": "tog bort",
        "did_restored": "återställde",
        "did_created": "skapade samlingen",
        "did_deleted": "tog bort samlingen",
        "somebody": "Någon här",
    },
}
