-- From version 2 to 3: what is counted by its parent is counted in an index alone.
CREATE INDEX head_child ON head (organisation, parent, type, state) WHERE parent IS NOT NULL;
