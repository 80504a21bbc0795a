"""The runs that are kept, beside each other."""
