# The words of the field: one concept, one word.

owner-me = Me
owner-partner = Partner
owner-both = Both

kind-fact = What was said
kind-action = Promise
kind-decision = Decision
kind-learning = Learning
kind-question = Question
kind-reading = My reading
kind-thanks = Thanks
kind-person = Person
kind-opportunity = Opportunity
kind-quote = Words to keep
kind-growth = Growth noticed
kind-advice = Advice
kind-story = Story
kind-concern = Worry
kind-feedback = Feedback
kind-idea = Idea
kind-agenda = Agenda

state-open = Open
state-done = Done
state-partly = Partly done
state-tried = Tried
state-dropped = Let go

visibility-private = only me
visibility-partner = partner
visibility-programme = programme

role-mentor = Mentor
role-mentee = Mentee
role-both = Both

direction-mutual = Mutual
direction-traditional = Traditional
direction-reverse = Reverse
direction-peer = Peer
direction-hint-mutual = each of you learns from the other
direction-hint-traditional = the senior person mentors
direction-hint-reverse = the junior person mentors
direction-hint-peer = two people at the same stage

pair-status-candidate = Candidate
pair-status-setup = Setting up
pair-status-active = Active
pair-status-paused = Paused
pair-status-ended = Finished

session-kind-first = First session
session-kind-regular = Regular
session-kind-mini = Short
session-kind-review = Milestone
session-kind-closing = Closing
session-kind-extra = Extra

session-status-planned = planned
session-status-held = held
session-status-moved = moved
session-status-cancelled = cancelled
session-status-missed = did not happen

mode-video = Video
mode-in-person = In person
mode-phone = Phone
mode-chat = Chat
mode-walk = Walking

goal-status-draft = Draft
goal-status-active = Active
goal-status-hold = On hold
goal-status-done = Achieved
goal-status-dropped = Let go

goal-way = { $from } → { $now } (target { $target })
goal-at = { $now } (target { $target })
goal-of = { $now } of { $target }
goal-target = target { $target }

moment-setup = Setting up
moment-session = Every session
moment-midterm = Milestone
moment-closing = Closing

tick-open = Open
tick-done = Done
tick-na = Not this time

change-pair = pair details
change-session = session change
change-note = note text
change-line = line change
change-seal = sealing
change-action = result of a promise
change-goal = goal change
change-checkin = check-in
change-tick = tick
change-rating = rating of a key
change-item = checklist item
change-question = question
change-wrap-up = wrap-up
change-later = line for later
change-delete = move to the bin
change-restore = restore from the bin

every-days =
    { $n ->
        [one] every day
       *[other] every { $n } days
    }
every-weeks =
    { $n ->
        [one] every week
       *[other] every { $n } weeks
    }
every-months =
    { $n ->
        [one] every month
       *[other] every { $n } months
    }

date-today = today
date-tomorrow = tomorrow
date-yesterday = yesterday
date-in-days = in { $n } days
date-days-ago = { $n } days ago
minutes = { $n } min
