# The command line: what each command and argument is for, and what is printed for people.

cli = A journal for mentoring: sessions, goals and the MENTOR checklist, in one file of your own. Without a command it opens the desk.
cli-arg-journal = The journal file, instead of your own one
cli-arg-lang = The language: en or ja
cli-arg-json = Print one JSON document, for scripts
cli-arg-color = When to colour results
cli-arg-help = Show this help
cli-arg-version = Show the version

cli-demo = Open the desk on a sample journal that is gone afterwards
cli-demo-out = Write the sample journal to this new file and stop

cli-pair = The people you meet: begin, look at, change, pause, end
cli-pair-add = Begin with somebody new; the pair is active at once
cli-pair-list = All pairs, those with a date first
cli-pair-show = Everything about one pair
cli-pair-edit = Change what is known about a pair; "none" or an empty text takes a value away
cli-pair-pause = Pause a pair, until a day or until it is resumed
cli-pair-resume = Go on after a pause
cli-pair-end = Finish a pair; its journal stays
cli-pair-add-name = Your partner's name
cli-pair-edit-name = A new name
cli-arg-pair = The pair, by its name, alias or id
cli-arg-role = Your part in it; both unless said otherwise
cli-arg-direction = Who mainly learns from whom; mutual unless said otherwise
cli-arg-purpose = Why the two of you meet
cli-arg-area = What it is for, such as career or leading a team
cli-arg-from = The first day; today unless said otherwise
cli-pair-edit-from = The first day
cli-pair-edit-role = Your part in it
cli-pair-edit-direction = Who mainly learns from whom
cli-arg-until = The last day
cli-pair-pause-until = Silent until this day
cli-arg-every = How often you mean to meet, such as 1w, 2w or 1m
cli-arg-alias = A short name, for the command line
cli-arg-reading = How the name is read, in kana
cli-arg-report-agreed = The day on which the partner agreed that contents go into the report; `none` takes it away

cli-session = Sessions: note what was said, plan, hold, move, cancel
cli-session-add = Note a session that was held, or plan one with --planned
cli-session-list = Sessions, newest first
cli-session-show = One session with its note
cli-session-edit = Change a session, or replace its note by a file
cli-session-start = The session takes place now
cli-session-hold = A planned session was held, or a running one is over
cli-session-move = Move a session to another time
cli-session-cancel = Cancel a session; it stays in the journal
cli-session-miss = A planned session did not happen; it stays in the journal
cli-session-delete = Move a session to the bin
cli-arg-id = Its id, or a beginning or ending of it
cli-arg-file = The note, in a file; - reads it from stdin
cli-arg-at = When: 2026-11-28 15:00, yesterday 10:00, next tue; now unless said otherwise
cli-session-edit-at = When it was, or will be
cli-arg-base = The note as it was when you started editing, in a file; changes made by others since then are kept
cli-arg-allow-empty = Allow an empty text to empty the note
cli-session-edit-theme-visibility = How far its heading may reach
cli-session-move-at = The new time: next tue 15:00, 2026-11-28 10:00
cli-arg-minutes = How many minutes it took, or is meant to take
cli-session-hold-minutes = How many minutes it took; what the clock says unless said otherwise
cli-arg-mode = How you met
cli-arg-theme = A heading
cli-arg-planned = It is still to come
cli-arg-since = From this day on
cli-session-list-until = Up to and with this day
cli-arg-limit = At most so many, the newest
cli-session-list-pair = Only those of this pair
cli-session-show-raw = The note alone, byte for byte

cli-line = The lines of a note
cli-line-edit = Settle who may see a line, whose it is, when it is due
cli-line-edit-visibility = Who may ever see it in a summary
cli-line-edit-owner = Whose it is
cli-line-edit-due = By when, or none

cli-line-settle = Say what became of a line that waited: asked, said, met, talked about, dealt with
cli-line-settle-state = What became of it

