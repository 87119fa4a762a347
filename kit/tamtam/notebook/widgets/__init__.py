"""What a notebook shows: stage, lobby, live chart, form. Loaded only where there is a notebook."""
