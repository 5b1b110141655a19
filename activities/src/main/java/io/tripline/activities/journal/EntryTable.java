package io.tripline.activities.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code entry}, and what stands in them. Not thread-safe. */
final class EntryTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, String>> STRINGS =
      new TypeReference<>() {};
  private static final String COLUMNS =
      "sequence, id, account, kind, at, market_at, incident, actor, text, data, previous_hash,"
          + " hash";
  private static final int PAGE = 2_000;
  private final Connection connection;

  EntryTable(Connection connection) {
    this.connection = connection;
  }

  /** The last place of the chain. */
  record Head(long sequence, String hash) {}

  Head head() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? new Head(row.getLong(1), row.getString(2))
          : new Head(0, AuditChain.GENESIS);
    }
  }

  boolean has(String id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT 1 FROM entry WHERE id = ?")) {
      query.setString(1, storable(id));
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** The hash of one entry; that of no entry for 0; empty when there is none of that sequence. */
  String hashAt(long sequence) throws SQLException {
    if (sequence == 0) {
      return AuditChain.GENESIS;
    }
    try (PreparedStatement query =
        connection.prepareStatement("SELECT hash FROM entry WHERE sequence = ?")) {
      query.setLong(1, sequence);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /**
   * The highest number at the end of the text under {@code key}, of the entries that fit; 0 when
   * there is none.
   */
  int highest(String key, String where, String... arguments) throws SQLException {
    int[] highest = {0};
    read(
        "SELECT " + COLUMNS + " FROM entry WHERE " + where,
        row -> {
          String text = data(row.data()).getOrDefault(key, "");
          String number = text.substring(text.lastIndexOf('-') + 1);
          if (number.matches("\\d{1,9}")) {
            highest[0] = Math.max(highest[0], Integer.parseInt(number));
          }
        },
        arguments);
    return highest[0];
  }

  /** Every incident of an account. */
  List<String> incidents(String account) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT DISTINCT incident FROM entry WHERE account = ? AND incident IS NOT NULL")) {
      query.setString(1, account);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  /** Appends behind {@code head}, within the caller's transaction; answers the new head. */
  Head append(Head head, Entry entry) throws SQLException {
    AuditChain.Row row =
        new AuditChain.Row(
                head.sequence() + 1,
                storable(entry.id()),
                entry.account().value(),
                entry.kind().name(),
                entry.at().toString(),
                entry.marketAt() == null ? null : entry.marketAt().toString(),
                entry.incident() == null ? null : storable(entry.incident()),
                storable(entry.actor()),
                storable(entry.text()),
                json(entry.data()),
                head.hash(),
                "")
            .withHash();
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, row.sequence());
      insert.setString(2, row.id());
      insert.setString(3, row.account());
      insert.setString(4, row.kind());
      insert.setString(5, row.at());
      insert.setString(6, row.marketAt());
      insert.setString(7, row.incident());
      insert.setString(8, row.actor());
      insert.setString(9, row.text());
      insert.setString(10, row.data());
      insert.setString(11, row.previousHash());
      insert.setString(12, row.hash());
      insert.executeUpdate();
    }
    return new Head(row.sequence(), row.hash());
  }

  /** At most {@code limit} records that fit {@code where}, ascending, the last ones. */
  List<JournalRecord> last(int limit, String where, String... arguments) throws SQLException {
    String sql =
        "SELECT * FROM (SELECT "
            + COLUMNS
            + " FROM entry WHERE "
            + where
            + " ORDER BY sequence DESC LIMIT "
            + Math.max(0, limit)
            + ") AS latest ORDER BY sequence";
    List<JournalRecord> found = new ArrayList<>();
    read(sql, row -> found.add(record(row)), arguments);
    return found;
  }

  /** The first entry of an account that knows its market time. */
  Optional<Entry> first(String account) throws SQLException {
    List<Entry> found = new ArrayList<>();
    read(
        "SELECT "
            + COLUMNS
            + " FROM entry WHERE account = ? AND market_at IS NOT NULL ORDER BY sequence LIMIT 1",
        row -> found.add(record(row).entry()),
        account);
    return found.stream().findFirst();
  }

  /**
   * Every row behind {@code sequence} that fits, ascending, one at a time. Read in pages: a driver
   * may hold a whole result in memory, and an entry that was read never changes.
   */
  void after(long sequence, String where, Consumer<AuditChain.Row> each) throws SQLException {
    long[] last = {sequence};
    int[] read = {PAGE};
    while (read[0] == PAGE) {
      read[0] = 0;
      read(
          "SELECT "
              + COLUMNS
              + " FROM entry WHERE sequence > "
              + last[0]
              + " AND "
              + where
              + " ORDER BY sequence LIMIT "
              + PAGE,
          row -> {
            read[0]++;
            last[0] = row.sequence();
            each.accept(row);
          });
    }
  }

  private void read(String sql, Consumer<AuditChain.Row> each, String... arguments)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        query.setString(i + 1, arguments[i]);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          each.accept(
              new AuditChain.Row(
                  row.getLong(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getString(8),
                  row.getString(9),
                  row.getString(10),
                  row.getString(11),
                  row.getString(12)));
        }
      }
    }
  }

  static JournalRecord record(AuditChain.Row row) {
    return new JournalRecord(
        row.sequence(),
        new Entry(
            row.id(),
            new AccountName(row.account()),
            kind(row.kind()),
            Instant.parse(row.at()),
            instant(row.marketAt()),
            row.incident(),
            row.actor(),
            row.text(),
            data(row.data())),
        row.hash());
  }

  /** A kind that only a newer program knows is a note to this one. */
  private static EntryKind kind(String name) {
    for (EntryKind kind : EntryKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return EntryKind.NOTE;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }

  /** PostgreSQL knows no NUL in a text; what a person typed must not block what waits behind it. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }

  private static String json(Map<String, ? extends @Nullable String> data) {
    Map<String, @Nullable String> clean = new LinkedHashMap<>();
    for (Map.Entry<String, ? extends @Nullable String> each : data.entrySet()) {
      String value = each.getValue();
      clean.put(storable(each.getKey()), value == null ? null : storable(value));
    }
    try {
      return JSON.writeValueAsString(clean);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  static Map<String, String> data(String json) {
    try {
      return JSON.readValue(json, STRINGS);
    } catch (JsonProcessingException e) {
      return Map.of("unreadable", json);
    }
  }
}
