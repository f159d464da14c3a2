# The calendar, the timeline, and going to a day.

calendar-title = Calendar
calendar-all-pairs = all pairs
calendar-empty-day = No session on this day.
calendar-empty-earlier = Sessions held on this day in earlier years appear here.
calendar-due = Due in { $month }
calendar-is-due = due
calendar-goal = Goal: { $title }
calendar-term = the term ends
on-this-day = On this day
earlier-years =
    { $n ->
        [one] a year earlier
       *[other] { $n } years earlier
    }
earlier-about-a-month = about a month earlier
earlier-about-a-year = about a year earlier

timeline-title = Timeline
timeline-check-ins = goal check-ins
timeline-ratings = ratings
timeline-empty = Every month with a session gets a row here.

jump-title = Go to a day
jump-field-day = Day
jump-hint-day = 14 Nov, last Friday, two months ago
jump-nothing = No session is planned or was held near { $day }.
jump-earlier =
    { $n ->
        [one] Nearest to { $day }: { $found }, one day earlier.
       *[other] Nearest to { $day }: { $found }, { $n } days earlier.
    }
jump-later =
    { $n ->
        [one] Nearest to { $day }: { $found }, one day later.
       *[other] Nearest to { $day }: { $found }, { $n } days later.
    }
