# What the desk says.

pane-pairs = Pairs
pane-promises = Promises
pane-later = For later
pane-sessions = Sessions
pane-note = Note
pane-goals = Goals
pane-mentor = MENTOR

header-next = next { $when } · { $distance }
header-next-short = next { $when }
header-no-next = no next date yet
header-paused-until = paused until { $day }
look-only = read-only
sample-journal = sample journal

# Who could see what is in a pane.
seen-both = partner
seen-some = partner sees { $n } of { $all }

# What a pair is about.
card-role-mentor = I am the mentor
card-role-mentee = I am the mentee
card-role-both = Each of us is mentor and mentee
card-term = { $from } to { $until }
card-until = until { $day }
card-from = since { $day }
card-term-over = the term ended { $day }

empty-pairs = The people you learn with appear here. { $key } adds a pair.
empty-no-pair = No pairs yet. Press { $key } to add one.
empty-promises = Open promises stay here until you report back. In a note, a line that begins with “! ” is your promise, “< ” is your partner's.
empty-later = Lines for the next meeting are kept here. { $key } adds one.
empty-sessions = Your meetings appear here, newest first. { $key } starts a note.
empty-note = This note has no lines yet. { $key } opens it.
empty-read-only = Nothing here.
empty-goals = What each of you wants to achieve appears here, measured by numbers or by evidence. { $key } adds a goal.
empty-mentor = No item of this key fits your role here. { $key } adds one of your own.

short-open = open
short-done = done
short-partly = partly
short-tried = tried
short-dropped = let go
line-result = { $text }
line-learned = learned: { $text }
promise-in-between = in between
promises-older = +{ $n } older promises
promise-carried =
    { $n ->
        [one] carried over once
       *[other] carried over { $n } times
    }
said-visibility = Who can see this line: { $who }
said-reach = Who can see this goal: { $who }
said-owner = Whose line this is: { $who }
said-binned = Moved to the bin; { $key } undoes it.
said-session-turned = Session: { $status }; { $key } undoes it.
said-goal-turned = Goal: { $status }; { $key } undoes it.
said-goal-agreed = Agreement recorded for today; { $key } undoes it.
not-here = “{ $name }” does not apply here.

note-unsaved = unsaved
note-is-saved = saved
note-find = Find
note-not-found = Not in this note.
note-merged = This note was also changed elsewhere; it now contains both texts.
note-vanished = The session of this note was deleted elsewhere; your text is kept as a new session.
note-in-bin = The session of this note was deleted elsewhere and is in the bin. What you write from now on becomes a new session.
note-not-in-version = The journal was replaced by another version that does not have this session. Your text is kept as a new session.
note-homeless = The pair of this note is no longer in this journal: another journal was restored. Esc keeps your text in a file.
note-kept-in-file = What you wrote is kept in { $path }.
note-kept-here = Your text is still here; tomoni keeps trying to save it.
note-paste-cleaned =
    { $n ->
        [one] One control character was left out of what you pasted.
       *[other] { $n } control characters were left out of what you pasted.
    }
paste-too-large = That is more than a note can hold (4 MB), so nothing was pasted. Paste it in parts.
note-full = This note is full ({ $mb } MB), so the text was not added. Continue in another note.
field-full = This field is full ({ $kb } KB), so the text was not added. Write longer texts in a note.
field-words-sealed = These words come from a sealed line, and this field is stored unencrypted, so they were not added. Write them as a line in a note, or unseal the line first.
field-words-only-me = These words come from a line that only you can see, and your partner can see this field.
field-words-only-me-office = These words come from a line that only you can see, and the programme office can see this field.
field-words-partner-office = These words come from a line for your partner, and the programme office can see this field, too.
field-words-again = They were not added. To use them here anyway, paste or save again.
field-words-otherwise = Nothing was changed. Use other words, or first change who may see that line.
field-words-given-up = The vault was locked: the words of a sealed line that were typed here were removed.
field-words-locked = These words come from a sealed line and can be saved only while the vault is unlocked. F12 unlocks it.
legend-partner = partner's promise
legend-named = also :advice, :story, …

