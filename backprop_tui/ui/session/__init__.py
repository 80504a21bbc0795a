"""What happens while somebody sits there: the runs, their speed, what was said of them. It knows no
toolkit; any loop can drive it.
"""
