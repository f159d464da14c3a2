# The command line: what each command and argument is for, and what is printed for people.

cli = A journal for mentoring: sessions, goals and the MENTOR checklist, in one file of your own. Without a command, it opens the desk.
cli-arg-journal = The journal file to use instead of your own
cli-arg-lang = The language
cli-arg-json = Print one JSON document, for scripts
cli-arg-color = When to use colour
cli-arg-help = Show this help
cli-arg-version = Show the version

cli-demo = Open the desk on a sample journal; nothing is kept
cli-demo-out = Write the sample journal to this new file and stop

cli-pair = The people you meet: add, show, edit, pause, finish
cli-pair-add = Add a pair; it is active immediately
cli-pair-list = List all pairs, those with a date first
cli-pair-show = Show everything about one pair
cli-pair-edit = Change the details of a pair; "none" or an empty text removes a value
cli-pair-pause = Pause a pair, until a date or until you resume it
cli-pair-resume = Resume a paused pair
cli-pair-end = Finish a pair; its journal is kept
cli-pair-add-name = Your partner's name
cli-pair-edit-name = A new name
cli-arg-named-pair = The pair, as other commands take it
cli-arg-pair = The pair, by its name, short name or id
cli-arg-role = Your role; both by default
cli-arg-direction = Who mainly learns from whom; mutual by default
cli-arg-purpose = Why the two of you meet
cli-arg-area = The area, such as career or leading a team
cli-arg-from = The first day; today by default
cli-pair-edit-from = The first day
cli-pair-edit-role = Your role
cli-pair-edit-direction = Who mainly learns from whom
cli-arg-until = The last day
cli-pair-pause-until = No reminders until this day
cli-arg-every = How often you plan to meet, such as weekly, "every two weeks", monthly, 2w or 1m
cli-arg-alias = A short name, for the command line
cli-arg-reading = How the name is read, in kana
cli-arg-address = The honorific after the name in Japanese documents, in Japanese letters; `none` for the name alone, empty for the usual -san
cli-arg-report-agreed = The day on which your partner agreed that contents may go into the report; `none` removes it

cli-session = Sessions: record, plan, hold, move, cancel
cli-session-add = Record a session that was held, or plan one with --planned
cli-session-list = List sessions, newest first
cli-session-show = Show one session with its note
cli-session-edit = Change a session, or replace its note with a file
cli-session-start = Start a session now
cli-session-hold = Mark a planned session as held, or end the one that is running
cli-session-move = Move a session to another time
cli-session-cancel = Cancel a session; it is kept in the journal
cli-session-miss = Record that a planned session did not happen; it is kept in the journal
cli-session-delete = Move a session to the bin
cli-arg-id = Its id as lists show it, or at least its last 4 characters
cli-arg-file = The file with the note; - reads it from stdin
cli-arg-at = When: 2026-11-28 15:00, fri 15:30-16:30, next tue; by default now, or with --planned the time at which the pair usually meets
cli-session-edit-at = When it was, or will be
cli-arg-base = The file with the note as it was when you started editing; changes made by others since then are kept
cli-arg-allow-empty = Accept an empty text, which empties the note
cli-session-edit-theme-visibility = Who can see the theme
cli-session-move-at = The new time: next tue 15:00, 16:00 on the same day, fri 15:30-16:30
cli-arg-minutes = How many minutes it took, or is meant to take
cli-session-add-minutes = How many minutes it took, or is meant to take; by default with --planned, as many as usual
cli-session-hold-minutes = How many minutes it took; taken from the clock by default
cli-arg-mode = How you met
cli-arg-theme = The theme of the session
cli-arg-planned = The session is still to come
cli-arg-since = From this day on
cli-session-list-until = Up to and including this day
cli-arg-limit = Show at most N, newest first
cli-session-list-pair = Only sessions of this pair
cli-session-show-raw = Print only the note, byte for byte

cli-line = The lines of a note
cli-line-edit = Set who can see a line, whose it is and when it is due
cli-line-edit-visibility = Who can see it in a summary
cli-line-edit-owner = Whose it is
cli-line-edit-due = The due date, or none

cli-line-settle = Settle an open line (a question, thanks, a person, a topic, a line for later), or reopen it
cli-line-settle-state = What became of it