cli-goal = Goals: set, check in, revise, finish, let go
cli-goal-add = Set a goal, by numbers, by signs or both
cli-goal-list = Open goals, or with --all every one
cli-goal-show = One goal with its history
cli-goal-checkin = Write down how it is going
cli-goal-revise = Change a goal; what it was before stays in its history
cli-goal-agree = You have both said yes to it
cli-goal-edit = Say how far it may reach
cli-goal-edit-visibility = How far it may reach
cli-goal-done = It is achieved
cli-goal-drop = Let it go
cli-goal-add-title = What is to be achieved
cli-goal-revise-title = What is to be achieved now
cli-arg-owner = Whose it is
cli-goal-add-owner = Whose goal it is; me unless said otherwise
cli-arg-baseline = The number at the start
cli-arg-target = The number to reach
cli-arg-read-only = Open the journal read-only; commands that change it are refused
cli-arg-unit = What the number counts
cli-arg-sign = What will be seen or heard when it goes well
cli-arg-due = By when
cli-arg-agreed = The day on which you both said yes
cli-goal-list-pair = Only those of this pair
cli-goal-list-all = Also those that are achieved or let go
cli-goal-checkin-value = The number now
cli-goal-checkin-confidence = How sure you feel, 1 to 5
cli-goal-checkin-note = What there is to tell
cli-arg-reason = Why it changes
cli-goal-agree-on = The day; today unless said otherwise

cli-action = Actions: what both have promised, and what became of it
cli-action-list = Open actions, or with --all every one
cli-action-done = It is done
cli-action-partly = A part of it is done
cli-action-tried = It was tried and did not work; something was learned
cli-action-drop = Let it go
cli-action-reopen = It is open again; what was told about it stays
cli-action-list-pair = Only those of this pair
cli-action-list-owner = Only mine, the partner's, or those of both
cli-action-list-all = Also those that are done, tried or dropped
cli-action-done-result = What came of it
cli-action-partly-result = What came of it so far
cli-action-tried-learned = What was learned

cli-mentor = The MENTOR checklist: six keys, their items, how each feels
cli-mentor-show = The six keys of a pair
cli-mentor-tick = Tick an item
cli-mentor-rate = Write down how a key feels to you now
cli-mentor-show-pair = The pair; the only active one unless said otherwise
cli-mentor-tick-item = The id of the item, as `tomoni mentor show` tells it
cli-mentor-tick-state = What it is now; done unless said otherwise
cli-mentor-tick-session = The session, for items of every session; the last held one unless said otherwise
cli-mentor-rate-key = mission, engagement, network, trust, opportunity or review, or its letter
cli-mentor-rate-level = From 1 (not there yet) to 5 (thriving)
cli-mentor-rate-note = Why it feels so

cli-note = Keep one line for the next meeting
cli-note-text = The line, with a marker if you like; - reads it from stdin
cli-note-pair = The pair; the only active one unless said otherwise

cli-prep = Everything you need before a meeting, on one page
cli-prep-pair = The pair; unless said otherwise the one that meets next, or else the only active one

cli-ledger = The promises of a pair, both ways, and what became of them
cli-ledger-pair = The pair; the only active one unless said otherwise

cli-question = Questions to ask: the model's and your own
cli-question-list = Every question for a session, your own first
cli-question-add = Add a question of your own
cli-question-edit = Give a question of your own new words
cli-question-delete = Move a question of your own to the bin
cli-question-list-pair = Only those that fit your part in this pair
cli-question-add-text = The question
cli-question-edit-text = The new words

cli-due = What is worth a look, in at most three lines; nothing when nothing is


