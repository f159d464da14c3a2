# The vault of private lines.

line-locked = (locked line)
vault-hidden = hidden while locked
line-damaged = (damaged line: the stored text is not what was written)

vault-off = off
vault-locked = locked
vault-unlocked = unlocked
vault-strength-very-weak = very weak
vault-strength-weak = weak
vault-strength-fair = fair
vault-strength-good = good
vault-strength-strong = strong
vault-unreached = { $path } could not be sealed and may still contain sealed lines as readable text. Delete it if you do not need it.
vault-remains = Done, but the disk was too full to compact the journal, so the file may still contain old readable text. Free some space, then run `tomoni seal passphrase`, which compacts it.

problem-vault-locked = The sealed lines are locked. Nothing was changed. Give the passphrase with --passphrase-file.
problem-vault-wrong = Wrong passphrase or code. Nothing was changed.
problem-vault-no-code = That is not a valid recovery code: a character is wrong or missing. Nothing was written.
problem-vault-nobody-asked = The passphrase is needed, and there is no terminal to ask for it. Nothing was changed. Name a file with --passphrase-file.
problem-vault-slot-damaged = The keys of the vault are damaged. Nothing was written. Try the recovery code with `tomoni seal recover`, or restore a backup.
problem-vault-too-new = The vault comes from a newer tomoni. Nothing was written. Please update tomoni.
problem-vault-line-damaged = A line is damaged: the stored text is not the text that was written. Nothing was overwritten. `tomoni doctor` shows which line it is; a backup may still have it intact.
problem-vault-seals-broken = Sealed lines are missing, duplicated or older than the last ones written: another program has changed the file. You can read them, but tomoni overwrites none of them until you accept this state with `tomoni seal accept`.
problem-vault-no-memory = There is not enough free memory to open the vault. Nothing was written. Close other programs and try again.
problem-vault-no-randomness = The system provides no random numbers, so nothing could be sealed. Nothing was written.
problem-vault-off = This journal has no vault. `tomoni seal on` makes one. Nothing was changed.
problem-vault-on = This journal already has a vault. Nothing was changed.
problem-vault-nothing = The passphrase is empty, so nothing was done.
problem-vault-controls = A passphrase cannot contain control characters such as NUL, Esc or a tab, or invisible ones such as a zero-width space, because you cannot type them at the prompt. Nothing was changed.
problem-vault-differs = The two passphrases are not the same. Nothing was changed.
problem-vault-not-noted = That does not match the last group of the code. Nothing was changed. Write the code down first: it is the only way back.
problem-vault-stdin-twice = This command can read only one thing from the standard input. Nothing was written. Put the others into files.
problem-vault-not-agreed = Nothing was changed.

cli-arg-passphrase-file = A file whose first line is the passphrase of the vault; - is stdin
cli-arg-reveal = Print sealed lines as well
cli-arg-seal = Seal it, so that only the passphrase opens it
cli-arg-unseal = Unseal it, so that it can be read without the passphrase
cli-seal = The vault: lines that only your passphrase opens
cli-seal-on = Make a vault: seal all ~ lines, and new ones from now on
cli-seal-status = Show whether there is a vault, and how many lines are sealed
cli-seal-passphrase = Change the passphrase
cli-seal-recover = Set a new passphrase with the recovery code
cli-seal-rotate = Seal everything again with a new key, after a leak
cli-seal-accept = Accept sealed lines that were changed outside tomoni
cli-seal-off = Remove the vault and decrypt every line
cli-arg-new-passphrase-file = A file whose first line is the new passphrase
cli-arg-code-file = A file whose first line is the recovery code
cli-seal-off-yes = Do not ask for confirmation

