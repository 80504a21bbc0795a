"""Examples from outside, entered as a person types them."""
