"""What a command prints, as lines of text, JSON or CSV. A report only yields lines; whoever asks
for them decides where they go.
"""