cli-goal = Goals: set, check in, revise, finish, let go
cli-goal-add = Set a goal, with numbers to reach, evidence to look for, or both
cli-goal-list = List open goals, or all of them with --all
cli-goal-show = Show one goal with its history
cli-goal-checkin = Record how a goal is going
cli-goal-revise = Change a goal; the previous version is kept in its history
cli-goal-agree = Record that you have both agreed on a goal
cli-goal-edit = Change who can see a goal
cli-goal-edit-visibility = Who can see it
cli-goal-done = Mark a goal as achieved
cli-goal-drop = Let a goal go
cli-goal-add-title = What is to be achieved
cli-goal-revise-title = What is to be achieved from now on
cli-arg-owner = Whose it is
cli-goal-add-owner = Whose goal it is; me by default
cli-arg-baseline = The number at the start
cli-arg-target = The number to reach
cli-arg-read-only = Open the journal read-only; commands that change it are refused
cli-arg-unit = What the number counts
cli-arg-sign = What you will see or hear when it goes well
cli-arg-due = The due date
cli-arg-agreed = The day on which you both agreed
cli-goal-list-pair = Only goals of this pair
cli-goal-list-all = Include goals that are achieved or let go
cli-goal-checkin-value = The current value
cli-goal-checkin-confidence = How confident you are, 1 to 5
cli-goal-checkin-note = A comment
cli-arg-reason = Why it changes
cli-goal-agree-on = The day; today by default

cli-action = Promises: what both of you have promised, and what became of it
cli-action-list = List open promises, or all of them with --all
cli-action-done = Mark a promise as done
cli-action-partly = Mark a promise as partly done
cli-action-tried = Mark a promise as tried, and say what you learned
cli-action-drop = Let a promise go
cli-action-reopen = Reopen a promise; its result is kept
cli-action-list-pair = Only promises of this pair
cli-action-list-owner = Only mine, my partner's, or those of both
cli-action-list-all = Include promises that are done, tried or let go
cli-action-done-result = The result
cli-action-partly-result = The result so far
cli-action-tried-learned = What you learned

cli-mentor = The MENTOR checklist: six keys, their items and your ratings
cli-mentor-show = Show the six keys of a pair
cli-mentor-tick = Tick an item
cli-mentor-rate = Rate how a key feels to you now
cli-mentor-show-pair = The pair; the only active one by default
cli-mentor-tick-item = The id of the item, as shown by `tomoni mentor show`
cli-mentor-tick-state = The new state; done by default
cli-mentor-tick-session = The session, for items ticked at every session; the last one held by default
cli-mentor-rate-key = mission, engagement, network, trust, opportunity or review, or its letter
cli-mentor-rate-level = From 1 (not there yet) to 5 (thriving)
cli-mentor-rate-note = A comment

cli-note = Save one line for the next meeting
cli-note-text = The line, with a marker if you like; - reads it from stdin
cli-note-pair = The pair; by default the one that meets next, or else the only active one

cli-prep = Show everything you need before a meeting, on one page
cli-prep-pair = The pair; by default the one that meets next, or else the only active one

cli-ledger = Show the promises of a pair, both ways, and what became of them
cli-ledger-pair = The pair; the only active one by default

cli-question = Questions to ask: the model's and your own
cli-question-list = List every question for a session, your own first
cli-question-add = Add a question of your own
cli-question-edit = Reword a question of your own
cli-question-delete = Move a question of your own to the bin
cli-question-list-pair = Only those that fit your role in this pair
cli-question-add-text = The question
cli-question-edit-text = The new wording

cli-due = Show what is worth a look, the meetings of today and tomorrow first; if there is nothing, print nothing
cli-due-short = Print one line for a shell prompt, and only if it differs from the last one


