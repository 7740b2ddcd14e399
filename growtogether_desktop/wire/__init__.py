"""JSON, for the disk and for the network alike: one codec, one protocol, and how old shapes become new."""
