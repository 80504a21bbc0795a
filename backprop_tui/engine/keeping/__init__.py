"""What outlives the program: files that are whole or not there, and sessions, readable pages that
decide every bit of several runs. Whatever ends a process in the middle, a cut line or a full disk,
what was kept before is still there; and what is read may have been sent by an enemy.
"""
