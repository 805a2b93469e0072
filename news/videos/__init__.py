"""Videos: what may be shown, how it is checked, stored and handed out."""
