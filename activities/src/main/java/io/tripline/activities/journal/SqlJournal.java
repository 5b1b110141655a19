package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.review.ReviewArchive;
import io.tripline.workflows.review.ReviewPast;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in SQL. Opens its connections when they are first needed and anew after a failure, so
 * that a full disk at the start keeps nobody from flattening. Every failure is {@link
 * Fault#JOURNAL_UNAVAILABLE} with a sentence for people. Thread-safe: writers take turns, and so do
 * readers; other processes may use the same journal at the same time.
 */
public final class SqlJournal implements Journal, ReviewArchive, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqlJournal.class);
  private final SqlDialect dialect;
  private final Migrations migrations;
  private final Mirrors mirrors;
  private final Reports reports;
  private final SlippageReport slippage;
  private final InstantSource clock;
  private final SqlLine writing;
  private final SqlLine reading;
  private volatile boolean migrated;

  /** A journal at {@code place}; nothing is touched before its first use. */
  public SqlJournal(JournalPlace place, InstantSource clock) {
    this.dialect = place.dialect();
    this.migrations = new Migrations(dialect, clock);
    this.mirrors = new Mirrors(place.data().logs());
    this.reports = new Reports(place.data().reports());
    this.slippage = new SlippageReport(place.data().reports());
    this.clock = clock;
    this.writing = new SqlLine(dialect, this::openToWrite);
    this.reading = new SqlLine(dialect, this::openToRead);
  }

  /** Opens it and brings its mirrors up to date; for the start of a process. */
  public void prepare() {
    withConnection(connection -> {
      catchUp(connection);
      reportSlippage(connection);
      return true;
    });
  }

  @Override
  public void append(Entries entries) {
    withConnection(connection -> {
      inOneTransaction(connection, entries.entries());
      catchUp(connection);
      if (entries.entries().stream().anyMatch(e -> e.kind() == EntryKind.SLIPPAGE)) {
        reportSlippage(connection);
      }
      return true;
    });
  }

  @Override
  public Entries last(LastEntries query) {
    return toRead(connection -> {
      StringBuilder where = new StringBuilder("account = ?");
      List<String> arguments = new ArrayList<>(List.of(query.account().value()));
      String incident = query.incident();
      if (incident != null) {
        where.append(" AND incident = ?");
        arguments.add(incident);
      }
      Instant until = query.until();
      if (until != null) {
        // Written with as many places as it needs: only down to the second text sorts as time does.
        where.append(" AND at < ?");
        arguments.add(
            until.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString().replace("Z", ""));
      }
      if (!query.kinds().isEmpty()) {
        where.append(" AND kind IN (?").append(", ?".repeat(query.kinds().size() - 1)).append(')');
        query.kinds().forEach(kind -> arguments.add(kind.name()));
      }
      List<JournalRecord> found =
          new EntryTable(connection)
              .last(query.count(), where.toString(), arguments.toArray(String[]::new));
      return new Entries(found.stream().map(JournalRecord::entry).toList());
    });
  }

  /** Whether an entry of that id was appended. */
  public boolean holds(String id) {
    return !matching(1, "id = ?", id).isEmpty();
  }

  /** The last entries that fit a condition in SQL, ascending. */
  List<JournalRecord> matching(int count, String where, String... arguments) {
    return toRead(connection -> new EntryTable(connection).last(count, where, arguments));
  }

  /** The first entry of an account that knows its market time. */
  Optional<Entry> first(AccountName account) {
    return toRead(connection -> new EntryTable(connection).first(account.value()));
  }

  /** Every action item. */
  List<ActionRow> actions() {
    return toRead(connection -> new ReviewTables(connection).actions());
  }

  @Override
  public GuardMemory guardMemory(AccountName account) {
    return toRead(connection -> new GuardPast(new EntryTable(connection), dialect).of(account));
  }

  @Override
  public StoredReport storeReport(Report report) {
    StoredReport stored;
    try {
      stored = reports.write(report.fileName(), report.text());
    } catch (IOException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(
          "The report "
              + report.fileName()
              + " can't be written ("
              + e.getMessage()
              + "). Free some space or correct the rights of the directory.");
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("path", stored.path());
    data.put("digest", stored.digest());
    data.put(KeptReport.TEXT, report.text());
    append(
        new Entries(
            List.of(
                new Entry(
                    "report/" + report.incident() + "/" + report.fileName() + "/" + stored.digest(),
                    report.account(),
                    EntryKind.REPORT,
                    clock.instant(),
                    null,
                    report.incident(),
                    report.incident(),
                    "Report written: " + report.fileName(),
                    data))));
    return stored;
  }

  @Override
  public ReviewPast past(String incident) {
    return toRead(connection ->
        new ReviewPast(
            new EntryTable(connection)
                    .last(
                        Integer.MAX_VALUE,
                        "incident = ? AND kind IN"
                            + " ('INCIDENT', 'REPORT', 'DECISION', 'REVIEW', 'ACTION', 'TRIP',"
                            + " 'VERDICT', 'FLATTEN', 'ORDER', 'FILL', 'RESET', 'STEP')",
                        incident)
                    .stream()
                    .map(JournalRecord::entry)
                    .map(KeptReport::withoutText)
                    .toList()));
  }

  /** What is wrong with the mirrors and the slippage report, by file name; changes nothing. */
  Map<String, String> damage() {
    return onFiles(table -> {
      Map<String, String> problems = new LinkedHashMap<>(mirrors.problems(table));
      String report = slippage.problem(table);
      if (report != null) {
        problems.put(SlippageReport.FILE, report);
      }
      return problems;
    });
  }

  /** Mends one of these files from the journal; answers the name that the damaged one has now. */
  String mend(String fileName) {
    return onFiles(table ->
        fileName.equals(SlippageReport.FILE)
            ? slippage.mend(table, clock.instant())
            : mirrors.mend(fileName, table));
  }

  /** Checks every hash of the chain. */
  Verification verifyChain() {
    return toRead(connection -> {
      AuditChain chain = new AuditChain();
      new EntryTable(connection).after(0, "1 = 1", chain::check);
      return chain.result(false);
    });
  }

  private interface OnFiles<T> {
    T with(EntryTable table) throws IOException, SQLException;
  }

  private <T> T onFiles(OnFiles<T> work) {
    return withConnection(connection -> {
      try {
        return work.with(new EntryTable(connection));
      } catch (IOException e) {
        throw new SQLException("its files can't be read or written: " + e.getMessage(), e);
      }
    });
  }

  /** Writes both mirrors anew from the first entry on. */
  public void rebuildMirrors() {
    withConnection(connection -> {
      try {
        mirrors.rebuild(new EntryTable(connection));
        slippage.write(new EntryTable(connection), clock.instant());
        return true;
      } catch (IOException e) {
        throw new SQLException("its mirrors can't be written: " + e.getMessage(), e);
      }
    });
  }

  /** A disk with no more than so many pages left, for tests. */
  void limitPages(int pages) {
    withConnection(connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute("PRAGMA max_page_count=" + pages);
      }
    });
  }

  private void inOneTransaction(Connection connection, List<Entry> entries) throws SQLException {
    EntryTable table = new EntryTable(connection);
    ReviewTables reviews = new ReviewTables(connection);
    try (Statement statement = connection.createStatement()) {
      // Whoever could not begin may still have to leave what it began.
      dialect.beginWrite(connection);
      EntryTable.Head head = table.head();
      List<Entry> added = new ArrayList<>();
      for (Entry entry : entries) {
        if (!table.has(entry.id())) {
          head = table.append(head, entry);
          reviews.apply(entry);
          added.add(entry);
        }
      }
      statement.execute("COMMIT");
      added.forEach(SqlJournal::logTrip);
    } catch (SQLException | RuntimeException e) {
      Migrations.rollBack(connection, e);
      throw e;
    }
  }

  /** Operators grep the logs for the line of a trip; here it passes once, replays or not. */
  private static void logTrip(Entry entry) {
    if (entry.kind() == EntryKind.TRIP) {
      LOG.atWarn()
          .setMessage(entry.text())
          .addKeyValue("account", entry.account())
          .addKeyValue("entry", entry.id())
          .log();
    }
  }

  /**
   * A mirror that can't be written now is caught up at the next entry: the journal is the truth.
   */
  private void catchUp(Connection connection) {
    try {
      mirrors.catchUp(new EntryTable(connection));
    } catch (IOException | SQLException e) {
      LOG.atWarn()
          .setMessage("The journal's mirrors are behind: they can't be written")
          .addKeyValue("reason", e.getMessage())
          .log();
    }
  }

  /** Likewise: the next entry of its kind writes it anew. */
  private void reportSlippage(Connection connection) {
    try {
      slippage.write(new EntryTable(connection), clock.instant());
    } catch (IOException | SQLException e) {
      LOG.atWarn()
          .setMessage("The slippage report can't be written")
          .addKeyValue("reason", e.getMessage())
          .log();
    }
  }

  private <T> T withConnection(SqlLine.Work<T> work) {
    return writing.with(work);
  }

  /** By a connection of its own: a reader never waits for writers, in this process or another. */
  private <T> T toRead(SqlLine.Work<T> work) {
    return migrated ? reading.with(work) : withConnection(work);
  }

  private Connection openToWrite() throws SQLException {
    Connection fresh = dialect.openToWrite();
    try {
      migrations.apply(fresh);
    } catch (SQLException e) {
      fresh.close();
      throw e;
    }
    migrated = true;
    return fresh;
  }

  private Connection openToRead() throws SQLException {
    return dialect.openToRead().orElseThrow(() -> new SQLException("it is not there any more"));
  }

  @Override
  public void close() {
    reading.close();
    writing.close();
  }
}
