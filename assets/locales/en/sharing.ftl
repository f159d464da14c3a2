# What leaves: for whom, what is in it, what stays and why.

audience-partner = partner
audience-office = programme office
audience-me = me

paper-summary = summary for the partner
paper-report = report for the programme office
paper-archive = my archive
paper-record = my mentoring record
paper-know-how = know-how

format-md = Markdown
format-txt = plain text
format-html = HTML
format-docx = Word
format-json = JSON

stays-private = only me
stays-partner = for the partner, not the report
stays-reading = my reading
stays-not-for-office = no contents in the report
stays-chosen = left out by hand

naming-kept = kept
naming-alias = alias
naming-dropped = left out

decision-continue = we go on as is
decision-adjust = we go on with changes
decision-extend = we extend
decision-shorten = we shorten
decision-pause = we pause
decision-change-partner = we change partners
decision-finish = we finish
