"""Blocks, mutes, requests to follow, and who may speak to whom."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0005_first_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="SafetySettings",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="safety_settings",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "may_comment",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("followed", "People I follow"),
                            ("followers", "My followers"),
                            ("nobody", "Nobody"),
                        ],
                        default="everybody",
                        max_length=10,
                        verbose_name="Who may comment on my notes",
                    ),
                ),
                (
                    "may_mention",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("followed", "People I follow"),
                            ("followers", "My followers"),
                            ("nobody", "Nobody"),
                        ],
                        default="everybody",
                        max_length=10,
                        verbose_name="Who may mention me",
                    ),
                ),
                (
                    "may_message",
                    models.CharField(
                        choices=[
                            ("everybody", "Everybody"),
                            ("followed", "People I follow"),
                            ("followers", "My followers"),
                            ("nobody", "Nobody"),
                        ],
                        default="everybody",
                        max_length=10,
                        verbose_name="Who may write to me",
                    ),
                ),
            ],
            options={
                "verbose_name": "safety settings",
                "verbose_name_plural": "safety settings",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="is_private",
            field=models.BooleanField(default=False, verbose_name="private account"),
        ),
        migrations.AddField(
            model_name="user",
            name="shield_edition",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "blocked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "blocker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "block",
                "verbose_name_plural": "blocks",
                "indexes": [models.Index(fields=["blocked", "blocker"], name="users_blocked_by")],
                "constraints": [
                    models.UniqueConstraint(fields=("blocker", "blocked"), name="users_block_once"),
                    models.CheckConstraint(
                        condition=models.Q(("blocker", models.F("blocked")), _negated=True),
                        name="users_nobody_blocks_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "follow request",
                "verbose_name_plural": "follow requests",
                "indexes": [models.Index(fields=["asked", "-id"], name="users_requests_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("asker", "asked"), name="users_follow_request_once"),
                    models.CheckConstraint(
                        condition=models.Q(("asker", models.F("asked")), _negated=True),
                        name="users_nobody_asks_themselves",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "Person"), ("word", "Word"), ("topic", "Topic")], max_length=6
                    ),
                ),
                ("shown", models.CharField(blank=True, max_length=80)),
                ("folded", models.CharField(blank=True, max_length=80)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "muted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "mute",
                "verbose_name_plural": "mutes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "kind", "muted", "folded"), name="users_mute_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("folded", ""), ("kind", "person"), ("muted__isnull", False)),
                            models.Q(
                                ("kind__in", ("word", "topic")),
                                ("muted", None),
                                models.Q(("folded", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="users_mute_is_of_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("muted", None), models.Q(("owner", models.F("muted")), _negated=True), _connector="OR"
                        ),
                        name="users_nobody_mutes_themselves",
                    ),
                ],
            },
        ),
    ]
