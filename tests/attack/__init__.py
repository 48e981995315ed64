"""`make attack`: the program attacked from outside, as a person would who wants it to print, lose
or leak something wrong.

A surface is a module with a `trial`: it spoils one thing of a small, sound project, runs commands
on it in children of their own, and looks at what came out. Nothing here shares code with what it
judges; what is spoiled is chosen by a seed and a number alone, so that any trial can be made again:
`python -m tests.attack --only workbooks --seed 7 --number 123`.
"""
