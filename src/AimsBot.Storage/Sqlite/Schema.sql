-- Version 5. A head has an integer key; everything that hangs on it uses that key, so that new rows go to the end.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE head (
  key INTEGER PRIMARY KEY,
  organisation TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  state TEXT NOT NULL,
  revision INTEGER NOT NULL,
  basis INTEGER NOT NULL,
  opened INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  parent TEXT,
  last_hash TEXT NOT NULL,
  copies INTEGER NOT NULL,
  acts BLOB NOT NULL,
  waits_for BLOB NOT NULL,
  dates BLOB NOT NULL,
  body BLOB NOT NULL
);
CREATE UNIQUE INDEX head_id ON head (organisation, id);
CREATE INDEX head_type ON head (organisation, type, opened, key);
CREATE INDEX head_parent ON head (organisation, parent, opened, key) WHERE parent IS NOT NULL;
-- Enough to count by, without a look at the heads.
CREATE INDEX head_child ON head (organisation, parent, type, state) WHERE parent IS NOT NULL;

CREATE TABLE waits (
  organisation TEXT NOT NULL, who TEXT NOT NULL, head INTEGER NOT NULL,
  PRIMARY KEY (organisation, who, head)
) WITHOUT ROWID;

CREATE TABLE keyed_date (
  organisation TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, head INTEGER NOT NULL,
  PRIMARY KEY (organisation, name, at, head)
) WITHOUT ROWID;

-- In the order in which they come, so that the last page takes the next one; rows are too large for an index.
CREATE TABLE entry (
  head INTEGER NOT NULL, revision INTEGER NOT NULL, hash TEXT NOT NULL, header BLOB NOT NULL, payload BLOB NOT NULL
);
CREATE UNIQUE INDEX entry_of ON entry (head, revision);

CREATE TABLE copy (
  head INTEGER NOT NULL, number INTEGER NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (head, number)
) WITHOUT ROWID;

-- Neighbours share a row: a list of them, from number to last.
CREATE TABLE follow_up (
  head INTEGER NOT NULL, number INTEGER NOT NULL, content BLOB NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (head, number)
) WITHOUT ROWID;

CREATE TABLE wake (
  head INTEGER PRIMARY KEY, organisation TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, version INTEGER NOT NULL
);
CREATE INDEX wake_at ON wake (organisation, at);

CREATE TABLE document (
  organisation TEXT NOT NULL, hash TEXT NOT NULL, chunk INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (organisation, hash, chunk)
) WITHOUT ROWID;

-- Entries that no seal names yet, marked by their commit.
CREATE TABLE unsealed (
  head INTEGER NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (head, revision)
) WITHOUT ROWID;

CREATE TABLE seal (
  organisation TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (organisation, number)
) WITHOUT ROWID;
