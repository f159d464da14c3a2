# The vault of private lines.

line-locked = (locked line)
vault-hidden = hidden while locked
line-damaged = (damaged line: what is stored is not what was written)

vault-off = off
vault-locked = locked
vault-unlocked = unlocked
vault-strength-very-weak = very weak
vault-strength-weak = weak
vault-strength-fair = fair
vault-strength-good = good
vault-strength-strong = strong
vault-unreached = Not reached: { $path } may still hold sealed lines readable. Delete it if you do not need it.
vault-remains = What was asked for is done. But there was no room to put the journal together afresh, so the file may still hold remains of what it was before. Make room, then let `tomoni seal passphrase` do it.

problem-vault-locked = The sealed lines are locked. Nothing was written. Give the passphrase with --passphrase-file.
problem-vault-wrong = That does not open the vault. Nothing was written.
problem-vault-no-code = That is no recovery code: a letter is wrong or missing. Nothing was written.
problem-vault-nobody-asked = The passphrase is needed, and there is no terminal to ask for it. Nothing was written. Name a file with --passphrase-file.
problem-vault-slot-damaged = The keys of the vault are damaged. Nothing was written. Try the recovery code with `tomoni seal recover`, or restore a backup.
problem-vault-too-new = The vault comes from a newer tomoni. Nothing was written. Please update tomoni.
problem-vault-line-damaged = A line is damaged: the stored text is not the text that was written. Nothing was overwritten. `tomoni doctor` shows which line it is; a backup may still have it intact.
problem-vault-seals-broken = Sealed lines are missing, doubled or older than those written last: somebody has changed the file outside tomoni. They can be read; nothing of them is overwritten before you accept this with `tomoni seal accept`.
problem-vault-no-memory = There is not enough free memory to open the vault. Nothing was written. Close other programs and try again.
problem-vault-no-randomness = The system gives no random numbers, so nothing could be sealed. Nothing was written.
problem-vault-off = Nothing is sealed in this journal. `tomoni seal on` makes a vault. Nothing was changed.
problem-vault-on = This journal has a vault already. Nothing was changed.
problem-vault-nothing = Nothing was typed, so nothing was done.
problem-vault-differs = The two were not the same. Nothing was changed.
problem-vault-not-noted = That is not the end of the recovery code. Nothing was changed: note the code first, it is the only way back.
problem-vault-stdin-twice = Standard input can give only one of the things that this command reads. Nothing was written. Put the others into files.
problem-vault-not-agreed = Nothing was changed.

cli-arg-passphrase-file = A file whose first line is the passphrase of the vault; - is stdin
cli-arg-reveal = Print sealed lines, too
cli-arg-seal = Seal it: readable with the passphrase only
cli-arg-unseal = Let it be readable without the passphrase
cli-seal = The vault: lines that only your passphrase opens
cli-seal-on = Make the vault: seal the ~ lines, and new ones from now on
cli-seal-status = Whether there is a vault, and how many lines are sealed
cli-seal-passphrase = Change the passphrase
cli-seal-recover = Set a new passphrase with the recovery code
cli-seal-rotate = Seal everything anew under another key, after a leak
cli-seal-accept = Accept that sealed lines are not those written last, and go on
cli-seal-off = Do away with the vault: every sealed line is readable again
cli-arg-new-passphrase-file = A file whose first line is the new passphrase
cli-arg-code-file = A file whose first line is the recovery code
cli-seal-off-yes = Do not ask

cli-seal-ask = Passphrase:
cli-seal-new = New passphrase:
cli-seal-again = The same again:
cli-seal-strength = Strength: { $strength }.
cli-seal-code = The recovery code. It is shown only this once, and it is the only way back if you forget the passphrase. Write it on paper.
cli-seal-code-back = Type its last group:
cli-seal-code-ask = Recovery code:
cli-seal-on-done = { $n ->
    [0] Readings (~) are sealed from now on; there was none yet.
    [one] Readings (~) are sealed from now on. One was sealed.
   *[other] Readings (~) are sealed from now on. { $n } were sealed.
}
cli-seal-copies = { $n ->
    [one] One backup was sealed, too.
   *[other] { $n } backups were sealed, too.
}
cli-seal-beyond = What tomoni cannot reach: files you gave away or exported, copies made by other programs (cloud folders, snapshots of the disk), and what a disk keeps of overwritten blocks.
cli-seal-fell-back = There was less memory than usual, so each guess of the passphrase costs 64 MiB instead of 256 MiB. A longer passphrase makes up for it.
cli-seal-state = Vault
cli-seal-lines = Sealed lines
cli-seal-cost = A guess costs
cli-seal-guess = { $n } MiB
cli-seal-passphrase-done = The passphrase is changed.
cli-seal-recover-done = The new passphrase holds. The recovery code stays the same.
cli-seal-rotate-done = { $n ->
    [one] One line is sealed under a new key; the old recovery code no longer opens it.
   *[other] { $n } lines are sealed under a new key; the old recovery code no longer opens them.
}
cli-seal-accept-done = Accepted. From now on the sealed lines as they are count as written.
cli-seal-accept-but-damaged = Accepted. From now on the other sealed lines as they are count as written; the damaged lines stay damaged.
cli-seal-off-sure = Anybody who has the file will be able to read every line that is sealed now. Go on? [y/N]
cli-seal-off-really = Really? [y/N]
cli-seal-off-done = { $n ->
    [0] The vault is gone. There was no sealed line.
    [one] The vault is gone; one line is readable again.
   *[other] The vault is gone; { $n } lines are readable again.
}
cli-seal-old-copies = Backups made before still open with what opened them then.
cli-seal-damaged = Damaged lines, left as they are: { $lines }
cli-note-in-history = What you typed behind the command may be in the history of your shell. `tomoni note -` reads a line that is not.
search-unsearched = { $n ->
    [one] One locked line was not searched.
   *[other] { $n } locked lines were not searched.
}

