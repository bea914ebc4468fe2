"""Plots of what is compared: where everything stands, and the picture made of it."""
