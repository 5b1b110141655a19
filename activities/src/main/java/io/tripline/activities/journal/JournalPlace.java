package io.tripline.activities.journal;

import java.util.Optional;

/**
 * Where an installation's journal is: in a PostgreSQL database when one is named, else in a SQLite
 * file of the data directory. Mirrors and reports are in the data directory either way.
 */
public record JournalPlace(DataDirectory data, Optional<PostgresAddress> server) {
  /** The SQLite file under {@code data}. */
  public static JournalPlace in(DataDirectory data) {
    return new JournalPlace(data, Optional.empty());
  }

  /** A PostgreSQL database; {@code data} takes the rest. */
  public static JournalPlace on(PostgresAddress server, DataDirectory data) {
    return new JournalPlace(data, Optional.of(server));
  }

  SqlDialect dialect() {
    return server
        .<SqlDialect>map(PostgresDialect::new)
        .orElseGet(() -> new SqliteDialect(data.database()));
  }

  /** For people; holds no secret. */
  public String describe() {
    return server.map(PostgresAddress::where).orElseGet(() -> data.database().toString());
  }
}
