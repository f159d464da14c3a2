# The wrap-up of a session.

wrapup-title = Wrap-up
wrapup-next = Next date
wrapup-minutes = Minutes
wrapup-mine = I will
wrapup-theirs = They will
wrapup-learned = I learned
wrapup-thanks = Thanks
wrapup-growth = Growth noticed
wrapup-pulse = Quick check
wrapup-checklist = Checklist

wrapup-when = { $when }, { $distance }
wrapup-next-none = no next date
wrapup-next-stays = the planned date stays
wrapup-next-unclear = not a date yet
wrapup-next-past = The next session lies ahead; this moment has passed.
wrapup-minutes-unknown = how many minutes was it?
wrapup-minutes-planned = { $n } were planned; how many was it?
wrapup-minutes-untrusted = the clock cannot be trusted: how long was it?
wrapup-stays = stays as it was
wrapup-already =
    { $n ->
        [one] one in the note
       *[other] { $n } in the note
    }
wrapup-seen =
    Summary: { $seen ->
        [one] one line
       *[other] { $seen } lines
    } could be shared, { $kept ->
        [one] one stays
       *[other] { $kept } stay
    } with you
wrapup-kept = The wrap-up is kept. { $key } shows the summary.
wrapup-merged = The wrap-up is kept. A line was changed elsewhere meanwhile: both texts stay in the note.
wrapup-leave-question = Leave the wrap-up without keeping what you have entered here?
