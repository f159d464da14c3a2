# What the desk says.

pane-pairs = Pairs
pane-promises = Promises
pane-later = For later
pane-sessions = Sessions
pane-note = Note
pane-goals = Goals
pane-mentor = MENTOR

header-next = next { $when } · { $distance }
header-no-next = no next date yet
header-paused-until = paused until { $day }
look-only = read-only
sample-journal = sample journal

empty-pairs = The people you learn with appear here. { $key } adds a pair.
empty-no-pair = First there is a pair. { $key } adds one.
empty-promises = What you and your partner promise appears here until it is told. In a note, a line that begins with “! ” is yours, with “< ” your partner's.
empty-later = Thoughts for the next meeting wait here. { $key } keeps one.
empty-sessions = Your meetings appear here, newest first. { $key } begins a note.
empty-note = This note has no lines yet. { $key } opens it.
empty-read-only = Nothing here.
empty-goals = What each of you wants to reach appears here, by numbers or by signs. { $key } adds a goal.
empty-mentor = No item of this key fits your role here. { $key } adds one of your own.

short-open = open
short-done = done
short-partly = partly
short-tried = tried
short-dropped = let go
line-result = { $text }
line-learned = learned: { $text }
promise-in-between = in between
promises-older = +{ $n } older in the ledger
promise-carried = carried over { $n }
said-visibility = Who may see this line: { $who }
said-reach = Who may see this goal: { $who }
said-owner = Whose this line is: { $who }
said-binned = In the bin now; { $key } takes it back.

note-unsaved = writing
note-is-saved = saved
note-find = Find
note-not-found = Not in this note.
note-merged = Somebody else changed this note, too: both texts are in it now.
note-vanished = Its session was deleted elsewhere; your text is kept as a session of its own.
note-in-bin = Its session was deleted elsewhere and is in the bin. What you write from now on becomes a session of its own.
note-not-in-version = The journal was replaced by another version that does not have this session. Your text is kept as a session of its own.
note-homeless = The pair of this note is no longer in this journal: another journal was restored. Esc keeps your text in a file.
note-kept-in-file = What you wrote is kept in { $path }.
note-kept-here = Your text is still here; tomoni keeps trying to save it.
note-paste-cleaned =
    { $n ->
        [one] One control character was left out of what you pasted.
       *[other] { $n } control characters were left out of what you pasted.
    }
paste-too-large = That is more than one note can hold (4 MB), so nothing was pasted. Paste it in parts.
note-full = This note is full ({ $mb } MB), so the text was not added. Continue in another note.
field-full = This field is full ({ $kb } KB), so the text was not added. Write longer texts in a note.
field-words-sealed = These words come from a sealed line, and this field is stored unsealed. They were not taken. Write them as a line in a note, or unseal the line first.
field-words-only-me = These words come from a line that only you may see, and your partner sees this field.
field-words-only-me-office = These words come from a line that only you may see, and the programme office sees this field.
field-words-partner-office = These words come from a line for your partner, and the programme office sees this field, too.
field-words-again = They were not taken. To use them here all the same, paste or save again.
field-words-locked = These words come from a sealed line and can be kept only while the vault is unlocked. F12 unlocks it.
legend-partner = the partner will
legend-named = growth, advice, story, …

welcome-title = Welcome to tomoni
welcome-about = A journal for two people who learn from each other. With whom do you meet? Everything can be changed later.
pair-new-title = New pair
pair-new-about = With whom do you meet? Everything can be changed later.
pair-edit-title = Edit the pair
pair-pause-title = Pause
pair-pause-about = The pair with { $name } rests and nothing reminds of it.
pair-field-name = Partner
pair-field-role = My role
pair-field-direction = Who learns from whom
pair-field-purpose = Purpose
pair-field-area = What for
pair-field-every = How often
pair-field-from = From
pair-field-until = Until
pair-field-alias = Short name
pair-field-reading = Reading
pair-field-report = Report agreed on
pair-field-paused-until = Until
pair-hint-name = your partner's name
pair-hint-purpose = one sentence on why you do this together; may wait
pair-hint-area = career, data skills, a first team …
pair-hint-every = 1w, 2w, 1m …
pair-hint-alias = for the command line
pair-hint-reading = how the name is read, in kana
pair-hint-report = when the partner agreed that contents go into the report
hint-date = 2026-11-28, next fri, in 2 weeks
hint-date-back-optional = 2026-08-01, last fri, 3 months ago; may stay empty
hint-date-optional = 2026-11-28, next fri, in 2 weeks; may stay empty
hint-moment = fri 15:00, 2026-11-28 15:00, in 2 weeks 10:00
form-needed = Please fill this in.
choice-none = not said

