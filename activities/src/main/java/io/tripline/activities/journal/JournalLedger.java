package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.Entries;
import io.tripline.workflows.journal.Journal.StoredReport;
import io.tripline.workflows.reconciliation.Balance;
import io.tripline.workflows.reconciliation.BookedOrder;
import io.tripline.workflows.reconciliation.JournalWeek;
import io.tripline.workflows.reconciliation.JournalWeek.ActionLine;
import io.tripline.workflows.reconciliation.JournalWeek.IncidentLine;
import io.tripline.workflows.reconciliation.JournalWeek.SessionLine;
import io.tripline.workflows.reconciliation.Ledger;
import io.tripline.workflows.reconciliation.Reconciliation;
import io.tripline.workflows.reconciliation.ReconciliationText;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.slippage.FillSample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Ledger} over the journal. Thread-safe. */
public final class JournalLedger implements Ledger {
  /** An intraday week has some hundreds. */
  private static final int MOST_ENTRIES = 20_000;

  /** Entries without market time may lie anywhere: an order is sought among these, too. */
  private static final int LATEST_ORDERS = 1_000;

  private static final int MOST_WEEKS = 200;

  /** Texts of instants with and without fractions do not sort exactly. */
  private static final Duration SLACK = Duration.ofDays(1);

  private static final String WHEN = "COALESCE(market_at, at)";

  private final SqlJournal journal;
  private final Reports reports;

  /** Reads and writes that journal; reports go to the data directory. */
  public JournalLedger(SqlJournal journal, DataDirectory data) {
    this.journal = journal;
    this.reports = new Reports(data.reports());
  }

  @Override
  public JournalWeek week(WeekQuestion question) {
    AccountName account = question.account();
    TradingWeek week = question.week();
    return new JournalWeek(
        begunAt(account),
        orders(account, week),
        samples(account, week),
        sessions(account, week),
        incidents(account, week),
        actions(account),
        opening(account, week));
  }

  private @Nullable Instant begunAt(AccountName account) {
    return journal.first(account).map(JournalLedger::when).orElse(null);
  }

