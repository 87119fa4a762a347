"""What a notebook shows: cockpit, step card, lobby, chart, form. Loaded only where there is a notebook."""
