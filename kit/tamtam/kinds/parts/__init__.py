"""Parts that several kinds share: scales, tallies, pairs, tracks, wording."""
