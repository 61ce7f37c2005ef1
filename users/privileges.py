"""What the levels open, in words. A level's row names privileges by code, with a figure where there is one."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

WORDS = {
    "notes_a_day": _("%(n)s notes a day"),
    "links_a_week": _("%(n)s links a week"),
    "writes_to_strangers": _("write to people who do not follow you back"),
    "pictures_in_comments": _("pictures in comments, stickers on pictures"),
    "schedules_notes": _("notes that appear when you choose"),
    "tags_at_once": _("new tags without review"),
    "album_covers": _("covers for albums, pinned notes"),
    "video_minutes": _("videos of up to %(n)s minutes"),
    "published_first": _("notes that are read first and checked afterwards"),
    "proposes_topics": _("propose topics"),
    "applies_as_professional": _("apply as a professional"),
    "brand_briefs": _("requests of brands"),
    "reports_weigh_double": _("reports that weigh double"),
    "invited_as_expert": _("an invitation to be an expert of your field"),
}


def opened_by(privileges: Mapping[str, object]) -> list[str]:
    """The sentences of a level's privileges, in the row's order; a code without words is left out."""
    return [str(WORDS[code]) % {"n": figure} for code, figure in privileges.items() if code in WORDS and figure]
