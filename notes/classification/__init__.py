"""What a note is about: the category a machine proposes, the words that decided, and what fits no category at all."""
