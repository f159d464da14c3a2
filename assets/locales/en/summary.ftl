# The summary that a partner receives; written from the sender to the partner.

summary-title = Our session, { $day }
summary-mine = I will
summary-theirs = { $name } will
summary-ours = Both of us will
summary-by-me = Mine
summary-by-them = { $name }'s
summary-by-both = Ours
summary-me = Me
summary-both = Both of us
# Over thanks, feedback and advice.
summary-from-me = From me to { $name }
summary-to-me = From { $name } to me
summary-each-other = From both of us
