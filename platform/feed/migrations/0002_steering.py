"""The sources and the first weights, from which staff go on."""

from django.db import migrations

EVERYBODY = ["visitor", "novice", "growth"]
KNOWN = ["novice", "growth"]
# name, prior, limit, stages
SOURCES = [
    ("popular", 0.0, 150, EVERYBODY),
    ("fresh", 0.05, 100, EVERYBODY),
    ("interests", 0.35, 150, KNOWN),
    ("followed", 0.3, 80, KNOWN),
    ("nearby", 0.1, 40, KNOWN),
]
WEIGHTS = {"relevance": 1.0, "value": 0.6, "freshness": 0.8, "quality": 0.3, "level": 0.15}


def add(apps, schema_editor):
    FeedSource = apps.get_model("feed", "FeedSource")
    FeedWeights = apps.get_model("feed", "FeedWeights")
    for name, prior, limit, stages in SOURCES:
        FeedSource.objects.get_or_create(name=name, defaults={"prior": prior, "limit": limit, "stages": stages})
    FeedWeights.objects.get_or_create(version=1, defaults={"weights": WEIGHTS, "reason": "the first weights"})


class Migration(migrations.Migration):
    dependencies = [("feed", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