cli-summary = Write what may be shared: a summary for your partner, a report for the programme office, or your own journal in full
cli-summary-pair = The pair; the only active one by default
cli-summary-reader = Who will read it; the partner by default
cli-summary-paper = Which document; by default a summary for the partner, a report for the programme office, your full journal for yourself
cli-summary-session = The session; the last one held by default
cli-summary-since = From this day on
cli-summary-until = Up to and including this day
cli-summary-changed = Only what is new or has changed since you last shared this document
cli-summary-format = The format; Markdown by default
cli-summary-language = The language; that of the program by default
cli-summary-with = Include this line, this once; may be given several times
cli-summary-without = Leave this line out, this once; may be given several times
cli-summary-names = What to do with a name in it: NAME=kept, NAME=alias or NAME=dropped
cli-summary-themes = Include the themes that may go into the report, if your partner agreed
cli-summary-goals = Include the goals that may go into the report, if your partner agreed
cli-summary-learnings = Include your own learnings that may go into the report, if your partner agreed
cli-summary-decision = The next step for the pair
cli-summary-comment = A comment for the end, written for this document
cli-summary-out = Write it to this new file
cli-summary-dry-run = Show what it would contain, without sharing anything
cli-summary-log = List what you have shared
cli-calendar = Write a calendar file with planned sessions and the ends of terms
cli-calendar-pair = Only this pair
cli-calendar-names = Include your partners' names and the words of promises and goals; without this option the titles are neutral
cli-calendar-due = Add the due dates of promises and goals that your partner may see
cli-calendar-out = Write it to this new file
cli-arg-force = Replace a file that already exists
cli-import = Import another journal, or an archive
cli-import-jrnl = Import from jrnl: a file, a folder, or its JSON export
cli-import-tui-journal = Import from tui-journal: its database or its JSON file
cli-import-dayone = Import from Day One: its JSON export, unpacked, or an older bundle
cli-import-markdown = Import Markdown: a folder or a file, dated by front matter, name or heading
cli-arg-path = Path to the journal to import
cli-arg-dates = The order of day and month in numeric dates, if the source does not show it: with dmy, 3/6/2024 is 3 June
cli-arg-dry-run = Show what would be imported, without changing anything
cli-export = Write everything as one archive that can be read without tomoni
cli-export-out = The file to write; without it, the archive goes to stdout
cli-import-undo = Undo an import: remove the sessions that it added
cli-import-undo-import = The import, as its answer named it; without it, the last one
cli-import-undo-dry-run = Show what would be removed, without changing anything
cli-value-import = IMPORT
cli-import-archive = Import an archive into an empty journal
cli-import-archive-file = The archive, as written by `tomoni export`
cli-backup = Back up the journal and verify the backup; the desk may stay open
cli-backup-file = The file to write; without it, one in the folder “backups” beside the journal
cli-doctor-repair = Rescue every readable record of a damaged journal into a new journal at NEW; the damaged file is not changed
cli-backup-list = List the backups of the journal: what each one contains and whether it is intact
cli-look = Open the desk read-only on a backup or any other journal
cli-look-file = The journal file to open
cli-restore = Replace the journal with a backup; the current journal is kept
cli-restore-file = The backup to restore; it may be of an older schema
cli-restore-dry-run = Show what the backup contains and what would be lost, without restoring it
cli-restore-force = Do not ask for confirmation

cli-bin = The bin: list what was deleted, put it back, empty it
cli-bin-list = List what is in the bin, newest first
cli-bin-restore = Put something from the bin back in its place
cli-bin-empty = Delete everything in the bin for good
cli-bin-empty-yes = Do not ask for confirmation

cli-doctor = Check the journal; exits with 1 if a problem is found
cli-doctor-accept = Restore the structure of the file after another program has altered it; tomoni backs it up first
cli-keys = List every command of the desk with its keys
cli-config = Show where everything is stored
cli-config-print-default = Print the default configuration
cli-config-edit = Open the configuration in your editor
cli-config-check = Check the configuration
cli-completions = Print the completion script for a shell
cli-completions-shell = The shell
cli-completions-pairs = Print the names and ids of your pairs, for the completion of a shell
cli-man = Print the manual page
cli-help = Show help for a command
cli-help-command = The command, such as: session add

# What stands for a value.

