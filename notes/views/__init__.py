"""Screens of the notes' floor."""
