-- Schema 3: the search index.
--
-- One document per line that is not in the bin, and one per session for its theme. The number of a document says where
-- it stands in time: the session's second, then a slot for sessions of one second, then the line. So the index gives
-- finds newest first, a session is a range of numbers, and "since" is one, too. See `src/store/search.rs`.
ALTER TABLE session ADD COLUMN doc INTEGER;
ALTER TABLE entry ADD COLUMN doc INTEGER;
CREATE UNIQUE INDEX session_doc ON session (doc) WHERE doc IS NOT NULL;
CREATE UNIQUE INDEX entry_doc ON entry (doc) WHERE doc IS NOT NULL;

-- Contentless: the text stands in its record only. The tokens are made by this program (`src/text/tokens.rs`); the
-- engine only splits them at blanks. What is taken out leaves no trace in the file.
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', tokenize = 'ascii', columnsize = 0);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

-- How many sessions of a pair were held: what every list of pairs tells. Kept by the engine, whoever writes.
ALTER TABLE pair ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
UPDATE pair SET held = (SELECT count(*) FROM session s WHERE s.pair = pair.id AND s.status = 'held' AND s.deleted_ms IS NULL);
CREATE TRIGGER held_more AFTER INSERT ON session WHEN new.status = 'held' AND new.deleted_ms IS NULL BEGIN
  UPDATE pair SET held = held + 1 WHERE id = new.pair;
END;
CREATE TRIGGER held_less AFTER DELETE ON session WHEN old.status = 'held' AND old.deleted_ms IS NULL BEGIN
  UPDATE pair SET held = held - 1 WHERE id = old.pair;
END;
CREATE TRIGGER held_changed AFTER UPDATE OF pair, status, deleted_ms ON session BEGIN
  UPDATE pair SET held = held - 1 WHERE id = old.pair AND old.status = 'held' AND old.deleted_ms IS NULL;
  UPDATE pair SET held = held + 1 WHERE id = new.pair AND new.status = 'held' AND new.deleted_ms IS NULL;
END;

-- The newest sessions whoever they were with.
CREATE INDEX session_of_all ON session (at_ms) WHERE deleted_ms IS NULL;
