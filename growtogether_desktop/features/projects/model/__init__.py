"""What the projects pages show and what can be asked of them, without Qt."""
