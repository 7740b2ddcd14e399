"""What the directory shows and what can be asked of it, without Qt."""
