"""The curve, and what it says in words."""