cli-value-new = NEW
cli-value-file = FILE
cli-value-lang = LANG
cli-value-when = WHEN
cli-value-name = NAME
cli-value-pair = PAIR
cli-value-role = ROLE
cli-value-direction = DIRECTION
cli-value-text = TEXT
cli-value-area = AREA
cli-value-date = DATE
cli-value-datetime = DATETIME
cli-value-rhythm = RHYTHM
cli-value-address = ADDRESS
cli-value-kana = KANA
cli-value-id = ID
cli-value-n = N
cli-value-mode = MODE
cli-value-who = WHO
cli-value-title = TITLE
cli-value-unit = UNIT
cli-value-level = LEVEL
cli-value-item = ITEM
cli-value-state = STATE
cli-value-key = KEY
cli-value-reader = READER
cli-value-format = FORMAT
cli-value-paper = DOCUMENT
cli-value-naming = NAME=HOW
cli-value-decision = DECISION
cli-value-path = PATH
cli-value-shell = SHELL
cli-value-command = COMMAND

cli-with-values = { $words } [{ $values }]
cli-usage = Usage:
cli-usage-options = {"["}OPTIONS]
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options
cli-heading-everywhere = Options of every command

# What cannot be understood.

cli-usage-more = See `{ $command } --help`.
cli-unknown-argument = Unknown argument “{ $name }”.
cli-hyphen = If a text begins with a hyphen, put -- before it.
cli-unknown-command = Unknown command “{ $name }”.
cli-did-you-mean = Did you mean { $name }?
cli-home-of-others = “{ $value }” in { $name } was not understood: ~ works only as ~/, your own home folder. Write the whole path, or put ./ before a file name that begins with ~.
cli-no-home = tomoni cannot tell which folder ~ stands for in “{ $value }” ({ $name }), because HOME is not set to an absolute path. Write the whole path.
cli-missing-command = Missing command.
cli-missing-argument = Missing: { $name }.
cli-missing-value = { $name } needs a value.
cli-invalid-value = “{ $value }” is not a valid value for { $name }.
cli-possible-values = Possible values: { $values }.
cli-argument-twice = { $name } can be given only once.
cli-argument-conflict = { $name } and { $other } cannot be used together.
cli-not-utf8 = An argument is not valid UTF-8.
cli-not-understood = The command was not understood.

# What commands print.

cli-type-note = Type the note; Ctrl-D ends it.
cli-demo-written = The sample journal is at { $path }. Open it with: tomoni --journal { $path }
cli-due-unread = The date in “{ $line }” was not understood.
cli-due-on = by { $day }
cli-pair-sessions =
    { $n ->
        [one] { $n } session
       *[other] { $n } sessions
    }
cli-pair-next = next { $day }
cli-pair-last = last { $day }
cli-fact-alias = Short name
cli-fact-reading = Reading in kana
cli-fact-status = Status
cli-fact-role = My role
cli-fact-direction = Direction
cli-fact-purpose = Purpose
cli-fact-area = Area
cli-fact-from = From
cli-fact-until = Until
cli-fact-every = How often
cli-fact-paused-until = Paused until
cli-fact-address = Form of address
cli-fact-report-agreed = Report agreed on
cli-fact-sessions = Sessions
cli-fact-next = Next session
cli-fact-last = Last session
cli-session-actions =
    { $n ->
        [one] { $n } promise
       *[other] { $n } promises
    }
cli-session-theme-is = Theme: { $theme }
cli-session-next-is = Next session: { $at }
cli-session-overlaps = { $name } has another session at that time: { $at } ({ $id }). Both are kept.
cli-note-rewritten = Note updated: { $said }.
cli-note-and = {", "}
cli-note-changed = { $n ->
    [one] 1 line changed
   *[other] { $n } lines changed
}
cli-note-added = { $n ->
    [one] 1 line added
   *[other] { $n } lines added
}
cli-note-binned = { $n } moved to the bin
cli-note-in-bin = The previous text of these lines is in the bin. `tomoni bin list` lists it, `tomoni bin restore ID` puts a line back.
cli-note-merged = The note was also changed elsewhere since --base; those changes are kept, too.
cli-note-narrowed = { $n ->
    [one] 1 line repeats words of a line that fewer people may see, so it now has the same visibility.
   *[other] { $n } lines repeat words of lines that fewer people may see, so they now have the same visibility.
} `tomoni session show ID` shows who may see each line.
cli-session-minutes-wanted = tomoni could not measure how long the session took, so no minutes were saved. Add them with: tomoni session edit { $id } --minutes N
cli-goal-sign-is = Evidence: { $sign }
cli-goal-agreed-on = Agreed on { $day }
cli-goal-checked-in = Check-in
cli-goal-confidence-is = confidence { $n }
cli-goal-revised = Revised
cli-goal-was = previously: { $title }
cli-action-from = made { $day }
cli-action-carried =
    { $n ->
        [one] carried over once
       *[other] carried over { $n } times
    }
