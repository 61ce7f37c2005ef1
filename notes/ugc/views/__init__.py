"""The composer's pages and the small answers its script asks for."""
