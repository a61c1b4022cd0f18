"""Speed beside what a user would pick instead. `python -m bench` prints one JSON object a line.

`ratio` is always ours divided by the other's: below 1, ours is the faster. Every pair is timed in
the same process on the same drafts, in turns, so that a busy machine slows both.
"""
