package io.tripline.cli.status;

import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.JournalRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Ladder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether an account is halted as far as the journal knows.
 *
 * @param halted what the last move of the ladder led to; what can't be understood is halted
 * @param from the entry that says so
 */
record HaltKnown(boolean halted, JournalRecord from) {
  static Optional<HaltKnown> byJournal(JournalPlace place, AccountName account) {
    Optional<JournalReader> journal = JournalReader.openIfThere(place);
    if (journal.isEmpty()) {
      return Optional.empty();
    }
    List<JournalRecord> moves = new ArrayList<>();
    try (JournalReader reader = journal.get()) {
      moves.addAll(reader.ofKind(EntryKind.LADDER, 200));
      moves.addAll(reader.ofKind(EntryKind.TRIP, 200));
      moves.addAll(reader.ofKind(EntryKind.RESET, 200));
    }
    return moves.stream()
        .filter(each -> each.entry().account().equals(account))
        .filter(each -> !"K1S".equals(each.entry().data().get("switch")))
        .max(Comparator.comparingLong(JournalRecord::sequence))
        .map(each -> new HaltKnown(halts(each), each));
  }

  private static boolean halts(JournalRecord move) {
    String word = move.entry().data().get("ladder");
    if (word == null) {
      return move.entry().kind() != EntryKind.RESET;
    }
    for (Ladder ladder : Ladder.values()) {
      if (ladder.name().equals(word)) {
        return ladder.halted();
      }
    }
    return true;
  }
}
