"""Codes, levels, perimeters and vintages of the official geography. Pure."""
