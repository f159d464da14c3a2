-- Schema 7: what the partner reads.
--
-- How the partner is addressed in papers: NULL for the usual form of the language, '' for the name alone. Whether words
-- about what was learned from a promise were written as words that go along with its line: what was written before, when
-- they were one's own, stays. And whether what was handed over is known not to have arrived yet (0). A column that is new
-- counts in the sum of a row only where it holds something, so that the sums of schema 6 stay right.
ALTER TABLE pair ADD COLUMN address TEXT;
ALTER TABLE entry ADD COLUMN learned_told INTEGER;
ALTER TABLE share ADD COLUMN arrived INTEGER;
