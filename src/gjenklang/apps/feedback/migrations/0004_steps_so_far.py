"""What was shown was found then; and what was done with it becomes the first step of its history."""

from django.db import migrations
from django.db.models import F


def forward(apps, _schema_editor):
    signals = apps.get_model("feedback", "Signal").objects
    handlings = apps.get_model("feedback", "Handling").objects
    signals.update(found=F("shown"))
    for one in signals.exclude(done="").iterator():
        handlings.create(
            organisation_id=one.organisation_id,
            staff_id=one.done_by_id,
            at=one.done_at,
            signal=one,
            step=one.done,
            reason=one.reason,
            words=one.words,
        )


class Migration(migrations.Migration):

    dependencies = [("feedback", "0003_signals")]

    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
