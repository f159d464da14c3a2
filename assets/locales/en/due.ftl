# What is worth a look between meetings. One line of a shell each, at most 60 columns.
# What is counted is a number, or "99+".

due-heading = Worth a look
due-many = 99+
due-of = { $name }: { $said }
due-more = { $said } (+{ $n })

# Whenever something has a day.
due-past = was due { $day }
due-ahead = due { $day }

signal-meeting = { $day } at { $time }
signal-running = Session on { $day } still running. How long was it?
signal-passed = Did the session on { $day } take place?
signal-passed-some = Did { $n } planned sessions take place?
signal-promise-one = { $what } ({ $due })
signal-promise = { $n ->
    [one] { $n } promise: { $due }
   *[other] { $n } promises, the first { $due }
}
signal-goal-one = Goal “{ $what }” ({ $due })
signal-goal = { $n ->
    [one] { $n } goal: { $due }
   *[other] { $n } goals, the first { $due }
}
signal-term-over = The term ended on { $day }. Go on, or close?
signal-review = { $n ->
    [0] The term ends today: a good day to look back
    [one] The term ends tomorrow: a good time to look back
   *[other] The term ends in { $n } days: a good time to look back
}
signal-report = { $n ->
    [one] { $n } result to report
   *[other] { $n } results to report
}
signal-never-met = The first session has no date yet
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
signal-stuck-goal = { $n ->
    [one] { $n } goal without a recent check-in. Revisit it?
   *[other] { $n } goals without a recent check-in. Revisit them?
}
signal-low-pulse = How about a talk about how you work together?
signal-one-way = The recent learnings are all on one side
signal-load = { $n } hours of sessions planned this month

due-next-time = next time
due-unread = date unclear
due-unread-short = date?

# What stays open when a pair ends.
still-open = Still open: { $what }.
open-nothing = Nothing is open.
open-promises =
    { $n ->
        [one] 1 promise
       *[other] { $n } promises
    }
open-goals =
    { $n ->
        [one] 1 goal
       *[other] { $n } goals
    }
open-sessions =
    { $n ->
        [one] 1 planned session
       *[other] { $n } planned sessions
    }
ended-sessions =
    { $n ->
        [one] One planned session was cancelled.
       *[other] { $n } planned sessions were cancelled.
    }