cli-summary = What may leave, for the one who is to read it: a summary, a report, an archive of your own
cli-summary-pair = The pair; the only active one unless said otherwise
cli-summary-reader = Who is to read it; the partner unless said otherwise
cli-summary-paper = What to write; for the partner a summary, for the office a report, for yourself the archive
cli-summary-session = The session; the last held one unless said otherwise
cli-summary-since = From this day on
cli-summary-until = Up to this day
cli-summary-changed = What is new or has changed since this paper was last given away
cli-summary-format = The format; Markdown unless said otherwise
cli-summary-language = Its language, en or ja; that of the program unless said otherwise
cli-summary-with = Take this line in, for this once; may be given several times
cli-summary-without = Leave this line out, for this once; may be given several times
cli-summary-names = What becomes of a name in it: NAME=kept, NAME=alias or NAME=dropped
cli-summary-themes = With the themes that may go into the report, if the partner agreed
cli-summary-goals = With the goals that may go into the report, if the partner agreed
cli-summary-learnings = With your own learnings that may go into the report, if the partner agreed
cli-summary-decision = How it goes on
cli-summary-comment = A remark at its end, written fresh
cli-summary-out = Write it to this new file
cli-summary-dry-run = Show what would be in it, and give nothing away
cli-summary-log = List what was given away
cli-calendar = Planned sessions and dates to look back, for a calendar
cli-calendar-pair = Only this pair
cli-calendar-names = With the partners' names; without them the titles are neutral
cli-calendar-out = Write it to this new file
cli-arg-force = Replace a file that is there already
cli-import = Bring in another journal, or an archive
cli-import-jrnl = A journal of jrnl: a file, a folder, or its JSON export
cli-import-tui-journal = A journal of tui-journal: its database or its JSON file
cli-import-dayone = A journal of Day One: its JSON export, unpacked, or an older bundle
cli-import-markdown = Markdown: a folder or a file, dated by front matter, name or heading
cli-arg-path = Where it lies
cli-arg-dry-run = Say what would come, and change nothing
cli-export = Write everything as one archive that can be read without tomoni
cli-export-out = The file to write; without it, the archive goes to stdout
cli-import-archive = Take an archive into an empty journal
cli-import-archive-file = The archive, as `tomoni export` has written it
cli-backup = Back up the journal and read the backup back; the desk may stay open
cli-backup-file = The file to write; without it, one in the folder “backups” beside the journal
cli-doctor-repair = Rescue every readable record of a damaged journal into a new journal at NEW; the damaged file is not changed
cli-backup-list = List the backups of the journal: what each one contains and whether it is intact
cli-look = Open the desk read-only on a backup or any other journal
cli-look-file = The journal file to open
cli-restore = Replace the journal with a backup; the current journal is kept
cli-restore-file = The backup to restore; it may be of an older schema
cli-restore-dry-run = Show what the backup contains and what would be lost, without restoring it
cli-restore-force = Do not ask

cli-bin = What was deleted: look, take back, empty
cli-bin-list = What lies in the bin, newest first
cli-bin-restore = Take something out of the bin again
cli-bin-empty = Delete everything in the bin for good
cli-bin-empty-yes = Do not ask

cli-doctor = Check the journal; exits with 1 if a problem is found
cli-doctor-accept = Restore the structure of the file after another program has altered it; tomoni backs it up first
cli-keys = Every command of the desk with its keys
cli-config = Where everything is
cli-config-print-default = Print the default configuration
cli-config-edit = Open the configuration in your editor
cli-config-check = Say whether the configuration is understood
cli-completions = Print what a shell needs to complete commands
cli-completions-shell = The shell
cli-man = Print the manual page
cli-help = Show the help of a command
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
cli-value-paper = PAPER
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

cli-usage-more = `{ $command } --help` says more.
cli-unknown-argument = “{ $name }” is not known here.
cli-hyphen = Put -- before a text that begins with a hyphen.
cli-unknown-command = There is no command “{ $name }”.
cli-did-you-mean = Did you mean { $name }?
cli-missing-command = Say what to do: a command is missing.
cli-missing-argument = This is missing: { $name }
cli-missing-value = { $name } needs a value.
cli-invalid-value = “{ $value }” does not fit { $name }.
cli-possible-values = It can be: { $values }.
cli-argument-twice = { $name } can be said only once.
cli-argument-conflict = { $name } and { $other } cannot go together.
cli-not-utf8 = An argument is not valid UTF-8.
cli-not-understood = The command was not understood.

# What commands print.

