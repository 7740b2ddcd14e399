"""What the matching page shows."""
