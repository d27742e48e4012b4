"""The main rater belongs to each who takes part, and of one form in one session one answer counts."""

import django.db.models.deletion
from django.db import migrations, models

SAME = ("session", "client", "rater", "moment", "instrument")


def move_main_raters(apps, schema_editor):
    """Give each main rater to the participant whom they rate."""
    participants = apps.get_model("care", "Participant").objects
    for episode in apps.get_model("care", "Episode").objects.exclude(main_rater=None).select_related("main_rater"):
        of_client = participants.filter(episode=episode, client=episode.main_rater.client_id)
        of_client.update(main_rater=episode.main_rater)


def move_back(apps, schema_editor):
    """Let the first main rater of a course be that of the course again."""
    for part in apps.get_model("care", "Participant").objects.exclude(main_rater=None):
        apps.get_model("care", "Episode").objects.filter(pk=part.episode_id).update(main_rater=part.main_rater_id)


def let_one_count(apps, schema_editor):
    """Where two answers to the same form counted, the pictures showed the last: it counts, the others are kept."""
    answers = apps.get_model("care", "Administration").objects
    counting = answers.filter(standing="counts").exclude(session=None)
    twice = counting.values(*SAME).annotate(n=models.Count("id")).filter(n__gt=1).order_by()
    for row in list(twice):
        same = counting.filter(**{name: row[name] for name in SAME if row[name] is not None})
        same = same.filter(rater=None) if row["rater"] is None else same
        keys = list(same.order_by("-finished", "-id").values_list("pk", flat=True))
        answers.filter(pk__in=keys[1:]).update(standing="replaced")


def leave(apps, schema_editor):
    """Nothing to do on the way back."""


class Migration(migrations.Migration):
    """Move, then constrain; PostgreSQL wants rows and tables changed in separate transactions."""

    atomic = False
    dependencies = [("care", "0001_initial"), ("people", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="participant",
            name="main_rater",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.rater",
            ),
        ),
        migrations.RunPython(move_main_raters, move_back, atomic=True),
        migrations.RemoveField(model_name="episode", name="main_rater"),
        migrations.RunPython(let_one_count, leave, atomic=True),
        migrations.AddConstraint(
            model_name="administration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("rater__isnull", True), ("session__isnull", False), ("standing", "counts")
                ),
                fields=("session", "client", "moment", "instrument"),
                name="one_counts_of_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="administration",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("rater__isnull", False), ("session__isnull", False), ("standing", "counts")
                ),
                fields=("session", "client", "rater", "moment", "instrument"),
                name="one_counts_of_rater",
            ),
        ),
    ]
