"""What the shop announces, once each, after commit, with ids only."""

from django.dispatch import Signal

# product_id
evidence_changed = Signal()
# product_id
product_changed = Signal()

EVENTS: dict[str, Signal] = {"evidence_changed": evidence_changed, "product_changed": product_changed}
