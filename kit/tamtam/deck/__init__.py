"""Decks: what a workshop asks, as frozen objects that know no file and no kind."""
