"""What home shows."""
