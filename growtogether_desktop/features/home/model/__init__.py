"""What home knows: what waits for a person, and what they are asked."""