cli-seal-ask = Passphrase:
cli-seal-new = New passphrase:
cli-seal-again = Repeat passphrase:
cli-seal-strength = Strength: { $strength }.
cli-seal-code = The recovery code. It is shown only this once, and it is the only way back if you forget the passphrase. Write it on paper.
cli-seal-code-back = Type its last group:
cli-seal-code-ask = Recovery code:
cli-seal-on-done = { $n ->
    [0] Readings (~) are sealed from now on; there were none yet.
    [one] Readings (~) are sealed from now on. One was sealed.
   *[other] Readings (~) are sealed from now on. { $n } were sealed.
}
cli-seal-copies = { $n ->
    [one] One backup was sealed as well.
   *[other] { $n } backups were sealed as well.
}
cli-seal-beyond = tomoni cannot reach files that you have shared or exported, copies made by other programs (cloud folders, snapshots of the disk), or what a disk keeps of overwritten blocks.
cli-seal-fell-back = There was less memory than usual, so each guess at the passphrase costs an attacker 64 MiB of memory instead of 256 MiB. A longer passphrase makes up for it.
cli-seal-state = Vault
cli-seal-lines = Sealed lines
cli-seal-cost = Memory per guess
cli-seal-guess = { $n } MiB
cli-seal-passphrase-done = Passphrase changed.
cli-seal-recover-done = Passphrase changed. The recovery code stays the same.
cli-seal-rotate-done = { $n ->
    [one] One line is sealed under a new key; the old recovery code no longer opens it.
   *[other] { $n } lines are sealed under a new key; the old recovery code no longer opens them.
}
cli-seal-accept-done = Accepted. The current sealed lines are now the trusted state.
cli-seal-accept-but-damaged = Accepted. The other sealed lines are now the trusted state; the damaged lines stay damaged.
cli-seal-off-sure = Anyone who has the file will be able to read every line that is sealed now. Continue? [y/N]
cli-seal-off-really = Really? [y/N]
cli-seal-off-done = { $n ->
    [0] The vault was removed. There were no sealed lines.
    [one] The vault was removed; one line is readable again.
   *[other] The vault was removed; { $n } lines are readable again.
}
cli-seal-old-copies = Older backups still open with the passphrase or code they were made with.
cli-seal-damaged = Damaged lines, not changed: { $lines }
cli-note-in-history = What you typed after the command may be in your shell's history. `tomoni note -` reads a line that is not kept there.
search-unsearched = { $n ->
    [one] One locked line was not searched.
   *[other] { $n } locked lines were not searched.
}

