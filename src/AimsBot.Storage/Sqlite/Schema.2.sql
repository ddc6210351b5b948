-- From version 1 to 2: seals. What there is already is in none yet.
CREATE TABLE unsealed (
  head INTEGER NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (head, revision)
) WITHOUT ROWID;

CREATE TABLE seal (
  organisation TEXT NOT NULL, number INTEGER NOT NULL, hash TEXT NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY (organisation, number)
) WITHOUT ROWID;

INSERT INTO unsealed SELECT head, revision FROM entry;