cli-type-note = Type the note; Ctrl-D ends it.
cli-demo-written = The sample journal is at { $path }. Look at it with: tomoni --journal { $path }
cli-due-on = by { $day }
cli-pair-sessions =
    { $n ->
        [one] { $n } session
       *[other] { $n } sessions
    }
cli-pair-next = next { $day }
cli-pair-last = last { $day }
cli-fact-alias = Alias
cli-fact-reading = Reading
cli-fact-status = Status
cli-fact-role = My role
cli-fact-direction = Direction
cli-fact-purpose = Purpose
cli-fact-area = For
cli-fact-from = From
cli-fact-until = Until
cli-fact-every = How often
cli-fact-paused-until = Paused until
cli-fact-report-agreed = Report agreed on
cli-fact-sessions = Sessions
cli-fact-next = Next session
cli-fact-last = Last session
cli-session-actions =
    { $n ->
        [one] { $n } action
       *[other] { $n } actions
    }
cli-session-theme-is = Topic: { $theme }
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
cli-note-in-bin = The previous text of these lines is in the bin. `tomoni bin list` lists it, `tomoni bin restore ID` restores a line.
cli-note-merged = Somebody else changed the note since --base; their lines are in it, too.
cli-note-narrowed = { $n ->
    [one] 1 line repeats words of a line that fewer people may see, so it now has the same visibility.
   *[other] { $n } lines repeat words of lines that fewer people may see, so they now have the same visibility.
} `tomoni session show ID` shows who may see each line.
cli-session-minutes-wanted = How long it took is not known, so no minutes were written down. Add them with: tomoni session edit { $id } --minutes N
cli-goal-sign-is = Sign: { $sign }
cli-goal-agreed-on = Agreed on { $day }
cli-goal-checked-in = Check-in
cli-goal-confidence-is = confidence { $n }
cli-goal-revised = Revised
cli-goal-was = before: { $title }
cli-action-from = from { $day }
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
cli-ledger-open = open { $n }
cli-ledger-carried = of these carried over { $n }
cli-ledger-done = done { $n }
cli-ledger-partly = partly done { $n }
cli-ledger-tried = tried { $n }
cli-ledger-dropped = dropped { $n }
cli-ledger-answered = answered at the next meeting { $answered } of { $of }
cli-mentor-unrated = not rated yet
cli-mentor-ask = Ask: { $question }
cli-note-which = Which pair is it for? 1 to { $n }:
cli-summary-counts = Lines in it: { $shared }. Lines that stay with you: { $kept }.
cli-import-came =
    { $n ->
        [one] { $n } entry came.
       *[other] { $n } entries came.
    }
cli-import-would-come =
    { $n ->
        [one] { $n } entry would come.
       *[other] { $n } entries would come.
    }
cli-import-known =
    { $n ->
        [one] { $n } had come before.
       *[other] { $n } had come before.
    }
cli-import-broken =
    { $n ->
        [one] { $n } could not be read; it is named above.
       *[other] { $n } could not be read; they are named above.
    }
cli-summary-logged = { $shared } in, { $kept } stayed
cli-replace-sure = { $path } is already there. Replace it? [y/N]
cli-summary-not-agreed = Themes, goals and learnings stay here: your partner has not agreed yet. With their yes, write the day down: tomoni pair edit PAIR --report-agreed DATE
cli-summary-in = in it
cli-summary-why = { $why }: { $n }
cli-summary-stays = They stay because: { $why }.
cli-summary-not-logged = It was given away, but could not be written into the log: { $problem }
cli-calendar-counts = Sessions: { $sessions }. Dates to look back: { $reviews }.
cli-bin-pair = Pair
cli-bin-session = Session
cli-bin-line = Line
cli-bin-goal = Goal
cli-bin-item = Checklist item
cli-bin-question = Question
cli-bin-sure =
    { $n ->
        [one] Delete one thing for good? It cannot be taken back. [y/N]
       *[other] Delete { $n } things for good? They cannot be taken back. [y/N]
    }
