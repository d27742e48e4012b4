"""Episodes, sessions, administrations, and the client's own screens."""
