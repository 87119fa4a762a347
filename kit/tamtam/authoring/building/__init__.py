"""A workshop while it is built: edits of its deck as plain data, its mistakes in words, its file.

Plain data, since a deck that is being written may be nothing yet that `Deck` can hold.
"""
