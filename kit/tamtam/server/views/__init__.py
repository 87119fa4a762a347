"""Views: what each page is told of the state: phone, clicker, moderation, wall."""
