"""Doors to other systems; each is a kit of its own, and they are strangers to one another."""
