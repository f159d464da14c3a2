-- Schema 4: sharing.
--
-- Who beside oneself may ever see the heading of a session and a goal: the partner, or the programme office, too
-- ('programme'). And the day on which the partner agreed that contents go into the report at all.
ALTER TABLE session ADD COLUMN theme_reach TEXT NOT NULL DEFAULT 'partner';
ALTER TABLE goal ADD COLUMN reach TEXT NOT NULL DEFAULT 'partner';
ALTER TABLE pair ADD COLUMN report_agreed TEXT;

-- What was given away: when, for whom, how much of it, and a hash by which a file can be known again. Never its text.
CREATE TABLE share (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  pair       INTEGER REFERENCES pair (id),   -- NULL: it was about every pair
  at_ms      INTEGER NOT NULL,
  at_offset  INTEGER NOT NULL,
  paper      TEXT NOT NULL,
  format     TEXT NOT NULL,
  shared     INTEGER NOT NULL,
  kept       INTEGER NOT NULL,
  hash       TEXT NOT NULL
) STRICT;
CREATE INDEX share_of_pair ON share (pair, paper, at_ms);