  private List<BookedOrder> orders(AccountName account, TradingWeek week) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    journal
        .matching(LATEST_ORDERS, "account = ? AND kind IN ('ORDER', 'FILL')", account.value())
        .forEach(each -> entries.put(each.entry().id(), each.entry()));
    inWeek(account, week, "kind IN ('ORDER', 'FILL')")
        .forEach(each -> entries.put(each.id(), each));
    Map<String, List<Entry>> byOrder = new LinkedHashMap<>();
    for (Entry each : entries.values()) {
      String id = each.data().get("clientOrderId");
      if (id != null && !id.isBlank()) {
        byOrder.computeIfAbsent(id, key -> new ArrayList<>()).add(each);
      }
    }
    List<BookedOrder> orders = new ArrayList<>();
    byOrder.forEach((id, of) -> orders.add(order(id, of)));
    return orders;
  }

  static BookedOrder order(String id, List<Entry> entries) {
    String status = "";
    boolean ended = false;
    Entry fill = null;
    Map<String, String> all = new LinkedHashMap<>();
    for (Entry each : entries) {
      Map<String, String> data = each.data();
      all.putAll(data);
      status = data.getOrDefault("status", data.getOrDefault("outcome", status));
      ended |= data.containsKey("orderId") && data.containsKey("status");
      fill = each.kind() == EntryKind.FILL ? each : fill;
    }
    String submitted = all.get("submittedAt");
    return new BookedOrder(
        new ClientOrderId(id),
        read(all.get("symbol"), Symbol::new),
        read(all.get("side"), Side::valueOf),
        status,
        ended,
        fill == null ? null : read(fill.data().get("quantity"), Quantity::of),
        fill == null ? null : read(fill.data().get("price"), Price::of),
        submitted == null ? when(entries.getFirst()) : instant(submitted, entries.getFirst()));
  }

  private static Instant instant(String text, Entry otherwise) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return when(otherwise);
    }
  }

  private interface Parse<T> {
    T of(String text);
  }

  private static <T> @Nullable T read(@Nullable String text, Parse<T> parse) {
    try {
      return text == null ? null : parse.of(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private List<FillSample> samples(AccountName account, TradingWeek week) {
    return inWeek(account, week, "kind = 'SLIPPAGE'").stream()
        .flatMap(entry -> Stream.ofNullable(JournalLimitTrials.fill(entry)))
        .toList();
  }

  /** The last word of each session of the week; an end counts more than what came before it. */
  private List<SessionLine> sessions(AccountName account, TradingWeek week) {
    String prefix = "session-" + account + "-";
    List<SessionLine> found = new ArrayList<>();
    for (JournalRecord each :
        journal.matching(
            MOST_ENTRIES,
            "account = ? AND kind = 'SESSION' AND actor LIKE ?",
            account.value(),
            prefix + "%")) {
      String day = each.entry().actor().substring(prefix.length());
      if (day.matches("\\d{4}-\\d{2}-\\d{2}")) {
        SessionLine line =
            new SessionLine(TradingDay.parse(day), end(each.entry()), each.entry().text());
        if (TradingWeek.of(line.day().date()).equals(week)) {
          found.add(line);
        }
      }
    }
    return found;
  }

  /** A day's session that goes on until the close has made its decision when its pass has ended. */
  private static String end(Entry entry) {
    String end = entry.data().get("end");
    if (end != null) {
      return end;
    }
    String pass = "pass ended ";
    return entry.text().startsWith(pass)
        ? entry.text().substring(pass.length()).replaceFirst(":.*", "").strip()
        : "";
  }

  private List<IncidentLine> incidents(AccountName account, TradingWeek week) {
    Map<String, IncidentSummary> known = new LinkedHashMap<>();
    Map<String, String> headlines = new LinkedHashMap<>();
    Map<String, String> notes = new LinkedHashMap<>();
    Set<String> noted = new HashSet<>();
    for (JournalRecord each :
        journal.matching(
            MOST_ENTRIES,
            "account = ? AND incident IS NOT NULL AND kind IN ('INCIDENT', 'REPORT')",
            account.value())) {
      Entry entry = each.entry();
      String id = entry.incident();
      if (id == null) {
        continue;
      }
      known.merge(id, IncidentSummary.begin(id, entry), (before, next) -> before.with(entry));
      if ("declared".equals(entry.data().get("milestone"))) {
        headlines.putIfAbsent(id, entry.text());
      }
      if (entry.data().containsKey("reconciliation")) {
        notes.put(id, entry.text());
        if (week.text().equals(entry.data().get("reconciliation"))) {
          noted.add(id);
        }
      }
    }
    return known.values().stream()
        .filter(each -> each.severity().equals("P2") || each.severity().equals("P3"))
        // Its own word counts market time, which a simulated broker's clock may be ahead with.
        .filter(each ->
            noted.contains(each.id())
                || week.contains(each.begunAt())
                || week.contains(each.lastAt()))
        .map(each ->
            new IncidentLine(
                each.id(),
                each.severity(),
                each.status(),
                headlines.getOrDefault(each.id(), each.text()),
                notes.getOrDefault(each.id(), ""),
                each.begunAt()))
        .toList();
  }

  private List<ActionLine> actions(AccountName account) {
    return journal.actions().stream()
        .filter(each -> each.open() && each.account().equals(account.value()))
        .map(each ->
            new ActionLine(each.incident(), each.number(), each.text(), each.owner(), each.due()))
        .toList();
  }

  /** The closing of the last earlier week; within the first week that of its first report. */
  private @Nullable Balance opening(AccountName account, TradingWeek week) {
    List<Reconciliation> all = reconciliations(account);
    Balance first = null;
    Balance last = null;
    for (Reconciliation each : all) {
      Balance closing = each.closing();
      if (closing == null) {
        continue;
      }
      if (each.week().compareTo(week) < 0) {
        last = closing;
      } else if (each.week().equals(week) && first == null) {
        first = closing;
      }
    }
    return last == null ? first : last;
  }

  private List<Reconciliation> reconciliations(AccountName account) {
    return journal
        .matching(MOST_WEEKS, "account = ? AND kind = 'RECONCILIATION'", account.value())
        .stream()
        .map(each -> WeekJson.read(each.entry()))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<Entry> inWeek(AccountName account, TradingWeek week, String where) {
    return journal
        .matching(
            MOST_ENTRIES,
            "account = ? AND " + where + " AND " + WHEN + " >= ? AND " + WHEN + " < ?",
            account.value(),
            week.from().minus(SLACK).toString(),
            week.to().plus(SLACK).toString())
        .stream()
        .map(JournalRecord::entry)
        .filter(each -> week.contains(when(each)))
        .toList();
  }

  private static Instant when(Entry entry) {
    Instant marketAt = entry.marketAt();
    return marketAt == null ? entry.at() : marketAt;
  }

  @Override
  public StoredReport store(WeekReport report) {
    Reconciliation found = report.reconciliation();
    StoredReport stored;
    try {
      stored = reports.write(ReconciliationText.fileName(found), report.text());
    } catch (IOException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(
          "The report of week " + found.week() + " can't be written: " + e.getMessage());
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("week", found.week().text());
    data.put("findings", String.valueOf(found.findings().size()));
    data.put("grave", String.valueOf(found.grave()));
    data.put("file", ReconciliationText.fileName(found));
    data.put("digest", stored.digest());
    data.put(WeekJson.KEY, WeekJson.write(found));
    journal.append(
        new Entries(
            List.of(
                new Entry(
                    report.id(),
                    found.account(),
                    EntryKind.RECONCILIATION,
                    found.at(),
                    found.marketAt(),
                    null,
                    found.by(),
                    "reconciliation: " + found.sentence(),
                    data))));
    return stored;
  }
}
