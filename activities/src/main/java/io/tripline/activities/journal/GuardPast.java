package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.GuardMemory;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.slippage.SlippageStatistics;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the journal what a guard without carried state must know. What can't be understood
 * counts as halted: a trip halts until a LADDER entry says where the account stands after it. A
 * RESET entry is written before the reset takes effect, so that it alone lifts nothing. A PERMIT
 * entry names its {@code permit}, an id that ends in {@code -<n>}.
 */
final class GuardPast {
  private static final int MOST_TRIPS = 1_000;

  private final EntryTable table;
  private final SqlDialect dialect;

  GuardPast(EntryTable table, SqlDialect dialect) {
    this.table = table;
    this.dialect = dialect;
  }

  GuardMemory of(AccountName account) throws SQLException {
    String name = account.value();
    List<JournalRecord> any = table.last(1, "account = ?", name);
    Optional<HaltRecord> last = last(account);
    List<JournalRecord> trips = table.last(1, "account = ? AND kind = 'TRIP'", name);
    List<JournalRecord> days =
        table.last(
            1,
            "account = ? AND kind = 'GUARD' AND "
                + dialect.textInData(GuardMemory.HIGH_WATER)
                + " IS NOT NULL",
            name);
    List<JournalRecord> sums =
        table.last(
            1,
            "account = ? AND kind = 'SLIPPAGE' AND "
                + dialect.textInData(SlippageStatistics.CUSUM)
                + " IS NOT NULL",
            name);
    long lifted = lifted(name);
    return new GuardMemory(
        !any.isEmpty(),
        last.map(HaltRecord::halted).orElse(false),
        table.highest("epoch", "account = ? AND kind IN ('LADDER', 'RESET')", name),
        table.highest("permit", "account = ? AND kind = 'PERMIT'", name),
        incidentNumbers("incident-" + name + "-", table.incidents(name)),
        trips.isEmpty() ? "" : trips.getFirst().entry().text(),
        new LimitPages(table).of(account),
        trips.isEmpty() ? null : goingOn(trips.getFirst().entry().incident()),
        days.isEmpty() ? null : days.getFirst().entry().data().get(GuardMemory.HIGH_WATER),
        sums.isEmpty() ? null : sums.getFirst().entry().data().get(SlippageStatistics.CUSUM),
        trippedBy(name, lifted),
        !flattens(name, lifted).isEmpty());
  }

  /** What the journal says of the account's halt; empty where nothing ever moved it. */
  Optional<HaltRecord> last(AccountName account) throws SQLException {
    return table
        .last(
            1,
            "account = ? AND (kind = 'LADDER' OR (kind = 'TRIP'"
                + " AND "
                + dialect.textInData("switch")
                + " IS DISTINCT FROM ?))",
            account.value(),
            KillSwitch.K1S.name())
        .stream()
        .map(move -> new HaltRecord(halts(move.entry()), move))
        .findFirst();
  }

  /** What the guard asked for; a break-glass of somebody is a FLATTEN entry as well. */
  private List<JournalRecord> flattens(String account, long lifted) throws SQLException {
    return table.last(
        1,
        "account = ? AND kind = 'FLATTEN' AND "
            + dialect.textInData("request")
            + " IS NOT NULL AND sequence > "
            + lifted,
        account);
  }

  /** The place of the last entry after which the account was not halted; 0 where there is none. */
  private long lifted(String account) throws SQLException {
    String free =
        Arrays.stream(Ladder.values())
            .filter(ladder -> !ladder.halted())
            .map(ladder -> "'" + ladder.name() + "'")
            .collect(Collectors.joining(", "));
    List<JournalRecord> found =
        table.last(
            1,
            "account = ? AND kind = 'LADDER' AND "
                + dialect.textInData("ladder")
                + " IN ("
                + free
                + ")",
            account);
    return found.isEmpty() ? 0 : found.getFirst().sequence();
  }

  /** The switch of the first trip since; null where there is none, or none that is known. */
  private @Nullable KillSwitch trippedBy(String account, long lifted) throws SQLException {
    for (JournalRecord trip :
        table.last(MOST_TRIPS, "account = ? AND kind = 'TRIP' AND sequence > " + lifted, account)) {
      String name = trip.entry().data().getOrDefault("switch", "");
      for (KillSwitch each : KillSwitch.values()) {
        if (each.name().equals(name) && each != KillSwitch.K1S) {
          return each;
        }
      }
    }
    return null;
  }

  /** The incident, unless it is over: a guard that starts anew must not open a second one. */
  private @Nullable String goingOn(@Nullable String incident) throws SQLException {
    if (incident == null) {
      return null;
    }
    boolean over =
        !table
            .last(
                1,
                "incident = ? AND kind = 'INCIDENT' AND ("
                    + dialect.textInData("milestone")
                    + " = 'resolved' OR "
                    + dialect.textInData("status")
                    + " IN ('RESOLVED', 'CANCELLED', 'MERGED', 'IN_REVIEW', 'CLOSED'))",
                incident)
            .isEmpty();
    return over ? null : incident;
  }

  private static boolean halts(Entry move) {
    if (move.kind() != EntryKind.LADDER) {
      return true;
    }
    String word = move.data().getOrDefault("ladder", "");
    for (Ladder ladder : Ladder.values()) {
      if (ladder.name().equals(word)) {
        return ladder.halted();
      }
    }
    return true;
  }

  /** The highest number per {@code <cause>-<tradingDay>}, out of the incidents' ids. */
  private static SortedMap<String, Integer> incidentNumbers(String prefix, List<String> incidents) {
    SortedMap<String, Integer> highest = new TreeMap<>();
    for (String incident : incidents) {
      int dash = incident.lastIndexOf('-');
      String number = incident.substring(dash + 1);
      if (incident.startsWith(prefix) && dash > prefix.length() && number.matches("\\d{1,9}")) {
        highest.merge(
            incident.substring(prefix.length(), dash), Integer.valueOf(number), Math::max);
      }
    }
    return highest;
  }
}
