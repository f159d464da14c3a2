# Why something of another journal could not be read, and what to do about it.

import-no-date = No date was found that could be understood, and none is guessed. Put one in front of it there, for example 2026-11-28, and bring it in again.
import-not-that-format = This is not written the way this kind of journal is ({ $detail }).
import-not-utf8 = The text is not valid UTF-8. Convert it first, for example with iconv.
import-too-large = This is { $size } MB; tomoni reads at most { $limit } MB. Split it first.
import-unreadable = It could not be read: { $cause }
import-endless = Reading this file does not come to an end, so it was given up; the file may be damaged. Export the entries again from the other program and bring in that file.
import-encrypted = This journal is encrypted, and only jrnl has its key. Write a readable copy with `jrnl --decrypt copy.txt`, bring in the copy, and delete it afterwards; the journal itself stays encrypted.
import-packed = This is a packed archive. Unpack it first, then name the folder that comes out of it.
import-not-a-file = This is not a file of its own but a folder, a link or a device. Links inside a folder are not followed; name the file itself instead.
import-missing = There is nothing at this path.
import-nothing-here = Nothing of this kind of journal was found in this folder.