session-plan-title = Plan a session
session-edit-title = Theme and date
session-move-title = Move to another date
session-field-at = When
session-field-theme = Theme
session-field-minutes = Minutes
session-field-mode = Mode
session-field-reach = The heading may go as far as
session-hint-theme = a heading; it may stand in a summary
session-minutes-range = Minutes are a whole number from 1 to { $n }.

goal-new-title = New goal
goal-edit-title = Edit the goal
goal-revise-title = Revise the goal
goal-revise-about = What it was before stays in its history, with your reason.
goal-field-title = Goal
goal-field-owner = Whose
goal-field-sign = Sign
goal-field-baseline = Start
goal-field-target = Target
goal-field-unit = Unit
goal-field-due = Due
goal-field-reason = Reason
goal-hint-title = what will be different
goal-hint-sign = what will be seen or heard; for a goal that cannot be counted
goal-hint-number = a number; may stay empty
goal-hint-unit = times, pages, people …
goal-hint-reason = why it changes
goal-measure = Measure
goal-numbers = { $from } → { $target } { $unit}, now { $now }
goal-agreed = Agreed
goal-history = History
goal-no-check-in = no check-in yet
goal-confidence = confidence { $n }
goal-revised = revised: { $reason } (before: { $before })
checkin-title = Check in
checkin-about = { $title } · now { $now }
checkin-field-value = Number
checkin-field-confidence = Confidence
checkin-field-note = Story
checkin-hint-note = what was seen or heard

settle-done-title = Done
settle-partly-title = Partly done
settle-tried-title = Tried, and learned
settle-field-result = Result
settle-field-learned = What I learned
settle-hint-result = what to tell next time; may stay empty
settle-hint-learned = worth as much as a success
settle-needs-learned = Say in a few words what was learned.
line-due-title = Due date
line-field-due = Due
later-title = For later
later-field-text = Line
later-hint-text = for the next meeting; only you see it
save-title = Save to a file
save-field-path = File
file-saved = Saved: { $path }

mentor-needs-session = This box belongs to a session: note one first.
mentor-no-feel = No feel yet.
mentor-not-felt = No feel yet; { $key } adds one.
key-name = { $name } ({ $short })
feel-title = How does it feel?
feel-about = { $key }: { $prompt } { $note }
feel-field-level = Now
feel-field-note = Remark
feel-hint-note = only you see it; may stay empty
item-new-title = Add an item
item-edit-title = Edit the item
item-field-text = Item
item-field-when = When
item-hint-text = one sentence that can be ticked

summary-counts =
    { $shared ->
        [one] One line is in it
       *[other] { $shared } lines are in it
    } · { $kept ->
        [one] one line stays here
       *[other] { $kept } lines stay here
    }