cli-action-result-is = {" "}— { $words }
cli-action-learned-is = {" "}— learned: { $words }
cli-prep-nth = session { $n }
cli-prep-no-date = no next date
cli-prep-report = To report
cli-prep-theirs = Their promises
cli-prep-goals = Goals
cli-prep-checked-in = check-in { $day }
cli-prep-last = Last time: { $day }
cli-prep-today = Agenda
cli-prep-carried = carried over
cli-prep-later = for later
cli-prep-question = saved question
cli-prep-ask = to ask
cli-prep-hard = Hard to say (only me)
cli-prep-thanks = Thanks to send
cli-mentor-unrated = not rated yet
cli-mentor-ask = Ask: { $question }
cli-note-for-next = Saved for the next session with { $name }, { $at }.
cli-note-for-later = Saved for the next session with { $name }, which has no date yet.
cli-note-due = Due { $day }.
cli-note-next-time = Due at the next session.
cli-note-unread = Its date was not understood; `tomoni line edit ID --due DATE` sets one.
cli-note-which = Which pair is it for? 1 to { $n }:
cli-summary-counts = Lines included: { $shared }. Lines left out: { $kept }.
cli-summary-counts-own = Lines included: { $shared }. Lines left out: { $kept }.
cli-summary-written = Written to { $path }.
cli-summary-recorded = Recorded as shared; --dry-run only shows it.
cli-summary-unchanged = Nothing has changed since you last shared this document ({ $when }). Nothing was written or recorded.
cli-summary-log-empty = You have not shared anything yet.
cli-import-came =
    { $n ->
        [one] Imported { $n } entry.
       *[other] Imported { $n } entries.
    }
cli-import-would-come =
    { $n ->
        [one] Would import { $n } entry.
       *[other] Would import { $n } entries.
    }
cli-import-above =
{ $n ->
        [one] Text above the first date of its file was put at the start of { $n } entry.
       *[other] Text above the first date of their files was put at the start of { $n } entries.
    }
cli-import-known =
    { $n ->
        [one] Skipped { $n } already imported.
       *[other] Skipped { $n } already imported.
    }
cli-import-broken =
    { $n ->
        [one] { $n } could not be read; see above.
       *[other] { $n } could not be read; see above.
    }
cli-import-doubts =
    { $n ->
        [one] { $n } place is uncertain; see above.
       *[other] { $n } places are uncertain; see above.
    }
cli-import-to-undo = To undo this import: { $command }
cli-import-undone =
    { $n ->
        [one] The import was undone: { $n } session was removed.
       *[other] The import was undone: { $n } sessions were removed.
    }
cli-import-undo-would =
    { $n ->
        [one] Would remove { $n } session.
       *[other] Would remove { $n } sessions.
    }
cli-import-undo-kept =
    { $n ->
        [one] { $n } session was changed or deleted after the import and was left as it is:
       *[other] { $n } sessions were changed or deleted after the import and were left as they are:
    }
cli-import-undo-under-way = Undoing the import
cli-summary-handed-over = copied, not confirmed
cli-summary-logged = { $shared } included, { $kept } left out
cli-replace-sure = { $path } already exists. Replace it? [y/N]
cli-summary-not-agreed = Themes, goals and learnings are left out: your partner has not agreed yet. Once they have, record the day: tomoni pair edit PAIR --report-agreed DATE
cli-summary-in = included
cli-summary-why = { $why }: { $n }
cli-summary-stays = Reason: { $why }.
cli-summary-not-logged = The document was shared, but this could not be recorded in the sharing log: { $problem }
cli-calendar-counts = Sessions: { $sessions }. Ends of terms: { $reviews }.
cli-calendar-due-dates = Due dates: { $n }.
cli-calendar-cancelled = Cancelled: { $n }.
cli-bin-pair = Pair
cli-bin-session = Session
cli-bin-line = Line
cli-bin-goal = Goal
cli-bin-item = Checklist item
cli-bin-question = Question
cli-bin-sure =
    { $n ->
        [one] Delete one item for good? This cannot be undone. [y/N]
       *[other] Delete { $n } items for good? This cannot be undone. [y/N]
    }
