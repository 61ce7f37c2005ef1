"""Drafts between two tongues: the composer's fields by name, and the note a program would hand in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict

from common.models import Category, City
from notes.models import CommentsFrom, Draft, Visibility
from notes.ugc.composing import querydict_of
from notes.ugc.forms import TopicsField
from notes.ugc.point_rows import PointRow, rows_sent
from notes.ugc.trays import ids_in
from users.models import User
from users.zones import is_zone

Sent = Mapping[str, Any]  # Any: checked JSON
_WALL = "%Y-%m-%dT%H:%M"
# What this interface speaks of; whatever else the composer keeps in a draft stays as it is.
_OWN = ("title", "body", "topics", "category", "place", "city", "visibility", "comments_from", "is_ai_made",
        "scheduled_at", "picture", "product", "video", "video_alt", "poster", "kind")  # fmt: skip
_OWN_PREFIXES = ("alt_", "pt_", "relation_", "stance_")


def fields_of(sent: Sent, author: User, before: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The composer's fields for what a program sent; fields of `before` that it cannot speak of are kept."""
    place = sent["place"] or {"name": "", "city": ""}
    fields = {
        name: values for name, values in before.items() if name not in _OWN and not name.startswith(_OWN_PREFIXES)
    }
    fields |= {
        "title": [sent["title"]],
        "body": [sent["body"]],
        "topics": [" ".join(f"#{name}#" for name in sent["topics"])],
        "category": [_key_of(Category, sent["category"])],
        "place": [place["name"]],
        "city": [_key_of(City, place["city"])],
        "visibility": [sent["visibility"]],
        "comments_from": [sent["comments_from"]],
        "scheduled_at": [_wall(sent["scheduled_at"], author)],
        "picture": [row["id"] for row in sent["pictures"]],
        "product": [row["id"] for row in sent["products"]],
        **_video_fields(sent["video"]),
    }
    if sent["is_ai_made"]:
        fields["is_ai_made"] = ["on"]
    for row in sent["pictures"]:
        fields |= _picture_fields(row)
    for row in sent["products"]:
        fields[f"relation_{row['id']}"] = [row["relation"]]
        fields[f"stance_{row['id']}"] = [str(row["stance"] or "")]
    return fields


def _video_fields(row: Sent | None) -> dict[str, list[str]]:
    if not row:
        return {"video": []}
    poster = [] if row["poster"] is None else [str(row["poster"])]
    return {"video": [row["id"]], "video_alt": [row["alt"]], "poster": poster, "kind": ["video"]}


def _picture_fields(row: Sent) -> dict[str, list[str]]:
    found = {f"alt_{row['id']}": [row["alt"]]}
    rows = [_row(point) for point in row["points"]]
    if rows:
        for column in ("about", "words", "x", "y"):
            found[f"pt_{column}_{row['id']}"] = [getattr(one, column) for one in rows]
    return found


def _row(point: Sent) -> PointRow:
    is_product = point["what"] == "product"
    about = f"product:{point['about']}" if is_product else point["what"]
    return PointRow(about, "" if is_product else point["about"], f"{point['x'] / 10:g}", f"{point['y'] / 10:g}")


def _key_of(model: type[Category] | type[City], code: str | None) -> str:
    found = model.objects.filter(code=code).first() if code else None
    return str(found.pk) if found else ""


def _zone(author: User) -> ZoneInfo:
    return ZoneInfo(author.time_zone if is_zone(author.time_zone) else "UTC")


def _wall(at: datetime | None, author: User) -> str:
    return at.astimezone(_zone(author)).strftime(_WALL) if at else ""


def sent_of(draft: Draft) -> dict[str, Any]:  # Any: JSON
    """A draft as a program would have sent it. What cannot be read (half a time, no relation) is left empty."""
    fields = querydict_of(draft.fields)
    city = _code_of(City, fields.get("city", ""))
    place = fields.get("place", "")
    return {
        "title": fields.get("title", ""),
        "body": fields.get("body", ""),
        "pictures": [_picture(fields, name) for name in ids_in(fields.getlist("picture"))],
        "video": _video(fields),
        "category": _code_of(Category, fields.get("category", "")) or None,
        "topics": TopicsField(required=False).clean(fields.get("topics", "")),
        "place": {"name": place[:80], "city": city} if place else None,
        "products": [_product(fields, name) for name in ids_in(fields.getlist("product"))],
        "visibility": fields.get("visibility", Visibility.PUBLIC),
        "comments_from": fields.get("comments_from", CommentsFrom.EVERYBODY),
        "is_ai_made": "is_ai_made" in fields,
        "scheduled_at": _instant(fields.get("scheduled_at", ""), draft.author),
    }


def _picture(fields: QueryDict, name: str) -> dict[str, Any]:  # Any: JSON
    rows = rows_sent(fields, name)
    points = [
        {"what": row.about.split(":", 1)[0], "about": row.product or row.words, "x": _tenth(row.x), "y": _tenth(row.y)}
        for row in rows
    ]
    return {"id": name, "alt": fields.get(f"alt_{name}", ""), "points": points}


def _video(fields: QueryDict) -> dict[str, Any] | None:  # Any: JSON
    ids, poster = ids_in(fields.getlist("video")), fields.get("poster", "")
    if not ids:
        return None
    number = int(poster) if poster.isascii() and poster.isdecimal() and len(poster) < 3 else None
    return {"id": ids[0], "alt": fields.get("video_alt", ""), "poster": number}


def _tenth(per_cent: str) -> int:
    try:
        return min(max(round(float(per_cent) * 10), 0), 1000)
    except (ValueError, OverflowError):
        return 500


def _product(fields: QueryDict, name: str) -> dict[str, Any]:  # Any: JSON
    stance = fields.get(f"stance_{name}", "")
    return {
        "id": name,
        "relation": fields.get(f"relation_{name}", ""),
        "stance": int(stance) if stance in {"1", "2", "3", "4", "5"} else None,
    }


def _code_of(model: type[Category] | type[City], key: str) -> str:
    found = model.objects.filter(pk=key).first() if key.isascii() and key.isdecimal() and len(key) < 10 else None
    return found.code if found else ""


def _instant(wall: str, author: User) -> datetime | None:
    try:
        return datetime.strptime(wall, _WALL).replace(tzinfo=_zone(author))
    except ValueError:
        return None