summary-title-summary = Summary for your partner
summary-title-report = Report for the programme office
summary-title-archive = My archive
summary-title-record = My mentoring record
summary-title-know-how = Know-how
summary-counts-why = { $all } ({ $why })
summary-scope-session = this session
summary-scope-changed = since the last one
summary-scope-all = everything
summary-scope-since = since { $from }
summary-scope-until = until { $to }
summary-in-english = in English
summary-in-japanese = in Japanese
summary-last = last given away: { $day }
summary-group-contents = What goes along
summary-group-lines = Lines
summary-group-names = Names of others
summary-part-themes = themes
summary-part-goals = goals, in one word each
summary-part-learnings = own learnings
summary-decision = Going on: { $told }
summary-comment = Remark: { $told }
summary-untold = none
summary-all-in = Everything is in it. It is for you alone.
summary-not-agreed = First ask your partner. With their yes, write the day down in the pair (e).
summary-report-rules = By hand nothing of what was said gets into a report.
summary-private-question = Only you may see this line. Take it into what leaves, this once? The line itself stays as it is.
summary-printed = It is printed here when you leave the desk. P takes it back.
summary-print-full = More than { $mb } MB cannot wait to be printed, so this was not added. Save it in a file, or quit the desk first.
summary-print-not = It is not printed any more.
summary-to-print = to print: { $n }
save-page-changed = The page has changed meanwhile. Esc goes back to it; look at it, and save it then.
summary-days-title = From when to when
summary-field-since = From
summary-field-until = To
summary-days-turned = This day is before the first one.
summary-comment-title = A remark at the end
summary-field-comment = Remark
summary-hint-comment = written fresh, for the one who reads it
save-exists = { $path } is there already.
save-field-replace = What to do
save-keep = leave it as it is
save-replace = replace it
summary-not-yet = One moment: the page does not show yet what you chose. Then press again.
summary-copied = The summary was handed to the clipboard of your terminal.

bin-title = Bin
bin-is-empty = The bin is empty.
bin-empty-question =
    { $n ->
        [one] Delete one thing for good? This cannot be undone.
       *[other] Delete { $n } things for good? This cannot be undone.
    }
bin-emptied =
    { $n ->
        [one] One record was deleted for good.
       *[other] { $n } records were deleted for good.
    }
binned-pair = pair
binned-session = session
binned-line = line
binned-goal = goal
binned-item = item
binned-question = question
confirm-title = Are you sure?

undone = Undone: { $what }
redone = Redone: { $what }
undo-seal-stays = Sealed lines stay sealed; S unseals them.
undo-nothing = Nothing to undo.
redo-nothing = Nothing to redo.
language-switched = English from here on.
palette-title = Find or do
palette-hint = a command, a name, a date, a theme, a goal
palette-nothing = Nothing here has this name. Backup, export, import: see `tomoni --help`.
palette-no-session = No session on that day.
palette-command = command
palette-pair = pair
palette-session = session
palette-goal = goal
palette-person = person
help-title = Help
too-small = tomoni needs { $columns }×{ $rows }; this is { $now_columns }×{ $now_rows }.
keys-no-command = The configuration gives keys to “{ $id }”, which is no command. `tomoni keys` lists them.
keys-no-key = The configuration names a key “{ $key }” that is none.
keys-taken = The configuration gives “{ $key }” to a second command; it stays with { $by }.

# Work that takes long, and stopping it.

work-save = Saving
work-undo = Undo
work-redo = Redo
work-delete = Moving to the bin
work-restore = Bringing back from the bin
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
work-restore-stopped = Bringing it back from the bin was stopped.
work-empty-stopped = Emptying the bin was stopped.
work-seal-stopped = Sealing was stopped.
work-read-stopped = Reading was stopped.
work-search-stopped = The search was stopped.
work-unchanged = Nothing in the journal has changed.
work-text-here = What you typed is still here; it is saved when you close the note, or by itself in half a minute.
work-was-done = It was done before it could be stopped.

# Leaving, and a journal that is not in its place.

leave-hangs = The journal does not respond.
leave-kept = The unsaved text is kept in { $path }.
leave-nowhere = The unsaved text could not be written to a file either: { $why }
leave-lose-sure = Close and lose the unsaved text?
leave-sealed = { $n ->
    [one] One private line was not kept: it could not be sealed, and tomoni does not write it unencrypted.
   *[other] { $n } private lines were not kept: they could not be sealed, and tomoni does not write them unencrypted.
}
leave-sealed-sure = { $n ->
    [one] One private line cannot be sealed and saved now, and tomoni does not write it unencrypted. Close without it?
   *[other] { $n } private lines cannot be sealed and saved now, and tomoni does not write them unencrypted. Close without them?
}
leave-file-head = tomoni could not save this text in the journal. When the journal can be opened again, copy the text into it and delete this file.
place-back = The journal is back. Saving works again.
place-followed = The journal was replaced by another version of itself. The desk now works with that version.
