"""The ten levels as they start; from here on staff edit them in the admin.

Seed to seedling ask for what newcomers do; the lines base and strong are explained in users.levels and notes.engagement.
"""

from django.db import migrations

NAMES = [
    ("seed", "Seed", "种子"),
    ("sprout", "Sprout", "嫩芽"),
    ("seedling", "Seedling", "幼苗"),
    ("leaf", "Leaf", "新叶"),
    ("bud", "Bud", "花苞"),
    ("blossom", "Blossom", "花开"),
    ("fruit", "Fruit", "结果"),
    ("grove", "Grove", "小林"),
    ("woodland", "Woodland", "森林"),
    ("evergreen", "Evergreen", "常青"),
]
CONDITIONS = [
    [{"published": 1}],
    [{"note_base": 1}, {"under_topic": 1}, {"video_base": 1}],
    [{"note_base": 3}, {"under_topic": 3}, {"video_base": 1}],
    [{"note_base": 5}, {"video_base": 2}],
    [{"note_base": 12}, {"video_base": 3}],
    [{"note_strong": 12}, {"video_strong": 4}],
    [{"note_strong": 20}, {"video_strong": 6}],
    [{"note_strong": 30}, {"video_strong": 9}],
    [{"note_strong": 50}, {"video_strong": 15}],
    [{"note_strong": 80}, {"video_strong": 24}],
]
# Named by users.privileges; a figure, or true.
PRIVILEGES = [
    {"notes_a_day": 5, "links_a_week": 3},
    {"notes_a_day": 10, "writes_to_strangers": True},
    {"pictures_in_comments": True},
    {"schedules_notes": True, "tags_at_once": True},
    {"album_covers": True},
    {"video_minutes": 10, "published_first": True},
    {"proposes_topics": True, "applies_as_professional": True},
    {"brand_briefs": True},
    {"reports_weigh_double": True},
    {"invited_as_expert": True},
]
ALSO = {1: {"followed": 1, "collected": 1, "commented": 1}}


def add(apps, schema_editor):
    Level = apps.get_model("users", "Level")
    rows = zip(NAMES, CONDITIONS, PRIVILEGES, strict=True)
    for number, ((code, english, chinese), conditions, privileges) in enumerate(rows, start=1):
        Level.objects.get_or_create(
            number=number,
            defaults={
                "code": code,
                "name_en": english,
                "name_zh": chinese,
                "conditions": conditions,
                "also": ALSO.get(number, {}),
                "privileges": privileges,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("users", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
