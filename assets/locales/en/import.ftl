# Why something of another journal could not be read, and what to do about it.

import-no-date = No date was found, and tomoni does not guess one. Put a date in front of the entry in the source, for example 2026-11-28, and import it again.
import-not-that-format = This is not in the expected format ({ $detail }).
import-not-utf8 = The text is not valid UTF-8. Convert it first, for example with iconv.
import-too-large = This is { $size } MB; the limit is { $limit } MB. Split it first.
import-unreadable = It could not be read: { $cause }
import-endless = Reading this file does not come to an end, so tomoni stopped; the file may be damaged. Export the entries again from the other program and import that file.
import-encrypted = This journal is encrypted, and only jrnl has its key. Write a readable copy with `jrnl --decrypt copy.txt`, import the copy, and delete it afterwards; the journal itself stays encrypted.
import-packed = This is a packed archive. Unpack it first, then name the folder that it contains.
import-not-a-file = This is not a regular file but a folder, a link or a device. tomoni does not follow links inside a folder; name the file itself instead.
import-missing = There is no file or folder at this path.
import-nothing-here = This folder contains no journal of this kind.
import-encoding = The text is in { $encoding }, not in UTF-8. Write a copy with `iconv -f { $encoding } -t UTF-8 OLD > NEW`, and import the copy.
import-either-way = “{ $date }” is { $dmy } if the day comes first, and { $mdy } if the month does; nothing in the source says which. Nothing was imported. Import it again with `--dates dmy` or `--dates mdy`.
import-unclear-date = This heading looks like a date, but tomoni cannot read it as one, so no entry begins here, and what follows stays with the entry before it, if there is one. Write it like 2026-11-28 in the source and import it again.
import-other-kind = This kind of file is not supported. Save it as text or Markdown, and import that.
import-no-such-day = This day does not exist, so no entry begins here. Correct the date in the source and import it again.
import-no-such-time = This time does not exist, so no entry begins here. Correct the time in the source and import it again.
import-words-behind-date = This line begins with a date and goes on with other words, so it was read as text, and no entry begins here. If a day begins here, put the date alone on its line and import it again.
import-no-year = This heading has a day but no year, and neither its neighbours nor the name of the file say which, so no entry begins here, and what follows stays with the entry before it, if there is one. Add the year in the source and import it again.
import-deeper-date = This heading ends with a date, but the days of this file are other headings, so no entry begins here, and what follows stays with the entry before it, if there is one.
import-other-weekday = { $date } is a { $is }, not a { $said }. The entry was imported with this date; correct it if the weekday was right.
import-many-days = The headings of this file have { $n } different dates, but its name or its beginning says one date for all of it, so it was imported as one entry.
import-other-files = { $n ->
        [one] One file of another kind ({ $endings }) was not read.
       *[other] { $n } files of other kinds ({ $endings }) were not read.
    }
