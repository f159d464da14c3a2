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
prep-waiting = waiting since { $day }
prep-since = since { $day }
prep-from = from { $day }
prep-carried =
    { $n ->
        [one] carried over one session
       *[other] carried over { $n } sessions
    }
prep-for-later = for later
prep-saved-question = saved question
prep-due = due { $day }
prep-result = result: { $text }
prep-copied =
    { $shared ->
        [0] Nothing on the agenda is for your partner's eyes yet
        [one] Agenda handed to your terminal's clipboard: one line
       *[other] Agenda handed to your terminal's clipboard: { $shared } lines
    } · { $kept ->
        [one] one line stays here
       *[other] { $kept } lines stay here
    }

prep-empty-report = “! ” lines, until their result is told
prep-empty-theirs = “< ” lines, until they are kept
prep-empty-last = “= ” and “" ” lines of last time
prep-empty-hard = { $key } writes it down, for you alone
prep-empty-goals = goals of the two of you
prep-empty-agenda = { $key } adds what to talk about
prep-empty-thanks = “& ” lines, until they are said

topic-title = Agenda
topic-field-text = To talk about
topic-hint-text = “results 10 min”; your partner may see it
hard-title = Hard to say
hard-field-text = In my words
hard-hint-text = only for you; it is in nothing that leaves
reword-title = Edit the line

agenda-title = Agenda, { $when }
agenda-no-date = Agenda for our next session
agenda-theme = Theme: { $theme }
agenda-topics = To talk about
agenda-report = I report
agenda-theirs = I would like to hear about
agenda-state = { $line }: { $state }
agenda-result = { $line }: { $state } – { $result }
