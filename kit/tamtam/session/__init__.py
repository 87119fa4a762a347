"""Session: one run of a workshop, its events, commands, rules and the state folded from them."""
