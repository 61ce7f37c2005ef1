"""The endpoints of version 1: parse, one call, answer."""
