"""Public ids: short, random, impossible to count up."""

import re
import secrets

# No 0/O, 1/l/I: an id may be read aloud or typed from paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz"
PUBLIC_ID_LENGTH = 11  # 11 characters out of 56 are 63 bits


def new_public_id() -> str:
    """11 random characters of ALPHABET."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicIdConverter:
    """`<id:...>` in an address; anything that cannot be an id is no such page before the database is asked."""

    regex = f"[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}}"

    @classmethod
    def fits(cls, value: str) -> bool:
        """True for a text that could be an id."""
        return re.fullmatch(cls.regex, value) is not None

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
