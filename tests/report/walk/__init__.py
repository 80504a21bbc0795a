"""Every number of a step, worked out."""
