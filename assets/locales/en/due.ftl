# What is worth a look between meetings. One line of a shell each, at most 60 columns.
# What is counted is a number, or "99+".

due-heading = Worth a look
due-many = 99+
due-of = { $name }: { $said }

signal-running = Session of { $day } is still running. How long was it?
signal-passed = Did the session of { $day } take place?
signal-passed-some = Did { $n } planned sessions take place?
signal-report = { $n ->
    [one] { $n } result to report
   *[other] { $n } results to report
}
signal-report-one = To report: { $what } ({ $day })
signal-gap = { $n ->
    [one] No session for { $n } day. Time for a short one?
   *[other] No session for { $n } days. Time for a short one?
}
signal-no-next = The next session has no date yet
signal-their-promise = { $n ->
    [one] { $n } of their promises is open. Ask how it is going?
   *[other] { $n } of their promises are open. Ask how it is going?
}
signal-thanks = { $n ->
    [one] { $n } thank-you to send
   *[other] { $n } thank-yous to send
}
signal-introduction = { $n ->
    [one] { $n } introduction: what became of it?
   *[other] { $n } introductions: what became of them?
}
signal-review = { $n ->
    [0] The milestone is today: time to look back
    [one] { $n } day to the milestone: time to look back
   *[other] { $n } days to the milestone: time to look back
}
signal-stuck-goal = { $n ->
    [one] { $n } goal without a recent check-in. Revisit it?
   *[other] { $n } goals without a recent check-in. Revisit them?
}
signal-low-pulse = How about a talk about how you work together?
signal-one-way = The recent learnings are all on one side
signal-load = { $n } hours of sessions planned this month

due-next-time = next time
due-unread = no date read
due-unread-short = no date
