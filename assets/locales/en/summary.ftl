# The summary that a partner receives; written from the sender to the partner.

summary-title = Our session, { $day }
summary-mine = I will
summary-theirs = { $name } will
summary-ours = We both will
summary-by-me = By me
summary-by-them = By { $name }
summary-by-both = By us both
