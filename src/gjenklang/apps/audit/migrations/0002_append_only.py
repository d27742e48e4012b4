"""The database itself refuses to change or remove a line of the trail."""

from django.db import migrations

SENTENCE = "The trail is append-only."

SQLITE = [
    f"CREATE TRIGGER audit_line_no_{act} BEFORE {act.upper()} ON audit_line "
    f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for act in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION audit_line_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audit_line_append_only BEFORE UPDATE OR DELETE ON audit_line "
    "FOR EACH ROW EXECUTE FUNCTION audit_line_refuse()",
]


def forbid(apps, schema_editor):
    """Add the triggers of this kind of database."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_line_append_only ON audit_line")
        schema_editor.execute("DROP FUNCTION audit_line_refuse()")
    else:
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_line_no_{act}")


class Migration(migrations.Migration):
    """Triggers on both kinds of database."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
