"""Files of pol.is: a conversation written for it, and one read from it."""
