"""Routes: what a request of a phone, a facilitator or a wall is answered with."""
