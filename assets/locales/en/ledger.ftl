# The promises of a pair, both ways, and the question bank.

ledger-title = Promises, both ways
ledger-nothing-open = nothing open
ledger-still-open = { $n } open
ledger-carried = { $n } carried over
ledger-all = All
ledger-open = Open
ledger-mine = Mine
ledger-theirs = My partner's
ledger-none-here = No promises match this filter.
ledger-empty = Promises that you and your partner make appear here, also when they are settled.
ledger-made = made { $day }
ledger-due = due { $day }
ledger-settled = { $state } { $day }
ledger-told = settled by the next meeting
ledger-not-told = not settled by the next meeting

became-carried = carried over
became-asked = asked
became-said = said
became-met = met
became-talked = talked about
became-dealt-with = dealt with

questions-title = Question bank
questions-own = My own
questions-for = Pick a question for the session on { $day }.
questions-proposed = This question is on the agenda for the session on { $day }.
questions-no-session = No session is planned yet. Plan one, then pick a question for it.
question-new-title = New question
question-edit-title = Edit the question
question-field-text = Question
question-hint-text = available to all pairs
questions-at = { $question } ({ $when })