cli-bin-kept = Nothing was deleted.
cli-nothing-to-change = No option says what to change, so nothing was changed. See --help.
cli-bin-nothing = The bin is empty.
cli-bin-emptied =
    { $n ->
        [one] Deleted one item for good.
       *[other] Deleted { $n } items for good.
    }
cli-export-written = The archive is at { $path }.
cli-export-under-way = Exporting
cli-import-under-way = Importing
cli-import-done = The archive was imported.
cli-import-would = The archive is intact and could be imported. Nothing was written.
cli-backup-written = The backup is at { $path }. It was read back and is intact.
cli-backup-written-damaged = The backup is at { $path }. It was read back and is a faithful copy of the journal, which is damaged.
cli-backup-vault-missing = The journal has sealed lines, but what it stored about their vault is missing or damaged, so nothing can open them, here or in this backup. An earlier backup may still have it (`tomoni backup --list`).
cli-backup-key-passphrase = The key for the passphrase is missing or damaged, here and in this backup: the passphrase no longer unlocks the vault. `tomoni seal recover` sets a new passphrase with the recovery code; an earlier backup may still be intact.
cli-backup-key-recovery = The key for the recovery code is missing or damaged, here and in this backup: the recovery code no longer unlocks the vault. `tomoni seal rotate` makes a new code with the passphrase; an earlier backup may still be intact.
cli-backup-under-way = Backing up
cli-backup-none = There are no backups of this journal yet. Make one with `tomoni backup`.
cli-backup-head-made = Made
cli-backup-head-kind = Kind
cli-backup-head-size = Size
cli-backup-head-state = State
cli-backup-head-file = File
cli-backup-kind-automatic = automatic
cli-backup-kind-backup = manual
cli-backup-kind-replaced = replaced
cli-backup-kind-before-schema = before upgrade
cli-backup-sound = intact
cli-backup-damaged = damaged
copy-failed = Your changes are saved, but today's automatic backup was not made: { $why }
copy-failed-full = Your changes are saved, but there was no room for today's automatic backup. Free some space on the disk.
copy-failed-not-written = Your changes are saved, but the disk did not accept today's automatic backup. There may be a quota or a limit on file sizes, or the disk may be failing.
copy-failed-damaged = There is no automatic backup today, because parts of the journal are damaged. Older backups are kept. `tomoni doctor` shows what is damaged.
copy-failed-altered = There is no automatic backup today, because another program has changed the structure of the journal file. `tomoni doctor` shows what was changed.
copy-failed-read-only = Your changes are saved, but today's automatic backup could not be written: the folder { $path } is read-only.
cli-repair-under-way = Reading the journal
cli-repair-stand-in = (recovered)
cli-repair-taken =
    { $records ->
        [one] One record was copied to { $path }:
       *[other] { $records } records were copied to { $path }:
    }
cli-repair-lost =
    { $n ->
        [one] One record could not be read:
       *[other] { $n } records could not be read:
    }
cli-repair-changed =
    { $n ->
        [one] One record was copied but may differ from what was written. Check it:
       *[other] { $n } records were copied but may differ from what was written. Check them:
    }
cli-repair-made =
    { $n ->
        [one] One placeholder named “(recovered)” was added, because readable records belong to it:
       *[other] { $n } placeholders named “(recovered)” were added, because readable records belong to them:
    }
