# While a meeting runs: the clock, the agenda, the blank screen and the shared one.

session-overlaps = この面談は同じペアの別の面談（{ $when }）と重なっています。どちらもそのままです。
