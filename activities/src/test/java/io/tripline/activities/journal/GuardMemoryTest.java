package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.GuardMemory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardMemoryTest {
  @TempDir Path folder;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    journal = new SqlJournal(new DataDirectory(folder), CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anAccountThatWasNeverSeenIsUnknownAndNotHalted() {
    assertThat(journal.guardMemory(ACCOUNT)).isEqualTo(new GuardMemory(false, false, 0, 0, ""));
  }

  @Test
  void anAccountThatNeverTrippedIsNotHalted() {
    assertThat(after(note("n")).halted()).isFalse();
  }

  @Test
  void aTripAsTheLastMoveMeansHalted() {
    GuardMemory memory =
        after(
            entry("1", EntryKind.LADDER, Map.of("ladder", "ACTIVE", "epoch", "3")),
            entry("2", EntryKind.TRIP, Map.of("switch", "K1", "epoch", "4")),
            note("3"));

    assertThat(memory).isEqualTo(new GuardMemory(true, true, 4, 0, "text 2"));
  }

  @Test
  void aSoftTripThatOnlyBlocksEntriesIsNoHalt() {
    assertThat(after(entry("1", EntryKind.TRIP, Map.of("ladder", "ENTRIES_BLOCKED"))).halted())
        .isFalse();
  }

  @Test
  void aLadderEntryThatFreesTheAccountEndsTheHalt() {
    GuardMemory memory =
        after(
            entry("1", EntryKind.TRIP, Map.of("epoch", "0")),
            entry("2", EntryKind.LADDER, Map.of("ladder", "FLAT_LOCKED", "epoch", "0")),
            entry("3", EntryKind.RESET, Map.of("ladder", "PROBATION", "epoch", "1")));

    assertThat(memory.halted()).isFalse();
    assertThat(memory.epoch()).isEqualTo(1);
  }

  @Test
  void aLadderWordThatNobodyKnowsCountsAsHalted() {
    assertThat(after(entry("1", EntryKind.LADDER, Map.of("ladder", "SOMETHING"))).halted())
        .isTrue();
  }

  @Test
  void theLastPermitsNumberIsRemembered() {
    assertThat(
            after(
                    entry("1", EntryKind.PERMIT, Map.of("permit", "0199aa7e-8")),
                    entry("2", EntryKind.PERMIT, Map.of("permit", "0199aa7e-9")))
                .lastPermit())
        .isEqualTo(9);
  }

  private GuardMemory after(Entry... entries) {
    journal.append(entries(entries));
    return journal.guardMemory(ACCOUNT);
  }
}
