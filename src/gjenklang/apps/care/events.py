"""The news that travels upward from care; sent when the transaction has come to rest."""

from django.dispatch import Signal

__all__ = ["administration_recorded", "session_begun"]

#: Someone's marks are stored. Arguments: ``administration`` (UUID), ``episode`` (UUID), ``client`` (UUID).
administration_recorded = Signal()

#: A session has begun. Arguments: ``session`` (UUID), ``episode`` (UUID).
session_begun = Signal()
