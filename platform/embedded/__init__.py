"""The set-up of a laptop: real servers out of wheels, and the commands behind the Makefile."""
