# The search of the desk.

search-title = Search
search-finds =
    { $n ->
        [one] 1 match
       *[other] { $n } matches
    }
search-finds-more = more than { $n } matches
search-nothing = No match.
search-for-later = For later
search-no-pair = There is no pair “{ $name }”. Tab lists the pairs.
search-unknown-value = “{ $filter }:” does not accept “{ $value }”. Tab lists what it accepts.
search-not-understood = Part of this search is not valid.
search-no-match-here = No match in this note.
search-completes = Tab

search-help = Type what you remember; matches appear as you type. One Japanese character is enough; an English word is found by its beginning. Case, accents, kana, width and spelling variants do not matter.
search-eg-words = goal meeting
search-for-words = sessions that contain both words
search-eg-phrase = "weekly meeting"
search-for-phrase = exactly these words in a row
search-eg-not = plan -budget
search-for-not = leaves out sessions with this word
search-eg-pair = pair:naoko
search-for-pair = only with this pair
search-eg-kind = kind:learning
search-for-kind = only lines of this kind
search-eg-since = since:"last month"
search-for-since = from this day on
search-eg-until = until:yesterday
search-for-until = up to and including this day
search-eg-has = has:open-action
search-for-has = only sessions with an open promise

# Separated by signs, as one types them after since: and until:
search-days = today | yesterday | last week | last month | last year
search-shortened = This is long: only the first { $words } words are used, and the first { $letters } letters of each.
search-operators = All words must match; -word leaves a word out. There is no OR.
search-only-narrows = A pair or a date alone only narrows a search: add a word, kind: or has:.
search-no-word = Type a word to search for.
search-only-leaves-out = A search needs something to look for, not only words to leave out: add a word, kind: or has:.
search-no-filter = “{ $name }:” is not a filter, so it is searched for as text. The filters are pair:, kind:, since:, until: and has:.
search-no-filter-but = “{ $name }:” is not a filter, so it is searched for as text. Did you mean “{ $meant }:”?
