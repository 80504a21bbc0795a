"""End-to-end tests: the installed program, driven through a real ssh connection or a terminal of
this machine, by somebody who only sees its screen and presses keys.
"""
