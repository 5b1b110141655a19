package io.tripline.activities.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.reconciliation.Reconciliation;
import io.tripline.workflows.reconciliation.TradingWeek;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal beside the workers, without ever writing to it. Every failure is {@link
 * Fault#JOURNAL_UNAVAILABLE} with a sentence for people. Not thread-safe.
 */
public final class JournalReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int RECONCILIATIONS = 1_000;

  /** A review is written again with each change of its action items after the signature. */
  private static final int REPORTS = 1_000;

  private final DataDirectory data;
  private final SqlDialect dialect;
  private final Connection connection;
  private final EntryTable table;

  private JournalReader(DataDirectory data, SqlDialect dialect, Connection connection) {
    this.data = data;
    this.dialect = dialect;
    this.connection = connection;
    this.table = new EntryTable(connection);
  }

  /** Opens the journal; fails when there is none. */
  public static JournalReader open(JournalPlace place) {
    return openIfThere(place)
        .orElseThrow(() ->
            Fault.JOURNAL_UNAVAILABLE.failure(
                "There is no journal at "
                    + place.describe()
                    + " yet: the first worker or session writes it."));
  }

  /** Opens the journal; empty when nobody has written one yet. */
  public static Optional<JournalReader> openIfThere(JournalPlace place) {
    SqlDialect dialect = place.dialect();
    try {
      return dialect
          .openToRead()
          .map(connection -> new JournalReader(place.data(), dialect, connection));
    } catch (SQLException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(dialect.explain(e));
    }
  }

  private interface Work<T> {
    T read() throws SQLException;
  }

  /** The last entries of all accounts, ascending. */
  public List<JournalRecord> audit(int last) {
    return reading(() -> table.last(last, "1 = 1"));
  }

  /** The last orders and fills, ascending. */
  public List<JournalRecord> trades(int last) {
    return reading(() -> table.last(last, MirrorFile.PAPER_TRADES.where()));
  }

  /** The last entries of one kind, ascending. */
  public List<JournalRecord> ofKind(EntryKind kind, int last) {
    return reading(() -> table.last(last, "kind = ?", kind.name()));
  }

  /** Whether an account is halted as far as the journal knows; empty where it knows nothing. */
  public Optional<HaltRecord> halt(AccountName account) {
    return reading(() -> new GuardPast(table, dialect).last(account));
  }

  /** Every entry of one incident, ascending; empty when the journal does not know it. */
  public List<JournalRecord> incident(String incident) {
    return reading(() -> table.last(Integer.MAX_VALUE, "incident = ?", incident));
  }

  /** Every incident that the journal knows, by its first entry. */
  public List<IncidentSummary> incidents() {
    Map<String, IncidentSummary> found = new LinkedHashMap<>();
    for (JournalRecord each :
        reading(() ->
            table.last(
                Integer.MAX_VALUE, "incident IS NOT NULL AND kind IN ('INCIDENT', 'REPORT')"))) {
      @Nullable String id = each.entry().incident();
      if (id != null) {
        found.merge(
            id, IncidentSummary.begin(id, each.entry()), (known, next) -> known.with(each.entry()));
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * The last report of an incident that was written under the name that {@code path} ends with, by
   * whichever worker; empty when none was.
   */
  public Optional<KeptReport> report(String incident, String path) {
    String name = KeptReport.name(path);
    return reading(() -> table.last(REPORTS, "incident = ? AND kind = 'REPORT'", incident)).stream()
        .map(each -> KeptReport.of(each.entry()))
        .filter(each -> KeptReport.name(each.path()).equals(name))
        .reduce((before, next) -> next);
  }

  /** Every review, oldest first. */
  public List<ReviewRow> reviews() {
    ReviewTables tables = new ReviewTables(connection);
    return reading(() -> tables.exist() ? tables.reviews() : List.of());
  }

  /** Every action item: open ones first, by their day. */
  public List<ActionRow> actions() {
    ReviewTables tables = new ReviewTables(connection);
    return reading(() -> tables.exist() ? tables.actions() : List.of());
  }

  /** The last reconciliation of an account, of one week where one is named; empty without any. */
  public Optional<Reconciliation> reconciliation(AccountName account, @Nullable TradingWeek week) {
    return reading(() ->
        table
            .last(RECONCILIATIONS, "account = ? AND kind = 'RECONCILIATION'", account.value())
            .stream()
            .flatMap(each -> WeekJson.read(each.entry()).stream())
            .filter(each -> week == null || each.week().equals(week))
            .reduce((before, next) -> next));
  }

  /** Checks every hash, and that the mirror does not know more than the journal. */
  public Verification verify() {
    return reading(() -> {
      AuditChain chain = new AuditChain();
      table.after(0, "1 = 1", chain::check);
      return chain.result(compareWithMirror(chain));
    });
  }

  /** Whether the entry of a sequence has that hash, as a copy of an earlier head says. */
  public boolean holds(long sequence, String hash) {
    return reading(() -> table.hashAt(sequence).equals(hash));
  }

  /** False where there is none that could be read. */
  private boolean compareWithMirror(AuditChain chain) throws SQLException {
    Path mirror = data.logs().resolve(MirrorFile.TRADE_AUDIT.fileName());
    try {
      Mirrors.@Nullable End end = Mirrors.peek(mirror, MirrorFile.TRADE_AUDIT);
      if (end != null && !table.hashAt(end.sequence()).equals(end.hash())) {
        chain.problem(
            mirror.getFileName()
                + " ends with entry "
                + end.sequence()
                + ", which the journal does not hold: entries were removed or replaced");
      }
      for (Path aside : Mirrors.setAside(data.logs())) {
        chain.problem(
            aside.getFileName()
                + " was moved aside because it did not fit the journal: compare them");
      }
      return end != null;
    } catch (IOException e) {
      chain.problem("the mirror can't be read: " + e.getMessage());
      return false;
    }
  }

  /** Every entry as one JSON object a line, ascending. */
  public void export(Appendable out) {
    reading(() -> {
      table.after(0, "1 = 1", row -> write(out, row));
      return true;
    });
  }

  private static void write(Appendable out, AuditChain.Row row) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("schemaVersion", 1);
    line.put("sequence", row.sequence());
    line.put("id", row.id());
    line.put("account", row.account());
    line.put("kind", row.kind());
    line.put("at", row.at());
    line.put("marketAt", row.marketAt());
    line.put("incident", row.incident());
    line.put("actor", row.actor());
    line.put("text", row.text());
    line.put("data", EntryTable.data(row.data()));
    line.put("previousHash", row.previousHash());
    line.put("hash", row.hash());
    try {
      out.append(JSON.writeValueAsString(line)).append('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of the reports, by name. */
  public List<Path> reports() {
    if (!Files.isDirectory(data.reports())) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(data.reports(), "[!.]*")) {
      files.forEach(found::add);
    } catch (IOException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(
          "The reports in " + data.reports() + " can't be listed: " + e.getMessage());
    }
    found.sort(null);
    return found;
  }

  private <T> T reading(Work<T> work) {
    try {
      return work.read();
    } catch (SQLException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(dialect.explain(e));
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(dialect.explain(e));
    }
  }
}
