"""What is kept of codes, of links and of whom they may be sent to."""

from gjenklang.apps.inviting.models.codes import Code, WrongTry
from gjenklang.apps.inviting.models.links import By, ContactAgreement, Ended, Link, Rhythm, State

__all__ = ["By", "Code", "ContactAgreement", "Ended", "Link", "Rhythm", "State", "WrongTry"]
