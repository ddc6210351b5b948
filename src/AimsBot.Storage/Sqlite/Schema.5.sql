-- From version 4 to 5: neighbours among the follow-ups of a record share a row.
ALTER TABLE follow_up RENAME TO follow_up_4;

CREATE TABLE follow_up (
  head INTEGER NOT NULL, number INTEGER NOT NULL, content BLOB NOT NULL, last INTEGER NOT NULL,
  PRIMARY KEY (head, number)
) WITHOUT ROWID;
INSERT INTO follow_up SELECT head, number, CAST('[' || CAST(content AS TEXT) || ']' AS BLOB), number FROM follow_up_4;
DROP TABLE follow_up_4;