welcome-title = Welcome to tomoni
welcome-about = A journal for two people who learn from each other. Who do you meet with? You can change everything later.
pair-new-title = New pair
pair-new-about = Who do you meet with? You can change everything later.
pair-edit-title = Edit the pair
pair-pause-title = Pause
pair-pause-about = While the pair is paused, there are no reminders for { $name }.
pair-end-title = Finish the pair
pair-end-about = Finish with { $name }? { $stays } Everything stays in the journal and can be read.
pair-field-ending = What to do
pair-end-closing = plan a closing session first
pair-end-now = finish now; sessions planned ahead are cancelled
pair-field-name = Partner
pair-field-role = My role
pair-field-direction = Who learns from whom
pair-field-purpose = Purpose
pair-field-area = Area
pair-field-every = How often
pair-field-from = From
pair-field-until = Until
pair-field-alias = Short name
pair-field-reading = Reading in kana
pair-field-address = Form of address
pair-field-report = Report agreed on
pair-field-paused-until = Until
pair-hint-name = your partner's name
pair-hint-purpose = one sentence on why the two of you meet; optional
pair-hint-area = career, data skills, a first team …
pair-hint-every = every two weeks, monthly, 2w …
pair-hint-alias = for the command line
pair-hint-reading = for a Japanese name
pair-hint-address = in Japanese documents: さん by default; 様, 先生, none
pair-hint-report = the day your partner agreed to its contents; optional
hint-date = { $short }, next fri, in 2 weeks
hint-date-back-optional = { $short }, last fri, 3 months ago; optional
hint-date-optional = { $short }, next fri, in 2 weeks; optional
hint-moment = fri 15:00-16:00, { $short } 3pm, in 2 weeks 10:00
field-day = { $when }
field-day-past = { $when }: this day has passed. You can save it all the same.
field-next-time = The day of the next session: { $when }
field-next-time-open = The day of the next session; none is planned yet
give-up-question = Discard what you typed? { $key } again: discard. { $enter }: go on. { $save }: save.
input-method-on = The input method is on, so “{ $typed }” is no key here. Turn it off and press the key again.
form-needed = Please fill this in.
choice-none = –

session-plan-title = Plan a session
session-edit-title = Theme and date
session-move-title = Move to another date
session-field-at = When
session-field-theme = Theme
session-field-minutes = Minutes
session-field-mode = Mode
session-field-reach = Who can see the theme
session-hint-theme = shown in summaries
session-minutes-range = Minutes must be a whole number from 1 to { $n }.

goal-new-title = New goal
goal-edit-title = Edit the goal
goal-revise-title = Revise the goal
goal-revise-about = The previous version is kept in the history, with your reason.
goal-field-title = Goal
goal-field-owner = Whose goal
goal-field-sign = Evidence
goal-field-baseline = Start
goal-field-target = Target
goal-field-unit = Unit
goal-field-due = Due
goal-field-reason = Reason
goal-hint-title = what will be different
goal-hint-sign = what you will see or hear, if it cannot be counted
goal-hint-number = a number; optional
goal-hint-unit = times, pages, people …
goal-hint-reason = why it changes
goal-measure = Measure
goal-agreed = Agreed
goal-history = History
goal-no-check-in = no check-in yet
goal-confidence = confidence { $n }
goal-revised = revised: { $reason } (previously: { $before })
goal-before-target = target { $target }
goal-before-due = due { $day }
checkin-title = Check in
checkin-about = { $title } · now { $now }
checkin-field-value = Current value
checkin-field-confidence = Confidence
checkin-field-note = Comment
checkin-hint-note = what you saw or heard

settle-done-title = Done
settle-partly-title = Partly done
settle-tried-title = Tried: what was learned
settle-field-result = Result
settle-field-learned = What was learned
settle-hint-result = what came of it; optional
settle-hint-learned = in a few words, whatever the result
settle-needs-learned = Say in a few words what you learned.
line-due-title = Due date
line-field-due = Due
line-hint-due = { $short }, next fri, next time; optional
later-title = For later
later-field-text = Line
later-hint-text = for the next meeting; only you can see it
save-title = Save to a file
save-field-path = File
file-saved = Saved: { $path }

mentor-needs-session = This item is ticked per session. Record a session first.
mentor-no-feel = Not rated yet.
mentor-not-felt = Not rated yet. Press { $key } to rate.
key-name = { $name } ({ $short })
feel-title = Rate this key
feel-about = { $key }: { $prompt } { $note }
feel-field-level = Rating
feel-field-note = Comment
feel-hint-note = optional; only you can see it
item-new-title = Add an item
item-edit-title = Edit the item
item-field-text = Item
item-field-when = When
item-hint-text = one sentence that you can tick

summary-counts =
    { $shared ->
        [one] One line included
       *[other] { $shared } lines included
    } · { $kept ->
        [one] one line left out
       *[other] { $kept } lines left out
    }
summary-counts-own =
    { $shared ->
        [one] One line included
       *[other] { $shared } lines included
    } · { $kept ->
        [one] one line left out
       *[other] { $kept } lines left out
    }
