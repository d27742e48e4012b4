"""How private a column is: one word beside each field of each model."""

from django.db import models

__all__ = ["CLASSES", "classes_of"]

#: ``identifying`` says who; ``clinical`` says how a person is; ``open`` says neither.
CLASSES = frozenset({"identifying", "clinical", "open"})


def classes_of(model: type[models.Model]) -> dict[str, str]:
    """Read the declaration of one model.

    Returns
    -------
    dict
        Field name to class. Export, research extract and erasure read this and nothing else.

    Raises
    ------
    LookupError
        When a field has no class, or a class that does not exist.
    """
    declared: dict[str, str] = getattr(model, "privacy", {})
    names = {field.name for field in model._meta.concrete_fields}
    if missing := names - declared.keys():
        raise LookupError(f"{model.__name__}: nobody said how private {', '.join(sorted(missing))} is.")
    if unknown := {name for name, kind in declared.items() if kind not in CLASSES or name not in names}:
        raise LookupError(
            f"{model.__name__}: {', '.join(sorted(unknown))} is no field, or has no known class."
        )
    return declared
