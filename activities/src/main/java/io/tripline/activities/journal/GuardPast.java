package io.tripline.activities.journal;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.GuardMemory;
import io.tripline.workflows.killswitch.Ladder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the journal what a guard without carried state must know. What can't be understood
 * counts as halted. LADDER, TRIP and RESET entries carry {@code ladder} (where the account stands
 * from then on) and {@code epoch}; PERMIT entries carry {@code permit}, an id that ends in {@code
 * -<n>}.
 */
final class GuardPast {
  private static final String MOVES = "account = ? AND kind IN ('LADDER', 'TRIP', 'RESET')";
  private final EntryTable table;

  GuardPast(EntryTable table) {
    this.table = table;
  }

  GuardMemory of(AccountName account) throws SQLException {
    List<JournalRecord> any = table.last(1, "account = ?", account.value());
    if (any.isEmpty()) {
      return new GuardMemory(false, false, 0, 0, "");
    }
    List<JournalRecord> moves = table.last(1, MOVES, account.value());
    List<JournalRecord> trips = table.last(1, "account = ? AND kind = 'TRIP'", account.value());
    return new GuardMemory(
        true,
        !moves.isEmpty() && halts(moves.getFirst().entry()),
        table.highest(MOVES, "epoch", account.value()),
        lastPermit(account),
        trips.isEmpty() ? "" : trips.getFirst().entry().text());
  }

  private static boolean halts(Entry move) {
    @Nullable String word = first(move.data(), "ladder", "to", "state");
    if (word == null) {
      return move.kind() != EntryKind.RESET;
    }
    for (Ladder ladder : Ladder.values()) {
      if (ladder.name().equals(word)) {
        return ladder.halted();
      }
    }
    return true;
  }

  private int lastPermit(AccountName account) throws SQLException {
    List<JournalRecord> permits = table.last(1, "account = ? AND kind = 'PERMIT'", account.value());
    if (permits.isEmpty()) {
      return 0;
    }
    @Nullable String id = first(permits.getFirst().entry().data(), "permit", "clientOrderId", "id");
    return id == null ? 0 : number(id.substring(id.lastIndexOf('-') + 1));
  }

  private static int number(@Nullable String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static @Nullable String first(Map<String, String> data, String... keys) {
    for (String key : keys) {
      if (data.containsKey(key)) {
        return data.get(key);
      }
    }
    return null;
  }
}
