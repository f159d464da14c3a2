# The wrap-up of a session.

wrapup-title = Wrap-up
wrapup-next = Next date
wrapup-minutes = Minutes
wrapup-mine = I will
wrapup-theirs = Partner will
wrapup-learned = I learned
wrapup-thanks = Thanks
wrapup-growth = Growth noticed
wrapup-pulse = How was it?
wrapup-checklist = Checklist

wrapup-when = { $when }, { $distance }
wrapup-next-none = no next date
wrapup-next-stays = the planned date stays
wrapup-next-unclear = not a date yet
wrapup-next-past = The next session must be in the future; this time has passed.
wrapup-minutes-unknown = how many minutes was it?
wrapup-minutes-planned = { $n } were planned; how many was it?
wrapup-minutes-untrusted = the clock is not reliable here: how long was it?
wrapup-stays = unchanged
wrapup-already =
    { $n ->
        [one] one in the note
       *[other] { $n } in the note
    }
wrapup-seen =
    Summary: { $seen ->
        [one] one line
       *[other] { $seen } lines
    } can be shared, { $kept ->
        [one] one
       *[other] { $kept }
    } left out
wrapup-kept = The wrap-up is saved. { $key } shows the summary.
wrapup-merged = The wrap-up is saved. A line was also changed elsewhere: the note contains both texts.
