"""The dress and the sidebar of the admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# Warm greys of static/css/tokens.css, from paper to night, and its leaf green.
_BASE = {
    "50": "#fbfaf7", "100": "#f4f1ec", "200": "#ece7e0", "300": "#d9d2c9", "400": "#8f877e", "500": "#6b645d",
    "600": "#544e48", "700": "#3d3833", "800": "#2e2a27", "900": "#1d1b1a", "950": "#141312",
}  # fmt: skip
_LEAF = {
    "50": "#f1f8f3", "100": "#e8f3ec", "200": "#cbe5d5", "300": "#a3d1b5", "400": "#7cc79a", "500": "#4e9c6d",
    "600": "#2f7d4f", "700": "#276741", "800": "#215336", "900": "#1b2b22", "950": "#101c15",
}  # fmt: skip


def _may_see(model: str) -> Callable[[HttpRequest], bool]:
    """Whether staff may read a model's list: "notes.note"."""
    app, _dot, name = model.partition(".")
    return lambda request: request.user.has_perm(f"{app}.view_{name}") or request.user.has_perm(f"{app}.change_{name}")


def _item(title: Any, icon: str, model: str, **more: Any) -> dict[str, Any]:  # Any: lazy words, unfold's own table
    link = reverse_lazy(f"admin:{model.replace('.', '_')}_changelist")
    return {"title": title, "icon": icon, "link": link, "permission": _may_see(model), **more}


NAVIGATION: list[dict[str, Any]] = [  # Any: unfold's own table
    {
        "title": _("Today"),
        "items": [
            {"title": _("Dashboard"), "icon": "wb_sunny", "link": reverse_lazy("admin:index")},
            _item(
                _("Notes waiting"),
                "inbox",
                "moderation.waitingnote",
                badge="moderation.dashboard.waiting_badge",
            ),
            _item(
                _("Applications"),
                "door_open",
                "users.application",
                badge="users.arriving_admin.waiting_badge",
                permission=lambda request: request.user.has_perm("users.decide_application"),
            ),
            _item(_("Reports"), "flag", "moderation.report", badge="moderation.dashboard.reports_badge"),
            _item(_("Appeals about categories"), "label", "classification.categoryappeal"),
            _item(_("Reported messages"), "sms_failed", "conversations.messagereport"),
        ],
    },
    {
        "title": _("Community"),
        "separator": True,
        "items": [
            _item(_("Notes"), "description", "notes.note"),
            _item(_("Comments"), "chat_bubble", "notes.comment"),
            _item(_("Topics"), "tag", "notes.topic"),
            _item(_("People"), "group", "users.user"),
            _item(_("Levels"), "stairs", "users.level"),
            _item(_("Lines"), "straighten", "users.line"),
            _item(_("Rules of counting"), "calculate", "users.counting"),
            _item(_("Versions of the ladder"), "history", "users.ladderversion"),
            _item(_("Growth appeals"), "contact_support", "users.appeal"),
        ],
    },
    {
        "title": _("Shop"),
        "separator": True,
        "items": [
            _item(_("Products"), "shopping_bag", "shop.product"),
            _item(_("Brands"), "storefront", "shop.brand"),
            _item(_("Evidence"), "fact_check", "shop.evidence"),
        ],
    },
    {
        "title": _("House"),
        "separator": True,
        "items": [
            _item(_("Categories"), "account_tree", "common.category"),
            _item(_("Versions of the classifier"), "model_training", "classification.classifierversion"),
            _item(_("Cities"), "location_city", "common.city"),
            _item(_("Places"), "place", "notes.place"),
            _item(_("Rules"), "rule", "moderation.rule"),
            _item(_("Words that mean the same"), "translate", "search.synonymgroup"),
            _item(_("Hot searches"), "local_fire_department", "search.hotsearch"),
            _item(_("Searches kept off the hot list"), "visibility_off", "search.hiddensearch"),
            _item(_("Feed sources"), "hub", "feed.feedsource"),
            _item(_("Feed weights"), "tune", "feed.feedweights"),
            _item(_("Rights"), "key", "auth.group"),
        ],
    },
    {
        "title": _("Ledgers"),
        "separator": True,
        "items": [
            _item(_("Decisions"), "gavel", "moderation.decision"),
            _item(_("Verdicts of the classifier"), "psychology", "classification.noteverdict"),
            _item(_("Decisions about categories"), "label", "classification.labeldecision"),
            _item(_("Pushes"), "notifications", "push.plannedpush"),
            _item(_("Answers of the gate"), "door_front", "push.ledgerline"),
            _item(_("Growth"), "trending_up", "users.growthentry"),
            _item(_("Conversations"), "forum", "conversations.conversation"),
            _item(_("Staff log"), "history", "admin.logentry"),
        ],
    },
]


def _stylesheet(request: HttpRequest) -> str:
    return static("css/admin.css")


def _mark(request: HttpRequest) -> str:
    return static("brand/mark.svg")


UNFOLD: dict[str, Any] = {  # Any: unfold's own table
    "SITE_TITLE": _("Meadow"),
    "SITE_HEADER": _("Meadow"),
    "SITE_SUBHEADER": _("Staff"),
    "SITE_URL": "/",
    "SITE_ICON": _mark,
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _mark}],
    "BORDER_RADIUS": "8px",
    "COLORS": {"base": _BASE, "primary": _LEAF},
    "STYLES": [_stylesheet],
    "SHOW_LANGUAGES": False,
    "SHOW_BACK_BUTTON": False,
    "DASHBOARD_CALLBACK": "moderation.dashboard.figures",
    "SIDEBAR": {"show_search": False, "command_search": False, "navigation": NAVIGATION},
}
