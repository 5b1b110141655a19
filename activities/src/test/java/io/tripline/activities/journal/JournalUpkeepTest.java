package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static io.tripline.activities.journal.Samples.entries;
import static io.tripline.activities.journal.Samples.entry;
import static io.tripline.activities.journal.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.account.FileConfiguration;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.MarketCalendar;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.maintenance.Defect;
import io.tripline.workflows.maintenance.Upkeep.Inspection;
import io.tripline.workflows.maintenance.Upkeep.Look;
import io.tripline.workflows.maintenance.Upkeep.Queued;
import io.tripline.workflows.maintenance.Upkeep.Repair;
import io.tripline.workflows.runbook.Cause;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalUpkeepTest {
  private static final String INCIDENT = "incident-spy-paper-log-corrupted-2026-11-23-1";

  @TempDir Path folder;
  private SqlJournal journal;
  private JournalUpkeep upkeep;
  private Path audit;
  private Path report;
  private String onDisk = "cafe0123";

  @BeforeEach
  void open() {
    JournalPlace place = Database.SQLITE.in(folder);
    journal = new SqlJournal(place, CLOCK);
    upkeep =
        new JournalUpkeep(
            journal,
            new JournalLedger(journal, place.data()),
            new FileConfiguration(List.of(policy())),
            account -> {
              if (onDisk.isEmpty()) {
                throw new IllegalStateException("tripline.yaml: line 3 is no YAML");
              }
              return onDisk;
            });
    audit = place.data().logs().resolve("trade_audit.csv");
    report = place.data().reports().resolve("slippage_report.json");
    for (int i = 1; i <= 5; i++) {
      journal.append(entries(note("n/" + i)));
    }
    journal.append(
        entries(
            entry(
                "s/1",
                EntryKind.SLIPPAGE,
                Map.of("cusum", "0.5", "clientOrderId", "cafe0123-1", "fillPrice", "600.10"))));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static AccountPolicy policy() {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        new SessionPolicy(
            true,
            "daily-trend",
            new Symbol("SPY"),
            new BigDecimal("0.95"),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30)),
        ApprovalPolicy.of(List.of(new Approver("anna"))),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "cafe0123",
        true,
        "",
        "default");
  }

  private static Look look() {
    Instant open = Instant.parse("2026-11-23T14:30:00Z");
    Instant close = Instant.parse("2026-11-23T21:00:00Z");
    return new Look(
        policy(),
        new MarketNow(
            new MarketClock(close.plusSeconds(60), false, open, close, 1),
            new MarketCalendar(
                List.of(new SessionHours(TradingDay.parse("2026-11-23"), open, close)))));
  }

  private List<Defect> found(Cause cause) {
    return upkeep.inspect(look()).defects().stream().filter(d -> d.cause() == cause).toList();
  }

  @Test
  void whatIsWholeIsSaidToBe() {
    Inspection seen = upkeep.inspect(look());
    assertThat(seen.defects()).isEmpty();
    assertThat(seen.checked())
        .anyMatch(line -> line.contains("chain is whole, 6 entries"))
        .anyMatch(line -> line.contains("hold what the journal holds"));
  }

  @Test
  void aGarbledLineIsFoundAndTheFileWrittenAnewWithTheDamagedOneKept() throws Exception {
    String whole = Files.readString(audit);
    Files.writeString(audit, whole.replace("text n/3", "text of somebody else"));
    assertThat(found(Cause.LOG_CORRUPTED))
        .singleElement()
        .satisfies(defect -> assertThat(defect.detail()).contains("line 4"));
    Repair repair = upkeep.repair(found(Cause.LOG_CORRUPTED).getFirst());
    assertThat(repair.detail()).contains("kept as trade_audit.damaged-1.csv");
    assertThat(Files.readString(audit)).isEqualTo(whole);
    assertThat(audit.resolveSibling("trade_audit.damaged-1.csv"))
        .content()
        .contains("somebody else");
    assertThat(found(Cause.LOG_CORRUPTED)).isEmpty();
    assertThat(upkeep.repair(new Defect(Cause.LOG_CORRUPTED, "trade_audit.csv", "", true)).mended())
        .isTrue();
    assertThat(audit.resolveSibling("trade_audit.damaged-2.csv")).doesNotExist();
  }

  @Test
  void aMissingLineATornLastLineAndADeletedFileAreFoundAndMended() throws Exception {
    String whole = Files.readString(audit);
    List<String> lines = whole.lines().toList();
    Files.writeString(audit, whole.replace(lines.get(2) + "\n", ""));
    mends(whole);
    Files.writeString(audit, "7,torn", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    mends(whole);
    Files.write(audit, new byte[] {(byte) 0xff, 0, 7, '\n'});
    mends(whole);
    Files.delete(audit);
    mends(whole);
  }

  private void mends(String whole) throws Exception {
    List<Defect> found = found(Cause.LOG_CORRUPTED);
    assertThat(found).extracting(Defect::subject).containsExactly("trade_audit.csv");
    upkeep.repair(found.getFirst());
    assertThat(Files.readString(audit)).isEqualTo(whole);
  }

  @Test
  void aSlippageReportThatIsGoneOrSaysSomethingElseIsWrittenAnew() throws Exception {
    String whole = Files.readString(report);
    for (String damaged : List.of("{", whole.replace("600.10", "601.10"), "")) {
      Files.writeString(report, damaged);
      Defect found = found(Cause.LOG_CORRUPTED).getFirst();
      assertThat(found.subject()).isEqualTo("slippage_report.json");
      upkeep.repair(found);
      assertThat(Files.readString(report)).isEqualTo(whole);
    }
    Files.delete(report);
    upkeep.repair(found(Cause.LOG_CORRUPTED).getFirst());
    assertThat(Files.readString(report)).isEqualTo(whole);
  }

  @Test
  void anotherConfigurationOnDiskIsADriftThatNeedsAPerson() {
    onDisk = "beef4567";
    assertThat(found(Cause.CONFIG_DRIFT))
        .singleElement()
        .satisfies(defect -> assertThat(defect.byMachine()).isFalse())
        .satisfies(defect -> assertThat(defect.detail()).contains("beef4567", "cafe0123"));
    onDisk = "";
    assertThat(found(Cause.CONFIG_DRIFT).getFirst().detail()).contains("line 3 is no YAML");
  }

  private void session(String id, EntryKind kind, Map<String, String> data, String text) {
    journal.append(
        entries(
            new Entry(
                id,
                ACCOUNT,
                kind,
                Instant.parse("2026-11-23T15:00:00Z"),
                Instant.parse("2026-11-23T15:00:00Z"),
                null,
                "session-spy-paper-2026-11-23",
                text,
                data)));
  }

  @Test
  void aDayWithoutADecisionIsMissedUntilItIsNoted() {
    assertThat(found(Cause.MISSED_EXECUTION)).isEmpty();
    session("x/1", EntryKind.SESSION, Map.of("end", "NO_DECISION"), "session ended NO_DECISION");
    assertThat(found(Cause.MISSED_EXECUTION))
        .extracting(Defect::subject)
        .containsExactly("2026-11-23");
    session(
        "x/2",
        EntryKind.MAINTENANCE,
        Map.of("event", "mended", "cause", "missed-execution", "subject", "2026-11-23"),
        "noted");
    assertThat(found(Cause.MISSED_EXECUTION)).isEmpty();
  }

  @Test
  void aDayThatDecidedIsNotMissed() {
    session("x/1", EntryKind.SESSION, Map.of(), "pass ended TRADED: bought");
    assertThat(found(Cause.MISSED_EXECUTION)).isEmpty();
  }

  @Test
  void whatWasQueuedWaitsUntilItIsDone() {
    journal.append(entries(task("q/1", "queued")));
    assertThat(upkeep.waiting(look()).tasks())
        .containsExactly(new Queued(INCIDENT, Cause.LOG_CORRUPTED));
    journal.append(entries(task("q/2", "done")));
    assertThat(upkeep.waiting(look()).tasks()).isEmpty();
  }

  private static Entry task(String id, String event) {
    return new Entry(
        id,
        ACCOUNT,
        EntryKind.MAINTENANCE,
        Samples.NOW,
        null,
        INCIDENT,
        INCIDENT,
        event,
        Map.of("event", event, "cause", "log-corrupted"));
  }
}
