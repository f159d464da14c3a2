# The search of the desk.

search-title = Find
search-finds =
    { $n ->
        [one] 1 find
       *[other] { $n } finds
    }
search-finds-more = more than { $n } finds
search-nothing = Nothing was found for this.
search-for-later = For later
search-no-pair = There is no pair “{ $name }”. Tab goes through the pairs.
search-unknown-value = “{ $filter }:” does not know “{ $value }”. Tab goes through what it knows.
search-not-understood = This means nothing here.
search-no-match-here = No match in this note.
search-completes = Tab

search-help = Type what you remember; the finds appear as you type. One Japanese character is enough, and an English word is found from its beginning. Kana, width and case do not matter.
search-eg-words = goal meeting
search-for-words = sessions that hold both words, each at its line
search-eg-phrase = "weekly meeting"
search-for-phrase = exactly these words in a row
search-eg-not = plan -budget
search-for-not = leaves out the sessions with this word
search-eg-pair = pair:naoko
search-for-pair = only with this pair
search-eg-kind = kind:learning
search-for-kind = only lines of this kind
search-eg-since = since:"last month"
search-for-since = from this day on
search-eg-until = until:yesterday
search-for-until = up to this day
search-eg-has = has:open-action
search-for-has = only sessions with an open action

# Separated by signs, as one types them after since: and until:
search-days = today | yesterday | last week | last month | last year
search-shortened = This is long: only the first { $words } words are searched for, and the first { $letters } letters of each.