vault-unlock-title = Unlock the sealed lines
vault-new-title = Set up the vault for ~ lines
vault-code-title = Recovery code, shown only once: write it on paper
vault-field-passphrase = Passphrase
vault-field-new = New passphrase
vault-hint-new = several words you will remember
vault-field-again = Repeat passphrase
vault-hint-again = once more, exactly as above
vault-field-code = Last group
vault-hint-code = type it to confirm that you have written the code down
vault-deriving = Unlocking… Esc to cancel.
vault-differs = The two passphrases are not the same.
vault-not-noted = That does not match the last group of the code. Write the code down first: it is the only way back.
vault-damaged = { $n ->
    [one] One sealed line is damaged: the stored text is not what was written. It is marked as damaged and never overwritten.
   *[other] { $n } sealed lines are damaged: the stored text is not what was written. They are marked as damaged and never overwritten.
}
vault-locked-desk = The sealed lines are locked. F12 unlocks them.
vault-off-desk = This journal has no vault. F12 makes one.
vault-line-fixed = A locked line cannot be changed. F12 unlocks it.
vault-unlock-to-keep = A ~ line can be saved only while the vault is unlocked: press F12, or leave out the ~.
vault-unkept = not saved
vault-held = unlock to save
vault-held-sure = { $n ->
    [one] One ~ line is only in memory, because the vault is locked. Close without it? (n, then F12, saves it.)
   *[other] { $n } ~ lines are only in memory, because the vault is locked. Close without them? (n, then F12, saves them.)
}
vault-copy-sure = This contains sealed text. Once it is on the clipboard, every program can read it, and tomoni cannot take it back. Copy it?
line-sealed = sealed
said-sealed = Sealed.
said-unsealed = Unsealed: readable again.
said-note-sealed = The whole note is sealed, and so is everything you add to it.
said-note-unsealed = The note is readable again, except for its ~ lines and those sealed one by one.
problem-vault-needs-yes = Removing the vault makes every sealed line readable, and there is no terminal to ask for confirmation. Nothing was changed. Confirm with --yes.
summary-sealed-stays = Sealed lines are never shared. Unseal the line first (S) if you want to share it.
problem-vault-stays-sealed = Sealed lines are never shared. Nothing was written. To share the line, unseal it first with `tomoni line edit ID --unseal`.
problem-vault-not-revealed = This note has sealed lines, so it was not printed. Add --reveal to print them.
vault-new-about = From now on ~ lines are encrypted, and only this passphrase opens them. A recovery code comes next. If you lose both, the lines cannot be recovered.
vault-making = Making the key… Esc to cancel.
vault-nothing-sealed = Nothing was sealed.
vault-wrong-desk = Wrong passphrase. Forgotten? `tomoni seal recover` in a shell takes the recovery code.
said-locked-by-itself = Locked after inactivity.
note-sealed = (sealed note)
search-unsearched-desk = { $n ->
    [one] One locked line was not searched. F12 unlocks it.
   *[other] { $n } locked lines were not searched. F12 unlocks them.
}
cli-seal-accept-nothing = There was nothing to accept: the sealed lines are the ones written last.
vault-locking = Locking…
problem-vault-too-long = A passphrase can have at most 4096 bytes. Nothing was written.
problem-vault-no-code-asked = The recovery code is needed, and there is no terminal to ask for it. Nothing was changed. Name files with --code-file and --new-passphrase-file.
problem-vault-no-vault = You gave --passphrase-file or --reveal, but this journal has no vault, so private lines would be stored unencrypted. Nothing was written. Check that this is the right journal, make a vault with `tomoni seal on`, or leave out --passphrase-file and --reveal.
problem-vault-code-unseen = A new recovery code becomes valid only when you have confirmed it, and there is no terminal to show it on. Nothing was changed. Run the command in a terminal, or name a new file with --recovery-file FILE.
problem-vault-code-not-kept = The file with the recovery code was read back and does not contain what was written. Nothing was changed. Choose a file on another disk.
problem-vault-too-weak = This passphrase can be guessed in fewer than a thousand tries, and there is no terminal to ask for confirmation. Nothing was changed. Use several words that have nothing to do with each other.
cli-arg-recovery-file = Write the new recovery code to this new file, readable only by you, instead of showing it
cli-seal-weak-sure =
    { $strength ->
        [weak] This passphrase can be guessed in fewer than a million tries, so it protects little from anyone who has the file.
       *[very-weak] This passphrase can be guessed in fewer than a thousand tries, so it protects nothing from anyone who has the file.
    } Use it anyway? [y/N]
cli-seal-code-in = The recovery code was written to { $path }. Copy it to paper or to a place away from the journal, then delete the file.
cli-seal-code-stays = The file with the recovery code, { $path }, is kept: backups that are already sealed open with this passphrase or this code.
cli-seal-code-unused = The new recovery code in { $path } may not be valid yet. Keep the old code until `tomoni seal rotate` has succeeded.
vault-other-copy = The backup { $path } is sealed with an earlier passphrase; only that passphrase or its recovery code opens the sealed lines in it.
vault-copies-before-failure = { $n ->
    [one] One backup was sealed before the failure. This passphrase or this code opens it: keep both.
   *[other] { $n } backups were sealed before the failure. This passphrase or this code opens them: keep both.
}
vault-weak =
{ $strength ->
        [weak] A computer can guess this in fewer than a million tries, so it protects little.
       *[very-weak] A computer can guess this in fewer than a thousand tries, so it protects nothing.
    } Choose several words, or press Enter again to use it anyway.