vault-unlock-title = Unlock the sealed lines
vault-new-title = Seal the ~ lines
vault-code-title = Recovery code: write it on paper
vault-field-passphrase = Passphrase
vault-field-new = New passphrase
vault-hint-new = several words you will remember
vault-field-again = The same again
vault-hint-again = the very same
vault-field-code = Its last group
vault-hint-code = shown only now; the only way back
vault-deriving = Opening… Esc gives up.
vault-differs = The two are not the same.
vault-not-noted = That is not its end. Write the code down first: it is the only way back.
vault-damaged = { $n ->
    [one] One sealed line is damaged: what is stored is not what was written. It is shown as such and not overwritten.
   *[other] { $n } sealed lines are damaged: what is stored is not what was written. They are shown as such and not overwritten.
}
vault-locked-desk = The sealed lines are locked. F12 unlocks them.
vault-off-desk = Nothing is sealed in this journal. F12 begins.
vault-line-fixed = A locked line stays as it is. F12 unlocks it.
vault-unlock-to-keep = A ~ line can be kept only while the vault is unlocked: F12, or leave out the ~.
vault-unkept = not kept
vault-held = unlock to keep
vault-held-sure = { $n ->
    [one] One ~ line is only in memory, because the vault is locked. Close without it? (n, then F12, keeps it.)
   *[other] { $n } ~ lines are only in memory, because the vault is locked. Close without them? (n, then F12, keeps them.)
}
vault-copy-sure = This holds sealed text. On the clipboard every program can read it, and tomoni cannot take it back. Copy it?
line-sealed = sealed
said-sealed = Sealed.
said-unsealed = Readable again.
said-note-sealed = The whole note is sealed, and what is added to it.
said-note-unsealed = The note is readable again, but for its ~ lines and those sealed one by one.
problem-vault-needs-yes = Removing the vault makes every sealed line readable, and without a terminal tomoni cannot ask you to confirm it. Nothing was changed. Add --yes to confirm.
summary-sealed-stays = Sealed lines are in no paper. Unseal the line first (S), if it may leave.
problem-vault-stays-sealed = Sealed lines are in no paper. Nothing was written. `tomoni line edit ID --unseal` first, if the line may leave.
problem-vault-not-revealed = This note has sealed lines, so it is not printed as it is. Say --reveal if it may be.
vault-new-about = From now on ~ lines are encrypted, and only this passphrase opens them. A recovery code comes next. If both are lost, nobody can help.
vault-making = Making the key… Esc gives up.
vault-nothing-sealed = Nothing was sealed.
vault-wrong-desk = That does not open the vault. Forgotten? `tomoni seal recover` in a shell takes the recovery code.
said-locked-by-itself = Locked: nobody was here for a while.
note-sealed = (sealed note)
search-unsearched-desk = { $n ->
    [one] One locked line was not searched. F12 unlocks it.
   *[other] { $n } locked lines were not searched. F12 unlocks them.
}
cli-seal-accept-nothing = There was nothing to accept: the sealed lines are those written last.
vault-locking = Locking…
problem-vault-too-long = A passphrase has at most 4096 bytes. Nothing was written.
problem-vault-no-code-asked = The recovery code is needed, and there is no terminal to ask for it. Nothing was written. Name files with --code-file and --new-passphrase-file.
problem-vault-no-vault = You gave --passphrase-file or --reveal, but this journal has no vault, so private lines would be stored unencrypted. Nothing was written. Check that this is the right journal, make a vault with `tomoni seal on`, or leave out --passphrase-file and --reveal.
problem-vault-code-unseen = A new recovery code becomes valid after you have confirmed it, and there is no terminal here to show it. Nothing was changed. Use a terminal, or name a new file with --recovery-file FILE.
problem-vault-code-not-kept = The file with the recovery code was read back and does not contain what was written. Nothing was changed. Choose a file on another disk.
problem-vault-too-weak = This passphrase is guessed in fewer than a thousand tries, and here nobody can be asked whether it is meant. Nothing was changed. Use several words that have nothing to do with each other.
cli-arg-recovery-file = Write the new recovery code to this new file, readable only by you, instead of showing it
cli-seal-weak-sure = This passphrase is guessed in fewer than a thousand tries, so it protects nothing from whoever has the file. Use it all the same? [y/N]
cli-seal-code-in = The recovery code is in { $path }. Copy it to paper or to a place away from the journal, then delete the file.
cli-seal-code-stays = The file with the recovery code, { $path }, is kept: backups that are already sealed open with this passphrase or this code.
cli-seal-code-unused = The new recovery code in { $path } may not be valid yet. Keep the old code until `tomoni seal rotate` has succeeded.
vault-other-copy = The backup { $path } is sealed with an earlier passphrase; only that passphrase or its recovery code opens the sealed lines in it.
vault-copies-before-failure = { $n ->
    [one] One backup was sealed before the failure. This passphrase or this code opens it: keep both.
   *[other] { $n } backups were sealed before the failure. This passphrase or this code opens them: keep both.
}
vault-weak = A computer guesses this in fewer than a thousand tries, so it protects nothing. Choose several words, or press Enter again to use it all the same.
