"""The trail: who wrote what, and who read whom."""
