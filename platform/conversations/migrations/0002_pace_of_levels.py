"""How fast each level may write to others. Strangers may be written to from level 3, not from 2."""

from django.db import migrations

MORE = {
    1: {"messages_an_hour": 60},
    3: {"messages_an_hour": 120, "requests_a_day": 5, "writes_to_strangers": True},
    4: {"requests_a_day": 10},
    6: {"messages_an_hour": 240, "requests_a_day": 20},
    8: {"requests_a_day": 40},
}


def add(apps, schema_editor):
    Level = apps.get_model("users", "Level")
    changed = {}
    for level in Level.objects.filter(number__in=[*MORE, 2]):
        if level.number == 2:
            level.privileges.pop("writes_to_strangers", None)
        level.privileges = {**level.privileges, **MORE.get(level.number, {})}
        level.save(update_fields=["privileges"])
        changed[str(level.number)] = level.privileges
    _add_version(apps.get_model("users", "LadderVersion"), changed)


def _add_version(versions, changed):
    newest = versions.objects.order_by("-version").first()
    if newest is None:
        return
    levels = newest.snapshot["levels"]
    levels = {n: {**row, "privileges": changed.get(n, row["privileges"])} for n, row in levels.items()}
    versions.objects.create(
        version=newest.version + 1,
        snapshot={**newest.snapshot, "levels": levels},
        reason="How fast each level may write to others.",
    )


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial"), ("users", "0005_first_ladder")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
