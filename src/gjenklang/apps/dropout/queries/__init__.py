"""Read, the asker first."""

from gjenklang.apps.dropout.queries.counted import counted_courses, latest_count, units_to_count
from gjenklang.apps.dropout.queries.said import counted_in_words

__all__ = ["counted_courses", "counted_in_words", "latest_count", "units_to_count"]
