"""The news that travels upward from people."""

from django.dispatch import Signal

__all__ = ["post_ended"]

#: A role has got its last day. Arguments: ``by`` (Who), ``post`` (Post). Sent inside the transaction, so that what
#: follows from it is stored together with it or not at all.
post_ended = Signal()
