package io.tripline.activities.journal;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.limits.LimitPast;
import io.tripline.workflows.limits.LimitTrials;
import io.tripline.workflows.slippage.FillSample;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link LimitTrials} from the journal: the readings that the watch kept (one a minute and each
 * change), the trips, and the cost of each fill. Thread-safe.
 */
public final class JournalLimitTrials implements LimitTrials {
  /** A reading a minute of 60 long trading days. */
  private static final int MOST_READINGS = 40_000;

  private static final int MOST_FILLS = 500;

  private final SqlJournal journal;

  /** Reads what that journal holds. */
  public JournalLimitTrials(SqlJournal journal) {
    this.journal = journal;
  }

  @Override
  public LimitPast past(PastQuestion question) {
    String account = question.account().value();
    SortedMap<String, BigDecimal> deepest = new TreeMap<>();
    for (JournalRecord each :
        journal.matching(MOST_READINGS, "account = ? AND kind IN ('READING', 'TRIP')", account)) {
      BigDecimal loss = number(each.entry().data().get("lossFraction"));
      if (loss != null) {
        deepest.merge(dayOf(each.entry()), loss, BigDecimal::max);
      }
    }
    List<LimitPast.Day> days = new ArrayList<>();
    deepest.forEach((day, loss) -> days.add(new LimitPast.Day(TradingDay.parse(day), loss)));
    List<LimitPast.Day> last =
        days.subList(Math.max(0, days.size() - question.sessions()), days.size());
    String first = last.isEmpty() ? "" : last.getFirst().day().text();
    List<FillSample> fills =
        journal.matching(MOST_FILLS, "account = ? AND kind = 'SLIPPAGE'", account).stream()
            .map(JournalRecord::entry)
            .filter(entry -> entry.kind() == EntryKind.SLIPPAGE)
            .filter(entry -> dayOf(entry).compareTo(first) >= 0)
            .flatMap(entry -> java.util.stream.Stream.ofNullable(fill(entry)))
            .toList();
    return new LimitPast(last, fills);
  }

  private static String dayOf(Entry entry) {
    Instant marketAt = entry.marketAt();
    return TradingDay.dateOf(marketAt == null ? entry.at() : marketAt).toString();
  }

  /** Null for an entry that is no fill: the guard's statistics, or one that can't be read. */
  static @Nullable FillSample fill(Entry entry) {
    Map<String, String> data = entry.data();
    String order = data.get("clientOrderId");
    String fill = data.get("fillPrice");
    if (order == null || fill == null) {
      return null;
    }
    try {
      String arrival = data.get("arrivalMid");
      Instant marketAt = entry.marketAt();
      return new FillSample(
          new ClientOrderId(order),
          new Symbol(data.getOrDefault("symbol", "")),
          Side.valueOf(data.getOrDefault("side", "")),
          Quantity.of(data.getOrDefault("quantity", "")),
          arrival == null ? null : Price.of(arrival),
          Price.of(fill),
          number(data.get("delayBps")),
          number(data.get("executionBps")),
          number(data.get("halfSpreadBps")),
          data.getOrDefault("why", ""),
          marketAt == null ? entry.at() : marketAt);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null || !text.matches("-?\\d{1,12}(\\.\\d{1,18})?")
        ? null
        : new BigDecimal(text);
  }
}
