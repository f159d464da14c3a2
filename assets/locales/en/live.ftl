# While a meeting runs: the clock, the agenda, the blank screen and the shared one.

session-overlaps = This session overlaps another one of the same pair: { $when }. Both stay as they are.
