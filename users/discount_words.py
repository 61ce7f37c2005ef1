"""Why reactions did not count one by one, in a sentence for the author. Nobody is ever named."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from users.independence import Discount, Reason, Rules

_WHY: Mapping[Reason, Promise] = {
    Reason.RING: gettext_lazy(
        "%(what)s: %(given)s of %(total)s count as %(counted)s, because these accounts mostly react to one another."
    ),
    Reason.BURST: gettext_lazy(
        "%(what)s: %(given)s of %(total)s count as %(counted)s, because they came at once from related accounts."
    ),
    Reason.YOUNG: gettext_lazy(
        "%(what)s: %(given)s of %(total)s count later, when the accounts are %(days)s days old."
    ),
    Reason.CAPPED: gettext_lazy(
        "%(what)s: %(given)s of %(total)s do not count: one reader counts for %(notes)s of your notes in %(span)s days."
    ),
    Reason.SUSPENDED: gettext_lazy("%(what)s: %(given)s of %(total)s do not count, because the accounts are closed."),
}


def sentence(discount: Discount, total: int, kind: str, rules: Rules) -> str:
    """ "Likes: 3 of 12 count as 1, because these accounts mostly react to one another." `kind`: "like" or "collect"."""
    return str(_WHY[discount.reason]) % {
        "what": _("Likes") if kind == "like" else _("Collects"),
        "given": discount.given,
        "total": total,
        "counted": discount.counted,
        "days": rules.min_age_days,
        "notes": rules.notes_per_giver,
        "span": rules.per_days,
    }
