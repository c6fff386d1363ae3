"""The assignment of mentors to all young teachers of a region who have no mentor."""
