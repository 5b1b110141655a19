-- The audit. Columns are text as hashed: see AuditChain. "sequence" is the order of the chain.
CREATE TABLE entry (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  market_at TEXT,
  incident TEXT,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
);

CREATE INDEX entry_by_account ON entry (account, kind, sequence);
CREATE INDEX entry_by_incident ON entry (incident, sequence) WHERE incident IS NOT NULL;

CREATE TRIGGER entry_is_never_updated BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only: no entry is ever changed');
END;

CREATE TRIGGER entry_is_never_deleted BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only: no entry is ever deleted');
END;

-- INSERT OR REPLACE deletes without firing the trigger above.
CREATE TRIGGER entry_is_only_appended BEFORE INSERT ON entry
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
  OR EXISTS (SELECT 1 FROM entry WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'the audit is append-only: an entry goes to the end, once');
END;
