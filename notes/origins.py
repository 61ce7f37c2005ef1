"""The one table that joins the three origins. They do not know each other."""

from collections.abc import Mapping

from notes.models import Origin
from notes.pgc.policy import POLICY as PGC
from notes.policy import Policy
from notes.pugc.policy import POLICY as PUGC
from notes.ugc.policy import POLICY as UGC
from users.models import User

POLICIES: Mapping[str, Policy] = {Origin.UGC: UGC, Origin.PGC: PGC, Origin.PUGC: PUGC}


def policy_for(author: User) -> Policy:
    """The policy under which this person posts, by the kind of their account."""
    return next(policy for policy in POLICIES.values() if author.kind in policy.kinds)
