"""The independent checker: whether a plan that was written down is whole, keeps its rules and is the best.

Nothing here comes from the rest of the program but its words, and nothing needs a solver. In the order in which a
file is looked at:

    check     the way through, and what is said at its end
    seal      is every part of the file still what was written?
    written   what the file says, read with suspicion
    rules     does the plan keep what it was told to keep?
    asked     what is left to decide once pins are kept, and what a plan is worth by its policy
    measure   by what plans are compared, and why prices are a bound
    proof     no plan is worth more: adding up the bounds, step by step and case by case
    words     what is proven, or not
"""
