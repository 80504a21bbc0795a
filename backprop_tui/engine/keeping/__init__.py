"""What outlives the program: files that are whole or not there. Whatever ends a process in the
middle, a cut line or a full disk, what was kept before is still there afterwards.
"""
