-- From version 3 to 4: an entry is a row of a table, of which two go on a page. In an index, as it was, each had a second
-- page for what did not fit into a quarter of the first.
ALTER TABLE entry RENAME TO entry_3;

CREATE TABLE entry (
  head INTEGER NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL, header BLOB NOT NULL, payload BLOB NOT NULL
);
INSERT INTO entry SELECT head, revision, hash, header, payload FROM entry_3;
CREATE UNIQUE INDEX entry_of ON entry (head, revision);
DROP TABLE entry_3;
