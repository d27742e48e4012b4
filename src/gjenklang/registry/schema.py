"""The canonical tables that every indicator reads, one row for each thing that happened."""

from types import MappingProxyType

__all__ = ["TABLES"]

#: Table to column to Ibis type. Scores are whole steps of the instrument, as in the record; times are UTC.
TABLES = MappingProxyType(
    {
        "people": {"person": "string", "birth_year": "int16", "organisation": "string"},
        "episodes": {
            "episode": "string",
            "person": "string",
            "unit": "string",
            "therapist": "string",
            "kind": "string",
            "mandated": "boolean",
            "referred": "date",
            "first_attended": "date",
            "ended": "date",
        },
        "sessions": {"session": "string", "episode": "string", "day": "date", "status": "string"},
        "ratings": {
            "rating": "string",
            "session": "string",
            "instrument": "string",
            "instrument_version": "string",
            "rater": "string",
            "total_steps": "int32",
            "step": "decimal(6, 3)",
        },
        "endings": {
            "episode": "string",
            "ending": "string",
            "definition": "string",
            "dropped_out": "boolean",
        },
    }
)
