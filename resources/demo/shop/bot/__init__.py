"""The shop's bot."""
