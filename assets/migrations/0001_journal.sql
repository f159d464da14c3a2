-- Schema 1: the journal.
--
-- Every record has an integer row id for the engine (never shown, never meaningful) beside a 16-byte UUIDv7 for people
-- and for a second device that may join one day; a revision that grows by one with each change, so that a writer who
-- read an older one is noticed; and a time of deletion instead of a DELETE, so that there is a bin.
-- Points in time are Unix milliseconds beside the offset (minutes) of the wall clock there and then: they sort, and the
-- wall clock can be shown again. Calendar days are ISO text. Enums are the stable keys of the domain.

CREATE TABLE pair (
  id           INTEGER PRIMARY KEY,
  uuid         BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev          INTEGER NOT NULL CHECK (rev > 0),
  name         TEXT NOT NULL,
  reading      TEXT,
  alias        TEXT,
  role         TEXT NOT NULL,
  direction    TEXT NOT NULL,
  purpose      TEXT NOT NULL,
  area         TEXT,
  status       TEXT NOT NULL,
  from_day     TEXT,
  until_day    TEXT,
  every        TEXT,
  paused_until TEXT,
  created_ms   INTEGER NOT NULL,
  updated_ms   INTEGER NOT NULL,
  deleted_ms   INTEGER
) STRICT;

CREATE TABLE session (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  pair       INTEGER NOT NULL REFERENCES pair (id),
  kind       TEXT NOT NULL,
  status     TEXT NOT NULL,
  at_ms      INTEGER NOT NULL,
  at_offset  INTEGER NOT NULL,
  minutes    INTEGER,
  mode       TEXT,
  theme      TEXT NOT NULL,
  -- A moved session stays where it was planned and points at its successor: the chain of moves is kept.
  moved_to   INTEGER REFERENCES session (id),
  -- Blank lines before the first entry of the note; they belong to no thought but must read back byte for byte.
  lead       TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;

-- One index serves the list of a pair (newest first), its count of held sessions and its next date.
CREATE INDEX session_of_pair ON session (pair, status, at_ms) WHERE deleted_ms IS NULL;
CREATE INDEX session_by_time ON session (pair, at_ms) WHERE deleted_ms IS NULL;

-- The one table of thoughts. Promises, learnings, thanks, questions are views over it.
-- The entries of a session, by position, partition the bytes of its note.
CREATE TABLE entry (
  id                INTEGER PRIMARY KEY,
  uuid              BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev               INTEGER NOT NULL CHECK (rev > 0),
  pair              INTEGER NOT NULL REFERENCES pair (id),
  session           INTEGER REFERENCES session (id),   -- NULL: caught in between, "for later"
  position          INTEGER NOT NULL,                  -- with gaps, so that a line in the middle moves nobody else
  kind              TEXT NOT NULL,
  owner             TEXT NOT NULL,
  owner_chosen      INTEGER NOT NULL CHECK (owner_chosen IN (0, 1)),
  visibility        TEXT NOT NULL,
  visibility_chosen INTEGER NOT NULL CHECK (visibility_chosen IN (0, 1)),
  raw               TEXT NOT NULL,
  raw_hash          BLOB NOT NULL CHECK (length(raw_hash) = 8),   -- SQLite does not notice flipped bits
  state             TEXT NOT NULL,
  due               TEXT,
  due_phrase        TEXT,
  due_chosen        INTEGER NOT NULL CHECK (due_chosen IN (0, 1)),
  result            TEXT,
  learned           TEXT,
  created_ms        INTEGER NOT NULL,
  updated_ms        INTEGER NOT NULL,
  deleted_ms        INTEGER
) STRICT;

CREATE INDEX entry_of_session ON entry (session, position) WHERE session IS NOT NULL AND deleted_ms IS NULL;
CREATE INDEX entry_kind_of_session ON entry (session, kind) WHERE session IS NOT NULL AND deleted_ms IS NULL;
CREATE INDEX entry_for_later ON entry (pair, position) WHERE session IS NULL AND deleted_ms IS NULL;
CREATE INDEX entry_open_action ON entry (pair, created_ms) WHERE kind = 'action' AND state = 'open' AND deleted_ms IS NULL;
-- Few lines name people, so this stays small; it tells whether an introduction is under way.
CREATE INDEX entry_person ON entry (pair, state) WHERE kind = 'person' AND deleted_ms IS NULL;
CREATE INDEX entry_binned ON entry (deleted_ms) WHERE deleted_ms IS NOT NULL;

CREATE TABLE goal (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  pair       INTEGER NOT NULL REFERENCES pair (id),
  owner      TEXT NOT NULL,
  title      TEXT NOT NULL,
  sign       TEXT,
  baseline   REAL,
  target     REAL,
  unit       TEXT,
  due        TEXT,
  agreed     TEXT,
  status     TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;
CREATE INDEX goal_of_pair ON goal (pair) WHERE deleted_ms IS NULL;

CREATE TABLE checkin (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  goal       INTEGER NOT NULL REFERENCES goal (id),
  at_ms      INTEGER NOT NULL,
  at_offset  INTEGER NOT NULL,
  value      REAL,
  confidence INTEGER CHECK (confidence BETWEEN 1 AND 5),
  note       TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;
CREATE INDEX checkin_of_goal ON checkin (goal, at_ms);

-- What a goal was before it was revised, and why it changed.
CREATE TABLE revision (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  goal       INTEGER NOT NULL REFERENCES goal (id),
  at_ms      INTEGER NOT NULL,
  at_offset  INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  title      TEXT NOT NULL,
  sign       TEXT,
  baseline   REAL,
  target     REAL,
  unit       TEXT,
  due        TEXT,
  created_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;
CREATE INDEX revision_of_goal ON revision (goal, at_ms);

-- An item that somebody added to one of the six keys.
CREATE TABLE own_item (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  pair       INTEGER NOT NULL REFERENCES pair (id),
  key        TEXT NOT NULL,
  moment     TEXT NOT NULL,
  text       TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;
CREATE INDEX own_item_of_pair ON own_item (pair);

-- The state of an item of the model (its stable id) or of an own item (its UUID as text). Items of "every session"
-- have a session; the others have none.
CREATE TABLE tick (
  id        INTEGER PRIMARY KEY,
  uuid      BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev       INTEGER NOT NULL CHECK (rev > 0),
  pair      INTEGER NOT NULL REFERENCES pair (id),
  item      TEXT NOT NULL,
  session   INTEGER REFERENCES session (id),
  state     TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
-- One box per item and session; NULL counts as one value here.
CREATE UNIQUE INDEX tick_once ON tick (pair, item, ifnull(session, 0));
CREATE INDEX tick_of_session ON tick (session) WHERE session IS NOT NULL;

-- How a key feels, 1 to 5; the newest is how it feels now, all of them are the trend.
CREATE TABLE rating (
  id        INTEGER PRIMARY KEY,
  uuid      BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev       INTEGER NOT NULL CHECK (rev > 0),
  pair      INTEGER NOT NULL REFERENCES pair (id),
  key       TEXT NOT NULL,
  level     INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
  note      TEXT NOT NULL,
  at_ms     INTEGER NOT NULL,
  at_offset INTEGER NOT NULL
) STRICT;
CREATE INDEX rating_of_pair ON rating (pair, key, at_ms);

-- What the bin was emptied of: the identity alone stays, so that a copy of it arriving later is known to be gone.
CREATE TABLE gone (
  uuid    BLOB PRIMARY KEY CHECK (length(uuid) = 16),
  gone_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
