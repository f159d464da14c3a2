# While a meeting runs: the clock, the agenda, the blank screen and the shared one.

session-overlaps = This session overlaps another one of the same pair: { $when }. Both are kept.

live-of-plan = { $used } of { $plan } min
live-used = { $used } min
live-unknown = –
live-since = running since { $time } · { $clock }
live-running = running
live-minutes-asked = minutes?
live-left =
    { $n ->
        [one] 1 minute left. Time to wrap up?
       *[other] { $n } minutes left. Time to wrap up?
    }
live-used-up = The planned time is used up.

topics-more = +{ $n }

blank-enter = press Enter

share-mark = screen shared
share-hidden = hidden while the screen is shared
share-not-printed = { $n ->
    [one] One document was not printed, because the screen was shared or blank. It is not recorded as shared; you can print it again.
   *[other] { $n } documents were not printed, because the screen was shared or blank. They are not recorded as shared; you can print them again.
}
share-nothing = Nothing to show while the screen is shared.

session-afterwards-title = Record a past session
session-hint-before = yesterday 15:00, last Friday 10:00
session-hint-minutes = optional

legend-agenda = on the agenda
session-not-begun = This session is still to come: { $start } starts it, { $move } moves it.
session-not-yet = That time is still to come: plan the session instead.
