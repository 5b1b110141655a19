-- Reviews and action items as they stand: what the entries of kind REVIEW and ACTION add up to,
-- written in the transaction that appends them. The entries stay the truth.
CREATE TABLE review (
  incident TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  root_cause TEXT NOT NULL DEFAULT '',
  lessons INTEGER NOT NULL DEFAULT 0,
  runbook TEXT NOT NULL DEFAULT '',
  signed_by TEXT NOT NULL DEFAULT '',
  closed_at TEXT NOT NULL DEFAULT '',
  report TEXT NOT NULL DEFAULT ''
);

CREATE TABLE action_item (
  incident TEXT NOT NULL,
  number INTEGER NOT NULL,
  account TEXT NOT NULL,
  text TEXT NOT NULL,
  owner TEXT NOT NULL DEFAULT '',
  due TEXT NOT NULL DEFAULT '',
  added_by TEXT NOT NULL,
  added_at TEXT NOT NULL,
  done_by TEXT NOT NULL DEFAULT '',
  done_at TEXT NOT NULL DEFAULT '',
  how TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (incident, number)
);

CREATE INDEX action_item_open ON action_item (done_at, due);
