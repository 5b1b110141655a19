package io.tripline.activities.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tripline.workflows.journal.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code reports/slippage_report.json}: what the journal has of the cost of fills, per account.
 * Written anew, whole, with each such entry; never read back.
 */
final class SlippageReport {
  static final String FILE = "slippage_report.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int ENTRIES = 1_000;
  private static final int FILLS = 60;
  private static final List<String> STATISTICS =
      List.of(
          "n",
          "meanBps",
          "medianBps",
          "p95Bps",
          "lowerBoundBps",
          "bootstrapLowBps",
          "bootstrapHighBps",
          "nAll",
          "meanAllBps",
          "medianAllBps",
          "p95AllBps",
          "unusable",
          "delayMeanBps",
          "sigmaBps",
          "sigmaMeasured",
          "cusum",
          "cusumAlarm",
          "grade",
          "label");
  private static final List<String> LIMITS =
      List.of(
          "limitFillBps", "limitInARowBps", "fillsInARow", "investigateAboveBps", "baselineBps");
  private static final List<String> FILL =
      List.of(
          "clientOrderId",
          "symbol",
          "side",
          "quantity",
          "usable",
          "why",
          "executionBps",
          "delayBps",
          "halfSpreadBps",
          "arrivalMid",
          "fillPrice",
          "decisionPrice");

  /** How an order was filled; absent, not null, where an older entry lacks it: its file holds. */
  private static final List<String> ENDED =
      List.of("ordered", "filledInPart", "atOnce", "tookMillis", "shownShares");

  /** How the last orders were filled; likewise. */
  private static final List<String> ORDERS =
      List.of(
          "timed",
          "medianMillis",
          "longestMillis",
          "slow",
          "filled",
          "inPart",
          "inPartPercent",
          "inPartChance");

  /** Numbers are compared as they are written. */
  private static final ObjectMapper EXACT =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Path folder;
  private final Reports reports;

  SlippageReport(Path folder) {
    this.folder = folder;
    this.reports = new Reports(folder);
  }

  /** What is wrong with the file; null when nothing is. Changes nothing. */
  @Nullable String problem(EntryTable table) throws IOException, SQLException {
    List<Map<String, @Nullable Object>> accounts = accounts(table);
    if (accounts.isEmpty()) {
      return null;
    }
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return "is missing";
    }
    try {
      JsonNode there = EXACT.readTree(file.toFile());
      JsonNode wanted = EXACT.readTree(EXACT.writeValueAsString(accounts));
      return wanted.equals(there.get("accounts")) ? null : "does not say what the journal has";
    } catch (JsonProcessingException e) {
      return "is no JSON: " + e.getOriginalMessage();
    }
  }

  /** Writes it anew; the damaged file is kept beside it. Answers where, or an empty text. */
  String mend(EntryTable table, Instant now) throws IOException, SQLException {
    Path file = folder.resolve(FILE);
    String kept = "";
    if (problem(table) == null) {
      return kept;
    }
    if (Files.exists(file)) {
      for (int n = 1; kept.isEmpty(); n++) {
        Path aside = folder.resolve(FILE.replace(".json", ".damaged-" + n + ".json"));
        if (!Files.exists(aside)) {
          Files.move(file, aside);
          kept = String.valueOf(aside.getFileName());
        }
      }
    }
    write(table, now);
    return kept;
  }

  /** Writes it from what the table holds. */
  void write(EntryTable table, Instant now) throws IOException, SQLException {
    List<Map<String, @Nullable Object>> accounts = accounts(table);
    if (accounts.isEmpty()) {
      return;
    }
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("schemaVersion", 1);
    document.put("writtenAt", now.toString());
    document.put("accounts", accounts);
    try {
      reports.write(FILE, JSON.writeValueAsString(document) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers are always JSON", e);
    }
  }

  private static List<Map<String, @Nullable Object>> accounts(EntryTable table)
      throws SQLException {
    Map<String, List<Entry>> byAccount = new LinkedHashMap<>();
    for (JournalRecord each : table.last(ENTRIES, "kind = 'SLIPPAGE'")) {
      byAccount
          .computeIfAbsent(each.entry().account().value(), name -> new ArrayList<>())
          .add(each.entry());
    }
    List<Map<String, @Nullable Object>> accounts = new ArrayList<>();
    byAccount.forEach((name, entries) -> accounts.add(account(name, entries)));
    return accounts;
  }

  private static Map<String, @Nullable Object> account(String name, List<Entry> entries) {
    Entry statistics = last(entries, "cusum");
    Entry market = last(entries, "volatility");
    Map<String, @Nullable Object> account = new LinkedHashMap<>();
    account.put("account", name);
    account.put("at", statistics == null ? null : statistics.at().toString());
    account.put("incident", statistics == null ? null : statistics.incident());
    account.put("statistics", statistics == null ? null : picked(statistics, STATISTICS));
    account.put("limits", statistics == null ? null : picked(statistics, LIMITS));
    Entry orders = last(entries, "timed");
    if (orders != null) {
      account.put("orders", picked(orders, ORDERS));
    }
    account.put("review", market == null ? null : review(market));
    List<Map<String, @Nullable Object>> fills =
        entries.stream()
            .filter(entry -> entry.data().containsKey("fillPrice"))
            .map(SlippageReport::fill)
            .toList();
    account.put("fills", fills.subList(Math.max(0, fills.size() - FILLS), fills.size()));
    return account;
  }

  private static Map<String, @Nullable Object> review(Entry entry) {
    Map<String, @Nullable Object> review = new LinkedHashMap<>();
    review.put("at", entry.at().toString());
    review.put("incident", entry.incident());
    entry.data().forEach((key, value) -> review.put(key, value(value)));
    return review;
  }

  private static Map<String, @Nullable Object> fill(Entry entry) {
    Map<String, @Nullable Object> fill = new LinkedHashMap<>();
    fill.put("at", entry.at().toString());
    Instant marketAt = entry.marketAt();
    fill.put("marketAt", marketAt == null ? null : marketAt.toString());
    fill.putAll(picked(entry, FILL));
    ENDED.stream()
        .filter(entry.data()::containsKey)
        .forEach(key -> fill.put(key, value(entry.data().getOrDefault(key, ""))));
    return fill;
  }

  private static Map<String, @Nullable Object> picked(Entry entry, List<String> keys) {
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    for (String key : keys) {
      String text = entry.data().get(key);
      picked.put(key, text == null ? null : value(text));
    }
    return picked;
  }

  /** Numbers and truth values as such; order ids and everything else as text. */
  private static Object value(String text) {
    if (text.matches("-?(0|[1-9]\\d{0,14})(\\.\\d{1,9})?")) {
      return new BigDecimal(text);
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> text;
    };
  }

  private static @Nullable Entry last(List<Entry> entries, String key) {
    Entry found = null;
    for (Entry entry : entries) {
      found = entry.data().containsKey(key) ? entry : found;
    }
    return found;
  }
}
