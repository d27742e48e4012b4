"""What was built side by side: the signals, and the guides, guesses and what is brought to supervision."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("feedback", "0004_steps_so_far"), ("feedback", "0006_brought")]

    operations = []
