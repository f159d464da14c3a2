-- Schema 5: the vault of private lines. See `docs/decisions/0010-vault.md`.
--
-- A sealed line has no text of its own in this file: its words lie in `sealed`, encrypted under a random key, and
-- `raw`, `due_phrase`, `result` and `learned` are empty. What kind of line it is, whose, since when, and when it is due
-- stays readable: that a promise exists must not depend on a key.
ALTER TABLE entry ADD COLUMN sealed BLOB CHECK (sealed IS NULL
  OR (raw = '' AND due_phrase IS NULL AND result IS NULL AND learned IS NULL));
-- The revision with which it was sealed, and the SHA-256 of `sealed`: what the manifest is made of.
ALTER TABLE entry ADD COLUMN seal_rev INTEGER CHECK ((seal_rev IS NULL) = (sealed IS NULL));
ALTER TABLE entry ADD COLUMN seal_hash BLOB CHECK ((seal_hash IS NULL) = (sealed IS NULL));
-- Somebody chose by hand whether the line is sealed; its kind no longer decides it.
ALTER TABLE entry ADD COLUMN seal_chosen INTEGER NOT NULL DEFAULT 0 CHECK (seal_chosen IN (0, 1));
CREATE INDEX entry_sealed ON entry (uuid, seal_rev, seal_hash) WHERE sealed IS NOT NULL;

-- A note whose new lines are all born sealed.
ALTER TABLE session ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));

-- At most one. `kcv` tells the right key from any other; `manifest` covers all sealed lines under `counter`.
CREATE TABLE vault (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  uuid       BLOB NOT NULL CHECK (length(uuid) = 16),
  format     INTEGER NOT NULL,
  epoch      INTEGER NOT NULL,
  kcv        BLOB NOT NULL CHECK (length(kcv) = 32),
  counter    INTEGER NOT NULL,
  manifest   BLOB NOT NULL CHECK (length(manifest) = 32),
  created_ms INTEGER NOT NULL
) STRICT;

-- The key, wrapped: once for the passphrase, once for the recovery code.
CREATE TABLE key_slot (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  kind       TEXT NOT NULL UNIQUE,
  m_kib      INTEGER NOT NULL,
  t          INTEGER NOT NULL,
  p          INTEGER NOT NULL,
  salt       BLOB NOT NULL CHECK (length(salt) = 16),
  nonce      BLOB NOT NULL CHECK (length(nonce) = 24),
  wrapped    BLOB NOT NULL CHECK (length(wrapped) = 48),
  epoch      INTEGER NOT NULL,
  checksum   BLOB NOT NULL CHECK (length(checksum) = 8),
  created_ms INTEGER NOT NULL
) STRICT;
