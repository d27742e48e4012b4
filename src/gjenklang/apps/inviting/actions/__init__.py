"""Make codes and links, and open the forms that they lead to."""

from gjenklang.apps.inviting.actions.agreeing import (
    agree_contact,
    end_contact,
    stop_by_client,
    stop_by_page,
    stop_by_word,
)
from gjenklang.apps.inviting.actions.codes import WORKS_FOR, NoSuchCode, make_code, use_code
from gjenklang.apps.inviting.actions.linking import (
    NoSuchLink,
    begin_rhythm,
    end_rhythm,
    open_link,
    queue_link,
    withdraw_link,
)

__all__ = [
    "WORKS_FOR",
    "NoSuchCode",
    "NoSuchLink",
    "agree_contact",
    "begin_rhythm",
    "end_contact",
    "end_rhythm",
    "make_code",
    "open_link",
    "queue_link",
    "stop_by_client",
    "stop_by_page",
    "stop_by_word",
    "use_code",
    "withdraw_link",
]
