from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("people", "0009_where_units_stood")]

    operations = [migrations.RemoveField(model_name="unit", name="parent")]
