package io.tripline.activities.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two mirrors. The first column is the entry's sequence, the last its hash: that is how a
 * mirror finds its place again. Times are UTC, ISO-8601.
 */
enum MirrorFile {
  /** Every entry. */
  TRADE_AUDIT(
      "trade_audit.csv",
      "1 = 1",
      "sequence",
      "at",
      "market_at",
      "account",
      "kind",
      "incident",
      "actor",
      "text",
      "data",
      "id",
      "hash") {
    @Override
    List<@Nullable String> values(AuditChain.Row row) {
      return Arrays.asList(
          Long.toString(row.sequence()),
          row.at(),
          row.marketAt(),
          row.account(),
          row.kind(),
          row.incident(),
          row.actor(),
          row.text(),
          row.data(),
          row.id(),
          row.hash());
    }
  },

  /** Orders and fills; an empty field was not known. Prices in US dollars. */
  PAPER_TRADES(
      "paper_trades.csv",
      "kind IN ('ORDER', 'FILL')",
      "sequence",
      "at",
      "market_at",
      "account",
      "kind",
      "symbol",
      "side",
      "quantity",
      "price",
      "status",
      "client_order_id",
      "incident",
      "actor",
      "text",
      "hash") {
    @Override
    List<@Nullable String> values(AuditChain.Row row) {
      Map<String, String> data = EntryTable.data(row.data());
      return Arrays.asList(
          Long.toString(row.sequence()),
          row.at(),
          row.marketAt(),
          row.account(),
          row.kind(),
          data.get("symbol"),
          data.get("side"),
          data.get("quantity"),
          data.get("price"),
          data.get("status"),
          data.get("clientOrderId"),
          row.incident(),
          row.actor(),
          row.text(),
          row.hash());
    }
  };

  private final String fileName;
  private final String where;
  private final String header;

  MirrorFile(String fileName, String where, String... columns) {
    this.fileName = fileName;
    this.where = where;
    this.header = Csv.line(List.of(columns));
  }

  String fileName() {
    return fileName;
  }

  /** Which entries it shows, as a condition in SQL. */
  String where() {
    return where;
  }

  String header() {
    return header;
  }

  abstract List<@Nullable String> values(AuditChain.Row row);
}
