"""Where the files of a note lie, and finding whose a file is."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_categories"),
        ("notes", "0004_albums_and_talk"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="note",
            name="is_media_due",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(condition=models.Q(("is_media_due", True)), fields=["id"], name="notes_media_due"),
        ),
        migrations.AddIndex(
            model_name="picture",
            index=models.Index(fields=["stem"], name="notes_pictures_by_stem"),
        ),
        migrations.AddIndex(
            model_name="video",
            index=models.Index(fields=["stem"], name="notes_videos_by_stem"),
        ),
        migrations.AddIndex(
            model_name="video",
            index=models.Index(
                condition=models.Q(("captions", ""), _negated=True),
                fields=["captions"],
                name="notes_videos_by_captions",
            ),
        ),
    ]
