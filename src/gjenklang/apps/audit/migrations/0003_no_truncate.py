"""PostgreSQL's TRUNCATE passes by the triggers on rows: it gets one of its own."""

from django.db import migrations

FORBID = (
    "CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON audit_line "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_line_refuse()"
)


def forbid(apps, schema_editor):
    """Refuse to empty the trail; SQLite has no such statement."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FORBID)


def allow(apps, schema_editor):
    """Take the trigger away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_line_no_truncate ON audit_line")


class Migration(migrations.Migration):
    """One trigger, on PostgreSQL only."""

    dependencies = [("audit", "0002_append_only")]
    operations = [migrations.RunPython(forbid, allow)]
