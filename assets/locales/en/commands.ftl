# The commands by their ids, and the places in which they can be called.

scope-anywhere = Everywhere
scope-desk = Desk
scope-pairs = Pairs
scope-promises = Promises
scope-later = For later
scope-sessions = Sessions
scope-lines = Note lines
scope-goals = Goals
scope-prep = Before a meeting
scope-wrapup = Wrap-up
scope-ledger = Promises, both ways
scope-questions = Question bank
scope-mentor = MENTOR
scope-note = Writing a note
scope-form = Dialog
scope-palette = Commands
scope-help = Help
scope-summary = Summary
scope-bin = Bin
scope-goal = Goal history
scope-confirm = Question

cmd-desk-next-pane = next pane
cmd-desk-previous-pane = previous pane
cmd-desk-back = back
cmd-desk-down = down
cmd-desk-up = up
cmd-desk-page-down = a page down
cmd-desk-page-up = a page up
cmd-desk-first = to the first
cmd-desk-last = to the last
cmd-desk-sessions = go to sessions
cmd-desk-goals = go to goals
cmd-desk-mentor = go to MENTOR
cmd-desk-pairs = go to pairs
cmd-desk-promises = go to promises
cmd-desk-new-pair = new pair
cmd-desk-new-later = keep a line for later
cmd-desk-undo = undo
cmd-desk-redo = redo
cmd-desk-bin = open the bin
cmd-desk-language = 日本語にする (Japanese)
cmd-desk-palette = commands
cmd-desk-help = help
cmd-desk-quit = quit
cmd-desk-summary = summary

cmd-pairs-open = open
cmd-pairs-new = new pair
cmd-pairs-edit = edit the pair
cmd-pairs-pause = pause the pair
cmd-pairs-resume = resume the pair
cmd-pairs-end = finish the pair
cmd-pairs-delete = move the pair to the bin

cmd-sessions-new = new note
cmd-sessions-open = open
cmd-sessions-plan = plan a session
cmd-sessions-edit = theme, date
cmd-sessions-start = begin the session now
cmd-sessions-hold = mark as held
cmd-sessions-move = move to another date
cmd-sessions-cancel = cancel the session
cmd-sessions-delete = move the session to the bin

cmd-lines-open = write
cmd-lines-visibility = who may see it
cmd-lines-done = done
cmd-lines-partly = partly done
cmd-lines-tried = tried, learned
cmd-lines-drop = let go
cmd-lines-reopen = open again
cmd-lines-owner = whose it is
cmd-lines-due = due date
cmd-lines-delete = move the line to the bin

cmd-promises-done = done
cmd-promises-partly = partly done
cmd-promises-tried = tried, learned
cmd-promises-drop = let go
cmd-promises-due = due date
cmd-promises-origin = where it came from

cmd-later-new = new line
cmd-later-delete = move to the bin

cmd-goals-check-in = check in
cmd-goals-open = history
cmd-goals-new = new goal
cmd-goals-edit = edit
cmd-goals-revise = revise
cmd-goals-agree = agreed with the partner
cmd-goals-done = achieved
cmd-goals-drop = let go
cmd-goals-hold = put on hold
cmd-goals-reopen = take up again
cmd-goals-delete = move the goal to the bin

cmd-mentor-open = open the key
cmd-mentor-tick = tick
cmd-mentor-feel = how it feels
cmd-mentor-new = add an item
cmd-mentor-edit = edit the item
cmd-mentor-delete = move the item to the bin

cmd-note-leave = back
cmd-note-save = save now
cmd-note-legend = markers
cmd-note-find = find
cmd-note-find-next = next match
cmd-note-find-previous = previous match
cmd-note-undo = undo
cmd-note-redo = redo
cmd-note-cut = cut
cmd-note-copy = copy
cmd-note-paste = paste
cmd-note-select-all = select all
cmd-note-word-left = a word left
cmd-note-word-right = a word right
cmd-note-start = to the start of the note
cmd-note-end = to the end of the note
cmd-note-delete-word = delete the word before
cmd-note-delete-to-end = delete to the end of the line
cmd-note-palette = commands
cmd-note-help = help

cmd-form-enter = next
cmd-form-submit = save
cmd-form-next = next field
cmd-form-previous = previous field
cmd-form-choose-next = choose
cmd-form-choose-previous = choose back
cmd-form-cancel = cancel

cmd-goal-check-in = check in
cmd-goal-revise = revise
cmd-goal-edit = edit
cmd-goal-down = down
cmd-goal-up = up
cmd-goal-close = back

cmd-summary-copy = copy
cmd-summary-save = save to a file
cmd-summary-language = other language
cmd-summary-down = down
cmd-summary-up = up
cmd-summary-page-down = a page down
cmd-summary-page-up = a page up
cmd-summary-close = back

cmd-bin-restore = take back
cmd-bin-empty = empty the bin
cmd-bin-down = down
cmd-bin-up = up
cmd-bin-close = back

cmd-palette-run = do it
cmd-palette-down = next
cmd-palette-up = previous
cmd-palette-close = back

cmd-help-down = down
cmd-help-up = up
cmd-help-page-down = a page down
cmd-help-page-up = a page up
cmd-help-close = back

cmd-confirm-yes = yes
cmd-confirm-no = no

cmd-sessions-wrap-up = wrap up
cmd-note-wrap-up = wrap up
cmd-wrapup-enter = next
cmd-wrapup-next = next row
cmd-wrapup-previous = previous row
cmd-wrapup-finish = finish
cmd-wrapup-summary = finish, then summary
cmd-wrapup-choose-next = choose
cmd-wrapup-choose-previous = choose back
cmd-wrapup-help = help
cmd-wrapup-close = leave
