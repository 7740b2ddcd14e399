"""What the members' page shows and what can be asked of it, without Qt."""
