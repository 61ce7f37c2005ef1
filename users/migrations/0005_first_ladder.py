"""The lines, the rules of counting and what the higher levels ask for, as they start; and the first version of it all."""

from django.db import migrations

LINES = {"base": (5, 10), "strong": (10, 50)}
CLEAN = {"clean_days": 90}
STANDING = {7: CLEAN, 8: CLEAN, 9: CLEAN, 10: {**CLEAN, "active_days": 365}}
FIELDS = ("name_en", "name_zh", "conditions", "also", "standing", "privileges")
COUNTING = (
    "min_age_days",
    "notes_per_giver",
    "per_days",
    "ring_least",
    "ring_days",
    "ring_share",
    "ring_lift",
    "burst_minutes",
    "cohort_minutes",
    "cohort_days",
)


def add(apps, schema_editor):
    Level, Line, Counting = (apps.get_model("users", name) for name in ("Level", "Line", "Counting"))
    for code, (collects, likes) in LINES.items():
        Line.objects.get_or_create(code=code, defaults={"collects": collects, "likes": likes})
    for number, standing in STANDING.items():
        Level.objects.filter(number=number).update(standing=standing)
    counting, _made = Counting.objects.get_or_create(pk=1)
    snapshot = {
        "levels": {str(row.number): {name: getattr(row, name) for name in FIELDS} for row in Level.objects.all()},
        "lines": {row.code: {"collects": row.collects, "likes": row.likes} for row in Line.objects.all()},
        "counting": {name: getattr(counting, name) for name in COUNTING},
    }
    apps.get_model("users", "LadderVersion").objects.get_or_create(
        version=1, defaults={"snapshot": snapshot, "reason": "The ladder the site began with."}
    )


class Migration(migrations.Migration):
    dependencies = [("users", "0004_ladder_as_data")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
