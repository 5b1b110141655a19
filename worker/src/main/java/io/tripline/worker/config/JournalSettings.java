package io.tripline.worker.config;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.PostgresAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Where the journal is. It holds no secret: the password is read where it is used.
 *
 * @param url of a PostgreSQL database; empty for SQLite in the data directory
 * @param password where it comes from; empty when nothing was said and the usual variable is not
 *     set: then the server is asked without one
 */
public record JournalSettings(Optional<String> url, String user, Optional<KeySource> password) {
  /**
   * The place, with the password.
   *
   * @throws ConfigurationException if the password can't be had; its text names the source only
   */
  public JournalPlace place(DataDirectory data, Map<String, String> environment) {
    if (url.isEmpty()) {
      return JournalPlace.in(data);
    }
    String secret =
        password.map(source -> source.read("journal.password", environment).reveal()).orElse("");
    return JournalPlace.on(new PostgresAddress(url.get(), user, secret), data);
  }
}
