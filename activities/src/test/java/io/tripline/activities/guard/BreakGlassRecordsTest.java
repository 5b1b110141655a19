package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.RateBudget;
import io.tripline.activities.journal.BreakGlassNote;
import io.tripline.activities.journal.BreakGlassSpool;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BreakGlassRecordsTest {
  private static final AccountName ACCOUNT = new AccountName("main");
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @TempDir Path data;
  private BrokerSimulator simulator;
  private SqlJournal journal;
  private BreakGlassSpool spool;
  private BreakGlassRecords records;

  @BeforeEach
  void start() throws IOException {
    simulator = BrokerSimulator.start(SimulatorOptions.defaults());
    journal = new SqlJournal(JournalPlace.in(new DataDirectory(data)), InstantSource.system());
    spool = BreakGlassSpool.of(data);
    AlpacaHttp http =
        new AlpacaHttp(
            AlpacaEndpoint.simulator(simulator.url()),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            RateBudget.perMinute(100),
            InstantSource.system());
    records =
        new BreakGlassRecords(
            new AlpacaAccounts(Map.of(ACCOUNT, http), InstantSource.system()),
            journal,
            List.of(spool, BreakGlassSpool.of(data.resolve("elsewhere"))),
            InstantSource.fixed(NOW));
  }

  @AfterEach
  void stop() {
    journal.close();
    simulator.close();
  }

  @Test
  void journalsANoteOnceWithItsOrdersAndPutsItAway() throws IOException {
    spool.write(note("direct-1", simulator.accountId(), BreakGlassNote.FLAT, NOW));

    assertThat(records.takeIn()).isEqualTo(1);
    assertThat(records.takeIn()).isZero();

    assertThat(journalled())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.text()).isEqualTo("break-glass: proven flat without Temporal");
          assertThat(entry.actor()).isEqualTo("alice");
          assertThat(entry.data()).containsEntry("closingOrders", "flat-direct-20261120-1");
        });
    assertThat(data.resolve("break-glass/processed/direct-1.json")).exists();
    assertThat(data.resolve("break-glass/direct-1.json")).doesNotExist();
    assertThat(data.resolve("logs/trade_audit.csv")).content().contains("proven flat without");
  }

  @Test
  void aNoteThatWasJournalledBeforeACrashIsNotDoubled() throws IOException {
    BreakGlassNote note = note("direct-1", simulator.accountId(), BreakGlassNote.FLAT, NOW);
    spool.write(note);
    records.takeIn();
    spool.write(note);

    records.takeIn();

    assertThat(journalled()).hasSize(1);
  }

  @Test
  void leavesTheNotesOfOtherAccountsAndOfHostsThatItDoesNotKnow() throws IOException {
    spool.write(note("direct-1", "another-account", BreakGlassNote.FLAT, NOW));
    spool.write(
        new BreakGlassNote(
            1,
            "direct-2",
            "alice",
            "",
            "paper",
            "https://paper-api.alpaca.markets",
            simulator.accountId(),
            NOW,
            NOW,
            BreakGlassNote.FLAT,
            "",
            List.of(),
            List.of()));
    Files.writeString(data.resolve("break-glass/direct-3.json"), "{half a no");

    assertThat(records.takeIn()).isZero();

    assertThat(spool.waiting()).hasSize(2);
  }

  @Test
  void aProcessThatWasKilledIsRecordedOnceItCanNoLongerBeWorking() throws IOException {
    spool.write(note("direct-1", BreakGlassNote.UNKNOWN, BreakGlassNote.BEGAN, NOW));
    assertThat(records.takeIn()).isZero();

    spool.write(
        note("direct-1", BreakGlassNote.UNKNOWN, BreakGlassNote.BEGAN, NOW.minusSeconds(3_600)));
    assertThat(records.takeIn()).isEqualTo(1);

    assertThat(journalled().get(0).text()).contains("did not say how it ended");
  }

  @Test
  void anEndThatIsToldAfterAllIsRecordedToo() throws IOException {
    Instant began = NOW.minusSeconds(3_600);
    spool.write(note("direct-1", BreakGlassNote.UNKNOWN, BreakGlassNote.BEGAN, began));
    assertThat(records.takeIn()).isEqualTo(1);
    spool.write(note("direct-1", BreakGlassNote.UNKNOWN, BreakGlassNote.FLAT, began));
    assertThat(records.takeIn()).isEqualTo(1);

    assertThat(journalled())
        .extracting(Entry::text)
        .anyMatch(text -> text.contains("did not say how it ended"))
        .anyMatch(text -> text.contains("proven flat without Temporal"));
  }

  private List<Entry> journalled() {
    return journal.last(new Journal.LastEntries(ACCOUNT, null, 10)).entries();
  }

  private BreakGlassNote note(String id, String account, String outcome, Instant at) {
    return new BreakGlassNote(
        1,
        id,
        "alice",
        "all is down",
        "simulator",
        simulator.url().toString(),
        account,
        at,
        outcome.equals(BreakGlassNote.BEGAN) ? null : at,
        outcome,
        "",
        List.of("flat-direct-20261120-1"),
        List.of("PROVEN FLAT"));
  }
}
