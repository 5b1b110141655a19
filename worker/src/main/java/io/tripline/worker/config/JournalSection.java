package io.tripline.worker.config;

import io.tripline.activities.journal.PostgresAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the section {@code journal}, with {@code TRIPLINE_JOURNAL_URL} and {@code
 * TRIPLINE_JOURNAL_USER} on top. A file that says {@code sqlite} means it, whatever the environment
 * says: a drill must not write into the journal of the machine that it runs on.
 */
final class JournalSection {
  /** What names the journal in the data directory. */
  static final String SQLITE = "sqlite";

  private static final String PASSWORD = "TRIPLINE_JOURNAL_PASSWORD";
  private static final String ALLOWED = PostgresAddress.URL + ", or sqlite";
  private final Map<String, String> environment;
  private final Problems problems;

  JournalSection(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  JournalSettings read(Section journal) {
    Optional<String> written =
        journal.hidden("url", Optional.empty(), ALLOWED, text -> Optional.of(url(text)));
    Optional<String> chosen =
        written.equals(Optional.of(SQLITE)) ? written : environmentUrl().or(() -> written);
    String user = journal.text("user", "tripline");
    Optional<KeySource> usual = said(PASSWORD).map(set -> new KeySource.FromEnvironment(PASSWORD));
    Optional<KeySource> password =
        journal.hidden(
            "password", usual, KeySource.ALLOWED, text -> Optional.of(KeySource.parse(text)));
    journal.refuseOthers();
    return new JournalSettings(
        chosen.filter(url -> !url.equals(SQLITE)),
        said("TRIPLINE_JOURNAL_USER").orElse(user),
        password);
  }

  private Optional<String> environmentUrl() {
    try {
      return said("TRIPLINE_JOURNAL_URL").map(JournalSection::url);
    } catch (IllegalArgumentException e) {
      problems.add("TRIPLINE_JOURNAL_URL", 0, ALLOWED);
      return Optional.empty();
    }
  }

  private static String url(String text) {
    return text.equals(SQLITE) ? text : PostgresAddress.urlOf(text);
  }

  private Optional<String> said(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isBlank());
  }
}
