"""What people bring in files: tables of numbers, weights, numbers written in a book's way. What
cannot be read is answered with its place and with what to do about it.
"""