cli-repair-unsure = More records of these kinds may be missing; the part of the file that lists them cannot be read: { $kinds }.
cli-repair-all = Every record could be read.
cli-repair-no-vault = What the journal stored about its vault is gone. The sealed lines were copied, but nothing can open them in the new journal. A backup may still have the vault (`tomoni backup --list`).
cli-repair-next = The original file was not changed. Open the new journal with `tomoni --journal { $path }`; `tomoni restore { $path }` makes it your journal and keeps the original.
cli-repair-next-sealed = If tomoni says when you unlock the vault that sealed lines were changed, `tomoni --journal { $path } seal accept` accepts the rescued lines.
cli-repair-kind-pair = pair
cli-repair-kind-session = session
cli-repair-kind-entry = line
cli-repair-kind-goal = goal
cli-repair-kind-checkin = check-in
cli-repair-kind-revision = revision of a goal
cli-repair-kind-own-item = own checklist item
cli-repair-kind-own-question = own question
cli-repair-kind-tick = tick
cli-repair-kind-rating = rating of a key
cli-repair-kind-share = sharing log entry
cli-repair-kind-vault = vault
cli-repair-kind-key-slot = key of the vault
cli-repair-kind-gone = record of a deletion
cli-restore-under-way = Restoring
cli-restore-sure = Replace the journal with the backup? The current journal is kept as a backup. [y/N]
cli-restore-kept = Nothing was changed.
cli-restore-done = The journal { $path } was restored from the backup.
cli-restore-replaced = The previous journal is kept at { $path }.
cli-restore-backup = Backup
cli-restore-journal = Journal now
cli-restore-lost = The journal contains records that the backup lacks or has in an older version. After the restore they are only in the backup that tomoni makes of the current journal:
cli-restore-nothing-lost = The backup contains every record of the journal.
cli-restore-other-journal = This backup belongs to another journal: it contains none of the pairs of your journal.
cli-restore-loss-unknown = The journal is damaged, so tomoni cannot tell everything that the backup lacks. A restore keeps the current journal in a file of its own.
cli-restore-missing = Missing
cli-restore-newer = Older in backup
cli-restore-from = Oldest
cli-restore-until = Newest
cli-restore-unreadable = cannot be read
cli-restore-none = none yet
cli-holds-newest = Newest session
cli-holds-changed = Last change
cli-holds-pairs = Pairs
cli-holds-sessions = Sessions
cli-holds-lines = Lines
cli-holds-goals = Goals
cli-holds-schema = Schema
cli-list-vault = Vault
cli-list-slots = Keys of the vault
cli-list-pairs = Pairs
cli-list-sessions = Sessions
cli-list-lines = Lines
cli-list-goals = Goals
cli-list-checkins = Check-ins
cli-list-revisions = Revisions of goals
cli-list-items = Own checklist items
cli-list-ticks = Ticks
cli-list-ratings = Ratings of keys
cli-list-questions = Own questions
cli-list-shares = Sharing log
cli-list-gone = Ids of deleted records
cli-config-file = Configuration
cli-config-journal-unknown = not known, because the configuration is wrong: see `tomoni config --check`
cli-config-journal = Journal
cli-config-state = State
cli-config-lang = Language
cli-config-lang-name = English
cli-config-sound = { $path } is valid.
cli-config-none = There is no configuration file at { $path }; the defaults apply. `tomoni config --edit` creates one.
cli-backup-with-damage = { $n ->
    [one] One record of the journal is damaged; it was copied as it is. `tomoni doctor` shows which one.
   *[other] { $n } records of the journal are damaged; they were copied as they are. `tomoni doctor` shows which ones.
}
cli-doctor-journal = Journal
cli-doctor-of-schema = schema { $n }
cli-doctor-schema = Tables, views and triggers
cli-doctor-nothing-to-accept = The journal contains only what belongs to it. Nothing was changed.
cli-doctor-accepted = The structure of the journal file is restored: { $names }. The file as it was is kept at { $path }.
cli-doctor-integrity-check = File structure
cli-doctor-missing-records = Records known to the indexes
cli-doctor-records = Checksums of all records
cli-doctor-counts = Session counts of all pairs
cli-doctor-healed = was wrong and was rebuilt from the records; the records themselves were not changed
cli-doctor-search-index = Search index
cli-doctor-vault = Keys of the vault
cli-doctor-sealed-lines = Sealed lines
cli-doctor-sound = OK
cli-doctor-wrong =
    { $n ->
        [one] 1 problem
       *[other] { $n } problems
    }
cli-doctor-unchecked =
    { $n ->
        [one] not checked: 1 sealed line
       *[other] not checked: { $n } sealed lines
    }
