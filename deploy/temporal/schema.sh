#!/bin/sh
# Makes Temporal's tables or brings them to the version of this tool. Safe to repeat. The connection is in SQL_*.
set -eu

tool=${TEMPORAL_SQL_TOOL:-temporal-sql-tool}
for pair in temporal:temporal temporal_visibility:visibility; do
  "$tool" --database "${pair%%:*}" setup-schema --version 0.0
  "$tool" --database "${pair%%:*}" update-schema --schema-name "postgresql/v12/${pair##*:}"
done
