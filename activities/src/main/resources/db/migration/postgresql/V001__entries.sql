-- The audit. Columns are text as hashed: see AuditChain. "sequence" is the order of the chain.
CREATE TABLE entry (
  sequence BIGINT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  market_at TEXT,
  incident TEXT,
  actor TEXT NOT NULL,
  text TEXT NOT NULL,
  data TEXT NOT NULL CHECK (data::json IS NOT NULL),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64)
);

CREATE INDEX entry_by_account ON entry (account, kind, sequence);
CREATE INDEX entry_by_incident ON entry (incident, sequence) WHERE incident IS NOT NULL;

CREATE FUNCTION entry_stays_as_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only: no entry is ever changed or deleted';
END
$$;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OR DELETE ON entry
  FOR EACH ROW EXECUTE FUNCTION entry_stays_as_it_is();

CREATE TRIGGER entry_is_never_truncated BEFORE TRUNCATE ON entry
  FOR EACH STATEMENT EXECUTE FUNCTION entry_stays_as_it_is();

CREATE FUNCTION entry_goes_to_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM entry) THEN
    RAISE EXCEPTION 'the audit is append-only: an entry goes to the end, once';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER entry_is_only_appended BEFORE INSERT ON entry
  FOR EACH ROW EXECUTE FUNCTION entry_goes_to_the_end();