cli-doctor-about = { $what }:
cli-doctor-engine = SQLite says: “{ $said }”
cli-doctor-object-table = table { $name }
cli-doctor-object-view = view { $name }
cli-doctor-object-index = index { $name }
cli-doctor-object-trigger = trigger { $name }
cli-doctor-document = the index entry of a session or line is wrong (number { $n } in the index)
cli-doctor-slot-passphrase = the key for the passphrase is damaged
cli-doctor-slot-recovery = the key for the recovery code is damaged
cli-doctor-search-gap = parts of the search index cannot be found
cli-doctor-vault-wrong = what the journal stores about its vault cannot be read
cli-doctor-manifest = sealed lines are missing, duplicated or older than the last ones written
cli-doctor-values = some values cannot be read
cli-doctor-all-sound = The journal is intact.
cli-doctor-rest-sound = Everything that was checked is intact.
cli-doctor-unsaved =
    { $n ->
        [one] Text that could not be saved is still in this file:
       *[other] Texts that could not be saved are still in these files:
    }
cli-doctor-unsaved-then = Its first line says when and why. Copy what you need into the note of its session, or add it as a session of its own with `tomoni session add --pair PAIR --at DATE FILE`; then delete the file.
cli-doctor-found = tomoni found a problem. Copy the journal file to a safe place before you do anything else.
cli-doctor-then-accept = tomoni does not write to the journal until you run `tomoni doctor --accept`, which copies the file and removes what does not belong in it.
cli-doctor-then-repair = `tomoni doctor --repair NEW` copies every record that can be read into a new journal and lists the others. `tomoni backup --list` lists the backups that may still have them.
cli-doctor-then-seal = Unlock the vault on the desk and compare those lines with a backup (`tomoni backup --list`). `tomoni seal accept` then accepts them as they are.
cli-doctor-then-backup = A damaged sealed line cannot be rescued. A backup may still have it intact (`tomoni backup --list`).
cli-doctor-then-heal = The journal was opened read-only. `tomoni doctor` without --read-only rebuilds wrong indexes and counts from the records.
cli-doctor-then-passphrase = The sealed lines were not checked, because this needs the passphrase: run `tomoni doctor --passphrase-file FILE`.
cli-doctor-removed = { $n ->
    [one] The search index has the words of a line or session that is not in the journal: another program has removed it. A backup may still have it (`tomoni backup --list`). tomoni says this only until it has rebuilt the index.
   *[other] The search index has the words of { $n } lines or sessions that are not in the journal: another program has removed them. A backup may still have them (`tomoni backup --list`). tomoni says this only until it has rebuilt the index.
}

# The manual page.

cli-man-name = NAME
cli-man-synopsis = SYNOPSIS
cli-man-environment = ENVIRONMENT
cli-man-exit = EXIT CODES
cli-man-note = THE LANGUAGE OF A NOTE
cli-man-environment-words =
    TOMONI_JOURNAL: the journal file, unless --journal names one.
    TOMONI_LANG: the language, unless --lang names one.
    TOMONI_CONFIG_DIR: the folder of the configuration.
    TOMONI_STATE_DIR: the folder for unsaved text that cannot be written beside the journal.
    TOMONI_NOW: the time that counts as now, RFC 3339 with offset; for tests and pictures.
    NO_COLOR: results are not coloured.
cli-man-exit-words =
    0: done. 1: failed, or doctor found a problem. 2: not understood, or a name or id that matches several.
    3: not found. 4: the vault is locked, or the passphrase or code is wrong.
    5: the journal is damaged, too new, or not a tomoni journal.
    6: saved, but the result could not be printed.
    7: the disk failed while saving, or Ctrl-C came after a part was saved; check the journal before you repeat the change.
cli-man-note-words =
    One thought per line. A marker and a space at the start say what the line is:
    ! I will do. < they will do. = decided. ^ learned. ? to ask. ~ my reading. & thanks.
    @ a person. % an opportunity. " words to keep. :name for any kind by name.
    A line without a marker is what was said.

cli-search = Search for what was said, promised and learned
cli-search-query = Words, "a phrase", -not; pair:, kind:, since:, until:, has:open-action, has:promise. Several words find sessions that contain all of them
cli-search-pair = Only with this pair
cli-search-kind = Only lines of this kind
cli-search-until = Up to and including this day
cli-value-order = ORDER
order-dmy = day, month, year
order-mdy = month, day, year
order-ymd = year, month, day
cli-value-query = QUERY
cli-value-kind = KIND
cli-search-more = { $shown } of { $total } matches. --limit shows more.
hit-session = Theme
hit-goal = Goal
hit-pair = Pair
