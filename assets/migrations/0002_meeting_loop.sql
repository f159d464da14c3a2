-- Schema 2: the meeting loop.
--
-- A session knows how long it was meant to take, since when its clock runs (NULL: it does not), and how it felt.
-- `minutes` stays what it was: how long it took, or for a planned one how long it is meant to take.
ALTER TABLE session ADD COLUMN planned_minutes INTEGER;
ALTER TABLE session ADD COLUMN started_ms INTEGER;
ALTER TABLE session ADD COLUMN started_offset INTEGER;
ALTER TABLE session ADD COLUMN pulse INTEGER CHECK (pulse BETWEEN 1 AND 5);

-- A line knows when its state was settled, and in which session (NULL: in between). An agenda line that is open and
-- settled in a session was carried over there.
ALTER TABLE entry ADD COLUMN settled_ms INTEGER;
ALTER TABLE entry ADD COLUMN settled_offset INTEGER;
ALTER TABLE entry ADD COLUMN settled_in INTEGER REFERENCES session (id);

-- Of what was settled before this schema, the last change is the best that is known.
UPDATE entry SET settled_ms = updated_ms,
                 settled_offset = ifnull((SELECT s.at_offset FROM session s WHERE s.id = entry.session), 0)
WHERE state <> 'open';

-- What waits for a meeting: questions to ask, thanks to say, topics to talk about.
CREATE INDEX entry_waiting ON entry (pair, kind, created_ms)
  WHERE state = 'open' AND kind IN ('question', 'thanks', 'agenda') AND deleted_ms IS NULL;
-- Promises by what became of them: the ledger, and what there is to report.
CREATE INDEX entry_action ON entry (pair, state, settled_ms) WHERE kind = 'action' AND deleted_ms IS NULL;
CREATE INDEX entry_settled_in ON entry (settled_in) WHERE settled_in IS NOT NULL;

-- What the signals between meetings ask for, each index as small as what is worth a look: own promises with a day,
-- the partner's promises, thanks not said yet, clocks that run, sessions that somebody said a pulse of.
CREATE INDEX entry_owed ON entry (pair, due)
  WHERE kind = 'action' AND state = 'open' AND owner <> 'partner' AND due IS NOT NULL AND deleted_ms IS NULL;
CREATE INDEX entry_their_promise ON entry (pair, created_ms)
  WHERE kind = 'action' AND state = 'open' AND owner = 'partner' AND deleted_ms IS NULL;
CREATE INDEX entry_own_thanks ON entry (pair, created_ms)
  WHERE kind = 'thanks' AND state = 'open' AND owner <> 'partner' AND deleted_ms IS NULL;
CREATE INDEX session_running ON session (pair, started_ms) WHERE started_ms IS NOT NULL AND deleted_ms IS NULL;
CREATE INDEX session_pulse ON session (pair, at_ms) WHERE pulse IS NOT NULL AND deleted_ms IS NULL;

-- A question that somebody added to the bank. Like the model's questions it belongs to no pair; that it was proposed
-- or asked in a session is a tick of its UUID there.
CREATE TABLE own_question (
  id         INTEGER PRIMARY KEY,
  uuid       BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
  rev        INTEGER NOT NULL CHECK (rev > 0),
  text       TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  deleted_ms INTEGER
) STRICT;
