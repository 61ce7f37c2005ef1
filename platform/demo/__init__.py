"""The demo community: people, notes, products and their pictures."""
