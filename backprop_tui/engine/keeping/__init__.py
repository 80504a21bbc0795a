"""Sessions on the disk: several runs as one readable page of text that decides every bit of them,
written so that whatever goes wrong leaves the page before it, and read as if an enemy had sent it.
"""
