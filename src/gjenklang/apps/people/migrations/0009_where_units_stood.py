"""A place in the tree gets its first day; rows by themselves, for PostgreSQL wants tables changed apart from them."""

from django.db import migrations, models
from django.utils import timezone


def date_the_tree(apps, schema_editor):
    """Nobody wrote down when a unit came under another: it has stood there as long as it has been."""
    belongings = apps.get_model("people", "Belonging").objects
    for unit in apps.get_model("people", "Unit").objects.exclude(parent=None):
        belongings.create(
            organisation_id=unit.organisation_id, unit=unit, parent_id=unit.parent_id, since=unit.since
        )


def forget_the_days(apps, schema_editor):
    """Only where each unit stands today is kept."""
    units, today = apps.get_model("people", "Unit").objects, timezone.localdate()
    standing = models.Q(until=None) | models.Q(until__gte=today)
    for one in apps.get_model("people", "Belonging").objects.filter(standing, since__lte=today):
        units.filter(pk=one.unit_id).update(parent=one.parent_id)


class Migration(migrations.Migration):

    dependencies = [("people", "0008_belonging")]

    operations = [migrations.RunPython(date_the_tree, forget_the_days)]
