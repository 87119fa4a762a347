"""Simulations over hundreds of rooms: how often what is said of a map is right. Their results: README.md."""
