# The summary that a partner receives; written from the sender to the partner.

summary-title = Our session, { $day }
summary-partner = with { $name }
summary-theme = Theme: { $theme }
summary-decided = Decided
summary-until-next = Until next time
summary-mine = I will
summary-theirs = { $name } will
summary-ours = We both will
summary-due = {" "}(by { $day })
summary-learned = Learned
summary-next = Next session
summary-thanks = Thank you
