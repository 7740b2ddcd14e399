"""What the matching page knows and can do, without Qt."""
