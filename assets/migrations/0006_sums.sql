-- Schema 6: every row has a sum.
--
-- 8 bytes of SHA-256 over the row id, the id, the revision and all values of the record as they lie on the disk: SQLite
-- does not notice flipped bits. What the program derives itself (`doc`, `held`) is not in it. The sums of the rows that
-- are there are written by the program on the way here; a row that cannot be read gets none, and stays as it is.
ALTER TABLE pair ADD COLUMN sum BLOB;
ALTER TABLE session ADD COLUMN sum BLOB;
ALTER TABLE entry ADD COLUMN sum BLOB;
ALTER TABLE goal ADD COLUMN sum BLOB;
ALTER TABLE checkin ADD COLUMN sum BLOB;
ALTER TABLE revision ADD COLUMN sum BLOB;
ALTER TABLE own_item ADD COLUMN sum BLOB;
ALTER TABLE tick ADD COLUMN sum BLOB;
ALTER TABLE rating ADD COLUMN sum BLOB;
ALTER TABLE own_question ADD COLUMN sum BLOB;
ALTER TABLE share ADD COLUMN sum BLOB;
ALTER TABLE vault ADD COLUMN sum BLOB;
ALTER TABLE key_slot ADD COLUMN sum BLOB;
ALTER TABLE gone ADD COLUMN sum BLOB;
