"""What is said of a room, read back from its sentences and proved from raw answers, apart from kinds."""
