# What leaves: for whom, what is in it, what stays and why.

audience-partner = partner
audience-office = programme office
audience-me = me

paper-summary = summary for the partner
paper-report = report for the programme office
paper-archive = my full journal
paper-record = my mentoring record
paper-know-how = know-how

format-md = Markdown
format-txt = plain text
format-html = HTML
format-docx = Word
format-json = JSON

stays-private = only me
stays-partner = for the partner
stays-reading = my reading
stays-sealed = sealed
stays-not-for-office = not for reports
stays-chosen = left out by hand

naming-kept = kept
naming-alias = alias
naming-dropped = left out

decision-continue = go on as is
decision-adjust = go on with changes
decision-extend = extend
decision-shorten = shorten
decision-pause = pause
decision-change-partner = change partners
decision-finish = finish

name-somebody = someone

# Papers.
paper-days = { $from } – { $to }
paper-times = { $n }
paper-pairs = { $n }
paper-hours =
    { $minutes ->
        [0] { $hours } h
       *[other] { $hours } h { $minutes } min
    }
paper-due = by { $day }
paper-became-on = { $state } on { $day }
paper-said = said on { $day }
paper-result = { $state }: { $result }
paper-came = result: { $result }
paper-learned = learned: { $learned }
paper-seen-by = visible to: { $who }
paper-kind-of = { $kind } ({ $who })
paper-titled = { $when } · { $theme }
paper-number = no. { $n }
paper-planned = { $minutes } planned
paper-pulse = how it was: { $n } of 5
paper-confidence = confidence { $n } of 5
paper-theme-reach = theme visible to: { $who }
paper-goal-from = from { $from }
paper-goal-sign = evidence: { $sign }
paper-goal-agreed = agreed on { $day }
paper-goal-was = previously: { $was }
paper-goal-achieved = achieved
paper-goal-under-way = under way
paper-goal-on-hold = on hold
paper-key-feels = { $level } of 5 – { $words }
paper-key-unrated = not rated yet
paper-key-on = { $name }, { $day }
paper-role-both = Mentor and mentee
paper-next-none = not set yet
paper-author = { $name }, { $unit }
paper-withheld = What was said in the sessions is confidential and not part of this report.
paper-withheld-rest = Whatever else was said in the sessions is confidential and not part of this report.
paper-know-how-empty = No line may be shared yet.

paper-summary-title = Our sessions, { $day }
paper-report-title = Mentoring report
paper-archive-title = My mentoring journal
paper-record-title = My mentoring record
paper-know-how-title = Know-how from mentoring

paper-fact-author = From
paper-fact-for = For
paper-fact-written = Written on
paper-fact-pair = Partner
paper-fact-role = Role
paper-fact-date = Date
paper-fact-minutes = Duration
paper-fact-mode = Mode
paper-fact-theme = Theme
paper-fact-period = Period
paper-fact-count = Sessions
paper-fact-total = Time together
paper-without = { $time } (sessions without a recorded length: { $without })
paper-fact-pairs = Pairs
paper-fact-next = Next session
paper-fact-decision = Next step
paper-fact-goal = Goal
paper-fact-whose = Whose goal
paper-fact-going = Status
paper-fact-area = Area
paper-fact-reading = Reading in kana
address-none = none
paper-fact-address = Form of address
paper-fact-alias = Short name
paper-fact-direction = Direction
paper-fact-status = Status
paper-fact-purpose = Purpose
paper-fact-from = From
paper-fact-until = Until
paper-fact-every = How often
paper-fact-paused-until = Paused until
paper-fact-report-agreed = Report agreed on

paper-section-sessions = Sessions
paper-section-decided = Decided
paper-section-until-next = Until next time
paper-section-results = What became of the promises
paper-section-agenda = What was on the agenda
paper-section-learned-mine = What I learned
paper-section-learned = Learned
paper-section-goals = Goals
paper-section-next = Next session
paper-section-thanks = Thank you
paper-section-comment = Comment
paper-section-roles = Roles
paper-section-themes = Themes
paper-section-keys = The six keys
paper-section-later = For later

calendar-session = Mentoring session
calendar-session-with = Mentoring session with { $name }
calendar-review = Look back and decide how to go on
calendar-review-with = Look back with { $name } and decide how to go on
dates-promise = A promise is due
dates-promise-mine = My promise to { $name } is due
dates-promise-theirs = { $name }’s promise is due
dates-promise-both = A promise that { $name } and I share is due
dates-goal = A goal is due
dates-goal-with = A goal with { $name } is due
dates-words = { $title }: { $words }