cli-bin-kept = Nothing was deleted.
cli-bin-emptied =
    { $n ->
        [one] Deleted one thing for good.
       *[other] Deleted { $n } things for good.
    }
cli-export-written = The archive is at { $path }.
cli-export-under-way = Exporting
cli-import-under-way = Importing
cli-import-done = The archive is in the journal.
cli-import-would = The archive is intact and could be imported. Nothing was written.
cli-backup-written = The backup is at { $path }. It was read back and is intact.
cli-backup-under-way = Backing up
cli-backup-none = There is no backup of this journal yet. Make one with `tomoni backup`.
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
copy-failed-damaged = There is no automatic backup today, because parts of the journal are damaged. Older backups are kept. `tomoni doctor` says what is damaged.
copy-failed-altered = There is no automatic backup today, because another program has changed the structure of the journal file. `tomoni doctor` says what was changed.
copy-failed-read-only = Your changes are saved, but today's automatic backup could not be written: the folder { $path } allows no writing.
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
cli-repair-kind-gone = note of a deletion
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
cli-list-ratings = How keys felt
cli-list-questions = Own questions
cli-list-shares = Sharing log
cli-list-gone = Ids of what is gone
cli-config-file = Configuration
cli-config-journal = Journal
cli-config-state = State
cli-config-lang = Language
cli-config-sound = { $path } is understood.
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
cli-doctor-document = a session or line is indexed wrongly (number { $n } of the index)
cli-doctor-search-gap = parts of the search index cannot be found
cli-doctor-slot-passphrase = what the passphrase opens is damaged
cli-doctor-slot-recovery = what the recovery code opens is damaged
cli-doctor-vault-wrong = what the journal stores about its vault cannot be read
cli-doctor-manifest = sealed lines are missing, duplicated or older than those written last
cli-doctor-values = some values cannot be read
cli-doctor-all-sound = The journal is intact.
cli-doctor-rest-sound = The journal is intact, as far as it was checked.
cli-doctor-found = tomoni found a problem. Copy the journal file to a safe place before you do anything else.
cli-doctor-then-accept = Nothing is written to the journal until then: `tomoni doctor --accept` copies the file and takes out what does not belong there.
cli-doctor-then-repair = `tomoni doctor --repair NEW` takes every record that can be read into a new journal and lists the others. `tomoni backup --list` lists the backups that may still have them.
cli-doctor-then-seal = Unlock the vault on the desk and compare those lines with a backup (`tomoni backup --list`). `tomoni seal accept` then accepts them as they are.
cli-doctor-then-backup = A damaged sealed line cannot be rescued. A backup may still have it intact (`tomoni backup --list`).
cli-doctor-then-heal = The journal was only read. `tomoni doctor` without --read-only rebuilds wrong indexes and counts from the records.
cli-doctor-then-passphrase = The sealed lines were not checked, because that takes the passphrase: `tomoni doctor --passphrase-file FILE` checks them.

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
    0: done. 1: failed, or doctor found a problem. 2: not understood, or a name or id that fits several.
    3: not found. 4: the vault is locked, or the passphrase or code is wrong.
    5: the journal is damaged, too new, or not a tomoni journal.
    6: saved, but the result could not be printed.
    7: the disk failed while saving, or Ctrl-C came after a part was saved; check the journal before you repeat the change.
cli-man-note-words =
    One line is one thought. A marker and a space at its start file it:
    ! I will do. < they will do. = decided. ^ learned. ? to ask. ~ my reading. & thanks.
    @ a person. % an opportunity. " words to keep. :name any kind by its name.
    A line without a marker is what was said.

cli-search = Find what was said, promised and learned
cli-search-query = Words, "a phrase", -not; pair:, kind:, since:, until:, has:open-action. Several words mean sessions that hold all of them
cli-search-pair = Only with this pair
cli-search-kind = Only lines of this kind
cli-search-until = Up to and including this day
cli-value-query = QUERY
cli-value-kind = KIND
cli-search-more = { $shown } of { $total } finds. --limit shows more.
hit-session = Theme
hit-goal = Goal
hit-pair = Pair
