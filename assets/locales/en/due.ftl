# What is worth a look between meetings. One line of a shell each, at most 60 columns.
# What is counted is a number, or "99+".

due-heading = Worth a look
due-many = 99+
due-of = { $name }: { $said }

signal-running = The session of { $day } still runs. How long was it?
signal-passed = What became of the session of { $day }?
signal-passed-some = What became of { $n } planned sessions?
signal-report = { $n ->
    [one] { $n } result to report
   *[other] { $n } results to report
}
signal-report-one = To report: { $what } ({ $day })
signal-gap = { $n ->
    [one] { $n } day since the last session. A short one?
   *[other] { $n } days since the last session. A short one?
}
signal-no-next = The next session has no date yet
signal-their-promise = { $n ->
    [one] { $n } promise of theirs is open: a friendly question?
   *[other] { $n } promises of theirs are open: a friendly question?
}
signal-thanks = { $n ->
    [one] { $n } thank-you to send
   *[other] { $n } thank-yous to send
}
signal-introduction = { $n ->
    [one] { $n } introduction: what came of it?
   *[other] { $n } introductions: what came of them?
}
signal-review = { $n ->
    [0] Today is the milestone: a day to look back
    [one] { $n } day to the milestone: a time to look back
   *[other] { $n } days to the milestone: a time to look back
}
signal-stuck-goal = { $n ->
    [one] { $n } goal not looked at lately. Revisit it?
   *[other] { $n } goals not looked at lately. Revisit them?
}
signal-low-pulse = How about a talk on how the two of you work?
signal-one-way = Lately the learning is on one side
signal-load = { $n } hours of sessions planned this month

due-next-time = next time
due-unread = no date read
due-unread-short = no date
