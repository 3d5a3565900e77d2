"""Which lines of a user's own Python break with another version of a package, and what to write instead.

Enters: Python source as text (parsed, never executed) and the surfaces of two packages. Leaves: `Advice`, one per
place.
"""
