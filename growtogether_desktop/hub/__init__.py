"""The server: a program of its own. Desktops only ever start it; nothing imports it."""
