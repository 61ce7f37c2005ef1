"""More of what depends on a level stands in its row: links and comments, pinned notes, the weight in the feed."""

from django.db import migrations

MORE = {
    1: {"links_a_note": 1, "comments_an_hour": 30},
    2: {"links_a_note": 3, "comments_an_hour": 60},
    3: {"links_a_week": 10, "links_a_note": 5},
    4: {"comments_an_hour": 120},
    5: {"links_a_week": 20, "pinned_notes": 3},
    6: {"notes_a_day": 30},
    8: {"links_a_week": 40},
}


def add(apps, schema_editor):
    Level = apps.get_model("users", "Level")
    for level in Level.objects.order_by("number"):
        weight = {"feed_weight": 1.5 * level.number}
        level.privileges = {**level.privileges, **MORE.get(level.number, {}), **weight}
        level.save(update_fields=["privileges"])


class Migration(migrations.Migration):
    dependencies = [("users", "0002_levels")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
