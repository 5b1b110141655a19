#!/bin/sh
# Runs once, when the database's volume is new: a user and a database each for Temporal and the journal.
set -eu

psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
  --set temporal="$TEMPORAL_DB_PASSWORD" --set tripline="$TRIPLINE_DB_PASSWORD" <<'SQL'
CREATE ROLE temporal LOGIN PASSWORD :'temporal';
CREATE ROLE tripline LOGIN PASSWORD :'tripline';
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
CREATE DATABASE tripline OWNER tripline;
REVOKE CONNECT ON DATABASE temporal, temporal_visibility, tripline FROM PUBLIC;
SQL