summary-title-summary = Summary for your partner
summary-title-report = Report for the programme office
summary-title-archive = My full journal
summary-title-record = My mentoring record
summary-title-know-how = Know-how
summary-counts-why = { $all } ({ $why })
summary-scope-session = this session
summary-scope-changed = new since last shared
summary-scope-all = everything
summary-scope-since = since { $from }
summary-scope-until = until { $to }
summary-in-english = in English
summary-in-japanese = in Japanese
summary-last = last shared: { $day }
summary-group-contents = Also included
summary-group-lines = Lines
summary-group-names = Names of others
summary-part-themes = themes
summary-part-goals = goals (whose, and whether achieved)
summary-part-learnings = your own learnings
summary-decision = Next step: { $told }
summary-comment = Comment: { $told }
summary-untold = none
summary-all-in = This includes your private lines. It is only for you.
summary-not-agreed = Ask your partner first. Once they agree, enter the day in the pair (e).
summary-report-rules = You cannot add session content to a report by hand.
summary-private-question = Only you can see this line. Share it this once? The line itself stays private.
summary-printed = This will be printed when you leave the desk. P cancels it.
summary-print-full = At most { $mb } MB can wait to be printed, so this was not added. Save it to a file, or quit the desk first.
summary-print-not = This will not be printed.
summary-to-print = to print: { $n }
save-page-changed = The document has changed in the meantime. Press Esc to go back and look at it, then save it.
summary-days-title = Date range
summary-field-since = From
summary-field-until = To
summary-days-turned = The last day is before the first one.
summary-comment-title = A comment for the end
summary-field-comment = Comment
summary-hint-comment = written for the person who reads this
save-exists = { $path } already exists.
save-field-replace = What to do
save-keep = keep it
save-replace = replace it
summary-not-yet = The document does not show your choice yet. Press again in a moment.

summary-has-it-arrived = Sent to your terminal's clipboard. Paste it where you need it: did it arrive?
summary-arrived = Recorded as shared.
clipboard-too-small-for-paper = Too large for the terminal's clipboard: save it to a file.
clipboard-too-small = Too large for the terminal's clipboard; you can still paste it inside tomoni.
bin-title = Bin
bin-is-empty = The bin is empty.
bin-empty-question =
    { $n ->
        [one] Delete one item for good? This cannot be undone.
       *[other] Delete { $n } items for good? This cannot be undone.
    }
bin-emptied =
    { $n ->
        [one] One item was deleted for good.
       *[other] { $n } items were deleted for good.
    }
binned-pair = pair
binned-session = session
binned-line = line
binned-goal = goal
binned-item = item
binned-question = question
confirm-title = Question

undone = Undone: { $what }
redone = Redone: { $what }
undo-seal-stays = Sealed lines stay sealed; S unseals them.
undo-nothing = Nothing to undo.
redo-nothing = Nothing to redo.
language-switched = Switched to English.
palette-title = Commands and places
palette-hint = a command, a name, a date, a theme, a goal
palette-nothing = No match. For backup, export and import, see `tomoni --help`.
palette-no-session = No session on that day.
palette-command = command
palette-pair = pair
palette-session = session
palette-goal = goal
palette-person = person
palette-shell = shell
palette-in-a-shell = Run this in a shell: `{ $command }`
help-title = Help
too-small = tomoni needs { $columns }×{ $rows }; this terminal has { $now_columns }×{ $now_rows }.
config-faults = { $n ->
    [one] The configuration has a problem: see `tomoni config --check`.
   *[other] The configuration has { $n } problems: see `tomoni config --check`.
}

# Work that takes long, and stopping it.

work-save = Saving
work-undo = Undo
work-redo = Redo
work-delete = Moving to the bin
work-restore = Putting back from the bin
work-empty = Emptying the bin
work-seal = Sealing
work-read = Reading
work-search = Searching
work-stop = stops it
work-stopping = Stopping
work-save-stopped = Saving was stopped.
work-undo-stopped = Undo was stopped.
work-redo-stopped = Redo was stopped.
work-delete-stopped = Moving to the bin was stopped.
work-restore-stopped = Putting it back from the bin was stopped.
work-empty-stopped = Emptying the bin was stopped.
work-seal-stopped = Sealing was stopped.
work-read-stopped = Reading was stopped.
work-search-stopped = The search was stopped.
work-unchanged = Nothing in the journal has changed.
work-text-here = Your text is still here; it is saved when you close the note, or automatically in half a minute.
work-was-done = It was finished before it could be stopped.

# Leaving, and a journal that is not in its place.

leave-hangs = The journal is not responding.
leave-kept = The unsaved text is kept in { $path }.
unsaved-found =
    { $n ->
        [one] A file has text that was not saved: `tomoni doctor` shows where it is.
       *[other] { $n } files have text that was not saved: `tomoni doctor` shows where they are.
    }
leave-nowhere = The unsaved text could not be written to a file either: { $why }
leave-lose-sure = Close and lose the unsaved text?
leave-sealed = { $n ->
    [one] One private line was not saved: it could not be sealed, and tomoni does not write it unencrypted.
   *[other] { $n } private lines were not saved: they could not be sealed, and tomoni does not write them unencrypted.
}
leave-sealed-sure = { $n ->
    [one] One private line cannot be sealed and saved now, and tomoni does not write it unencrypted. Close without it?
   *[other] { $n } private lines cannot be sealed and saved now, and tomoni does not write them unencrypted. Close without them?
}
leave-file-head = tomoni could not save this text in the journal. When the journal can be opened again, copy the text into it and delete this file.
place-back = The journal is back. Saving works again.
place-followed = The journal was replaced by another version of itself. The desk now works with that version.
