"""Translating: what a language still lacks of the product's own words, or of a workshop's deck."""
