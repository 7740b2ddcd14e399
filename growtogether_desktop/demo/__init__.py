"""A programme to walk through: real people's skills, invented names, nothing that leaves this computer."""
