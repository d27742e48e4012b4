"""Read, the asker first."""

__all__: list[str] = []
