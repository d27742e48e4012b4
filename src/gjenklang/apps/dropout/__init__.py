"""Staying in treatment: seen early, met in time, leaving safely, counted honestly."""
