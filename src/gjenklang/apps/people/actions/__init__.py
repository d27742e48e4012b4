"""Writes about organisations, staff, clients and raters."""

from gjenklang.apps.people.actions.clients import (
    add_rater,
    change_client,
    register_client,
    register_clients,
)
from gjenklang.apps.people.actions.refused import Refused
from gjenklang.apps.people.actions.staff import (
    appoint_substitute,
    change_staff,
    employ,
    end_role,
    end_substitution,
    give_role,
    make_staff,
    switch_staff,
)
from gjenklang.apps.people.actions.units import (
    change_organisation,
    change_unit,
    close_unit,
    make_organisation,
    make_unit,
    move_unit,
)

__all__ = [
    "Refused",
    "add_rater",
    "appoint_substitute",
    "change_client",
    "change_organisation",
    "change_staff",
    "change_unit",
    "close_unit",
    "employ",
    "end_role",
    "end_substitution",
    "give_role",
    "make_organisation",
    "make_staff",
    "make_unit",
    "move_unit",
    "register_client",
    "register_clients",
    "switch_staff",
]
