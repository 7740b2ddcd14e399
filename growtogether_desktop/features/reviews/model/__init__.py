"""What the reviews pages show and what can be asked of them, without Qt."""
