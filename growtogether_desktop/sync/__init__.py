"""Carrying changes up and rows down, and hosting a hub on this computer."""
