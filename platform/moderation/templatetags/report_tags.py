"""What a reader reported and what became of it, for pages of lower floors."""

from typing import Any

from django import template

from moderation.models import Report

register = template.Library()
_SHOWN = 20


@register.inclusion_tag("moderation/_my_reports.html", takes_context=True)
def my_reports(context: dict[str, Any]) -> dict[str, object]:  # Any: template contexts
    """The newest reports of the person looking, each with its outcome. One query."""
    rows = Report.objects.filter(reporter=context["user"].pk).select_related("note", "comment", "person")
    return {"reports": list(rows.order_by("-pk")[:_SHOWN])}
