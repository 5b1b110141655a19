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
import io.tripline.workflows.killswitch.KillSwitch;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class GuardMemoryTest {
  @TempDir Path folder;

  @Parameter Database database = Database.SQLITE;
  private SqlJournal journal;

  @BeforeEach
  void open() {
    journal = new SqlJournal(database.in(folder), CLOCK);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void anAccountThatWasNeverSeenIsUnknownAndNotHalted() {
    assertThat(journal.guardMemory(ACCOUNT))
        .isEqualTo(new GuardMemory(false, false, 0, 0, Map.of(), ""));
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
            entry("2", EntryKind.TRIP, Map.of("switch", "K1")),
            note("3"));

    assertThat(memory.halted()).isTrue();
    assertThat(memory.epoch()).isEqualTo(3);
    assertThat(memory.detail()).isEqualTo("text 2");
  }

  @Test
  void theIncidentOfTheLastTripGoesOnUntilItIsOver() {
    assertThat(after(entry("1", EntryKind.TRIP, Map.of("switch", "K13"))).incident())
        .isEqualTo(Samples.INCIDENT);
    assertThat(after(entry("2", EntryKind.INCIDENT, Map.of("milestone", "mitigated"))).incident())
        .isEqualTo(Samples.INCIDENT);
    assertThat(after(entry("3", EntryKind.INCIDENT, Map.of("milestone", "resolved"))).incident())
        .isNull();
  }

  @Test
  void theStandingHaltIsKnownByItsFirstSwitchAndByWhatItAskedFor() {
    GuardMemory before =
        after(
            entry("1", EntryKind.TRIP, Map.of("switch", "K1")),
            entry("2", EntryKind.FLATTEN, Map.of("request", "r1")),
            entry("3", EntryKind.LADDER, Map.of("ladder", "FLAT_LOCKED", "epoch", "1")));
    assertThat(before.trippedBy()).isEqualTo(KillSwitch.K1);
    assertThat(before.flatAsked()).isTrue();

    GuardMemory lifted =
        after(entry("4", EntryKind.LADDER, Map.of("ladder", "PROBATION", "epoch", "2")));
    assertThat(lifted.trippedBy()).isNull();
    assertThat(lifted.flatAsked()).isFalse();

    GuardMemory again =
        after(
            entry("5", EntryKind.TRIP, Map.of("switch", "K1S")),
            entry("5b", EntryKind.FLATTEN, Map.of("endpoint", "break-glass")),
            entry("6", EntryKind.TRIP, Map.of("switch", "K10")),
            entry("7", EntryKind.TRIP, Map.of("switch", "K13")));
    assertThat(again.trippedBy()).isEqualTo(KillSwitch.K10);
    assertThat(again.flatAsked()).isFalse();
  }

  @Test
  void aSoftTripThatOnlyBlocksEntriesIsNoHaltAndHidesNone() {
    Entry soft = entry("2", EntryKind.TRIP, Map.of("switch", "K1S"));

    assertThat(after(soft).halted()).isFalse();
    assertThat(
            after(
                    entry("1", EntryKind.TRIP, Map.of("switch", "K13")),
                    entry("3", EntryKind.TRIP, Map.of("switch", "K1S")))
                .halted())
        .isTrue();
  }

  @Test
  void whatAPersonTypedDoesNotKeepTheMemoryFromBeingRead() {
    Map<String, String> odd = Map.of("switch", "K13", "by\0", "alice\0", "reason", "a\0b");

    assertThat(after(entry("1", EntryKind.TRIP, odd)).trippedBy()).isEqualTo(KillSwitch.K13);
  }

  @Test
  void aResetThatWasOnlyIntendedLiftsNothing() {
    assertThat(
            after(
                    entry("1", EntryKind.TRIP, Map.of("switch", "K1")),
                    entry("2", EntryKind.RESET, Map.of("epoch", "0")))
                .halted())
        .isTrue();
  }

  @Test
  void aLadderEntryThatFreesTheAccountEndsTheHalt() {
    GuardMemory memory =
        after(
            entry("1", EntryKind.TRIP, Map.of("switch", "K1")),
            entry("2", EntryKind.RESET, Map.of("epoch", "0")),
            entry("3", EntryKind.LADDER, Map.of("ladder", "PROBATION", "epoch", "1")));

    assertThat(memory.halted()).isFalse();
    assertThat(memory.epoch()).isEqualTo(1);
  }

  @Test
  void aLadderWordThatNobodyKnowsCountsAsHalted() {
    assertThat(after(entry("1", EntryKind.LADDER, Map.of("ladder", "SOMETHING"))).halted())
        .isTrue();
  }

  @Test
  void theLastSumOfWhatFillsCostIsRemembered() {
    assertThat(after(entry("1", EntryKind.SLIPPAGE, Map.of("executionBps", "3"))).cusum()).isNull();
    assertThat(
            after(
                    entry("2", EntryKind.SLIPPAGE, Map.of("cusum", "43.000")),
                    entry("3", EntryKind.SLIPPAGE, Map.of("cusum", "12.500")),
                    entry("4", EntryKind.SLIPPAGE, Map.of("executionBps", "3")))
                .cusum())
        .isEqualTo("12.500");
  }

  @Test
  void theHighestPermitNumberIsRemembered() {
    assertThat(
            after(
                    entry("1", EntryKind.PERMIT, Map.of("permit", "0199aa7e-12")),
                    entry("2", EntryKind.PERMIT, Map.of("permit", "0199aa7e-9")),
                    entry("3", EntryKind.PERMIT, Map.of("request", "r-99")))
                .lastPermit())
        .isEqualTo(12);
  }

  @Test
  void theHighestIncidentNumberPerCauseAndDayIsRemembered() {
    journal.append(
        entries(
            of("incident-spy-paper-daily-loss-2026-11-23-2"),
            of("incident-spy-paper-daily-loss-2026-11-23-10"),
            of("incident-spy-paper-manual-2026-11-24-1"),
            of("incident-by-somebody-else")));

    assertThat(journal.guardMemory(ACCOUNT).incidentNumbers())
        .isEqualTo(Map.of("daily-loss-2026-11-23", 10, "manual-2026-11-24", 1));
  }

  private static Entry of(String incident) {
    return new Entry(
        incident, ACCOUNT, EntryKind.NOTE, Samples.NOW, null, incident, "x", "x", Map.of());
  }

  private GuardMemory after(Entry... entries) {
    journal.append(entries(entries));
    return journal.guardMemory(ACCOUNT);
  }
}
