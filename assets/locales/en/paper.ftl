# Words that a file for somebody else needs for itself: what stands between things, and the heads of its tables.

paper-labelled = { $label }: { $text }
paper-remarks = {" "}({ $remarks })
paper-between = ;{" "}
paper-so-far = values { $values }
paper-goal = Goal
paper-key = Key
paper-now = Now
paper-history = Values
