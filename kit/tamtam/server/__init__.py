"""The session server: takes answers from phones, tells phones what is on. Its own process and port."""
