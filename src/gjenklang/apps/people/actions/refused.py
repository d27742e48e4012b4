"""What a verb says to the one who asked for what cannot be."""

__all__ = ["Refused"]


class Refused(ValueError):  # noqa: N818 - the house names what went wrong
    """What was asked for cannot be; the words say why to the one who asked."""
