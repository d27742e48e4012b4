"""Ways in: a code for one's own phone, and the screen in the waiting room."""
