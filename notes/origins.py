"""The three origins, told apart only by their policies."""

from notes.policy import policy_for, policy_of

__all__ = ["policy_for", "policy_of"]
