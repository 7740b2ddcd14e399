"""A person's desk: look at things, change them, take changes back. Qt-free, and works without network."""
