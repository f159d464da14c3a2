# The one screen before a meeting.

prep-session = session { $n }
prep-in-minutes = in { $n } min
prep-minutes-ago = { $n } min ago
prep-now = now
prep-running = under way
prep-report = To report
prep-theirs = Their promises
prep-last = Last time
prep-hard = Hard to say
prep-agenda = Agenda
prep-thanks = Thanks to send
prep-minutes-of = { $used } of { $planned } min
prep-more = +{ $n } more
prep-since = since { $day }
prep-from = added { $day }
prep-carried =
    { $n ->
        [one] carried over once
       *[other] carried over { $n } times
    }
prep-for-later = for later
prep-saved-question = saved question
prep-due = due { $day }
prep-result = result: { $text }
prep-copied =
{ $shared ->
        [0] Agenda copied without lines: none may be shared yet
        [one] Agenda sent to your terminal's clipboard: one line
       *[other] Agenda sent to your terminal's clipboard: { $shared } lines
    } · { $kept ->
        [one] one line left out
       *[other] { $kept } lines left out
    }

prep-empty-report = “! ” lines not yet reported
prep-empty-theirs = “< ” lines that are still open
prep-empty-last = “= ” and “" ” lines from last time
prep-empty-hard = { $key } adds a line for you alone
prep-empty-goals = your goals and your partner's
prep-empty-agenda = { $key } adds a topic
prep-empty-thanks = “& ” lines not yet sent

topic-title = Agenda
topic-field-text = To talk about
topic-hint-text = “results 10 min”; your partner can see it
hard-title = Hard to say
hard-field-text = In my words
hard-hint-text = only for you; never shared
reword-title = Edit the line

agenda-title = Agenda, { $when }
agenda-no-date = Agenda for our next session
agenda-theme = Theme: { $theme }
agenda-topics = To talk about
agenda-report = I will report
agenda-theirs = I would like to hear what became of
agenda-state = { $line }: { $state }
agenda-result = { $line }: { $state } – { $result }
