"""Programmes of conferences, in the formats that their organisers publish."""
