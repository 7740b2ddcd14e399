"""Grow-Together Desktop: mentors, mentees and coordinators of a programme at one desk that works offline."""

__version__ = "0.1.0"
