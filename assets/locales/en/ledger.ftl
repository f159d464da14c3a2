# The promises of a pair, both ways, and the question bank.

ledger-title = Promises, both ways
ledger-carried = carried
ledger-answered = answered next time
ledger-answered-of = { $n } of { $of }
ledger-all = All
ledger-open = Open
ledger-mine = Mine
ledger-theirs = My partner's
ledger-none-here = None of the promises is like this.
ledger-made = from { $day }
ledger-due = due { $day }
ledger-settled = { $state } { $day }
ledger-told = answered at the next meeting
ledger-not-told = not yet told at the next meeting

became-carried = carried over
became-asked = asked
became-said = said
became-met = met
became-talked = talked about
became-dealt-with = dealt with

questions-title = Question bank
questions-own = My own
questions-for = One of these can come along to the session on { $day }.
questions-proposed = This question comes along to the session on { $day }.
questions-no-session = No session is planned yet; a question can come along to a planned one.
question-new-title = New question
question-edit-title = Edit the question
question-field-text = Question
question-hint-text = one that opens a talk; for every pair
