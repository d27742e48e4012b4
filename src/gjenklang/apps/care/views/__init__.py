"""The client's screens and the therapist's day."""
