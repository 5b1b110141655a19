package io.tripline.activities.journal;

import static io.tripline.activities.journal.Samples.ACCOUNT;
import static io.tripline.activities.journal.Samples.CLOCK;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal.Entries;
import io.tripline.workflows.journal.Journal.StoredReport;
import io.tripline.workflows.reconciliation.Balance;
import io.tripline.workflows.reconciliation.BookedOrder;
import io.tripline.workflows.reconciliation.Finding;
import io.tripline.workflows.reconciliation.JournalWeek;
import io.tripline.workflows.reconciliation.JournalWeek.SessionLine;
import io.tripline.workflows.reconciliation.Ledger.WeekQuestion;
import io.tripline.workflows.reconciliation.Ledger.WeekReport;
import io.tripline.workflows.reconciliation.Reconciliation;
import io.tripline.workflows.reconciliation.ReconciliationText;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.reconciliation.WeekSlippage;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.slippage.SlippageSummary;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Database.class)
class JournalLedgerTest {
  private static final TradingWeek WEEK = TradingWeek.parse("2026-W47");
  private static final String TUESDAY = "2026-11-17T15:00:00Z";
  private static final String SESSION = "session-spy-paper-2026-11-17";

  @TempDir Path folder;
  @Parameter Database database = Database.SQLITE;
  private JournalPlace place;
  private SqlJournal journal;
  private JournalLedger ledger;

  @BeforeEach
  void open() {
    place = database.in(folder);
    journal = new SqlJournal(place, CLOCK);
    ledger = new JournalLedger(journal, place.data());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private void append(
      String id, EntryKind kind, String marketAt, String actor, Map<String, String> data) {
    append(id, kind, marketAt, actor, null, "text " + id, data);
  }

  private void append(
      String id,
      EntryKind kind,
      String marketAt,
      String actor,
      @Nullable String incident,
      String text,
      Map<String, String> data) {
    Instant at = Instant.parse(marketAt);
    journal.append(
        new Entries(List.of(new Entry(id, ACCOUNT, kind, at, at, incident, actor, text, data))));
  }

  private JournalWeek week() {
    return ledger.week(new WeekQuestion(ACCOUNT, WEEK));
  }

  @Test
  void anOrderIsWhatItsEntriesAddUpTo() {
    append(
        "o/intended",
        EntryKind.ORDER,
        TUESDAY,
        SESSION,
        Map.of(
            "clientOrderId",
            "cafe0123-1",
            "symbol",
            "SPY",
            "side",
            "BUY",
            "status",
            "INTENDED",
            "quantity",
            "10"));
    assertThat(week().orders())
        .singleElement()
        .satisfies(order -> assertThat(order.status()).isEqualTo("INTENDED"))
        .satisfies(order -> assertThat(order.filled()).isNull());
    for (EntryKind kind : List.of(EntryKind.ORDER, EntryKind.FILL)) {
      append(
          "o/" + kind,
          kind,
          TUESDAY,
          SESSION,
          Map.of(
              "clientOrderId",
              "cafe0123-1",
              "orderId",
              "b1",
              "symbol",
              "SPY",
              "side",
              "BUY",
              "quantity",
              "10",
              "price",
              "600.25",
              "status",
              "FILLED",
              "submittedAt",
              TUESDAY));
    }
    BookedOrder order = week().orders().getFirst();
    assertThat(order.id()).isEqualTo(new ClientOrderId("cafe0123-1"));
    assertThat(order.ended()).isTrue();
    assertThat(order.filled()).isEqualTo(Quantity.of("10"));
    assertThat(order.price()).isEqualTo(Price.of("600.25"));
    assertThat(order.at()).isEqualTo(Instant.parse(TUESDAY));
  }

  @Test
  void theSessionsOfTheWeekAndTheirEndsAreRead() {
    append("s/1", EntryKind.SESSION, TUESDAY, SESSION, null, "pass ended TRADED: bought", Map.of());
    append(
        "s/2",
        EntryKind.SESSION,
        "2026-11-10T15:00:00Z",
        "session-spy-paper-2026-11-10",
        Map.of("end", "TRADED"));
    assertThat(week().sessions()).extracting(SessionLine::end).containsExactly("TRADED");
    assertThat(week().begunAt()).isEqualTo(Instant.parse(TUESDAY));
  }

  @Test
  void aP2OfTheWeekComesWithWhatWasDocumentedForTheReport() {
    String p2 = "incident-spy-paper-slippage-2026-11-17-1";
    append(
        "i/1",
        EntryKind.INCIDENT,
        TUESDAY,
        p2,
        p2,
        "P2 declared: costly",
        Map.of("milestone", "declared", "severity", "P2"));
    append(
        "i/2",
        EntryKind.INCIDENT,
        TUESDAY,
        p2,
        p2,
        "limit orders from now on",
        Map.of("reconciliation", "2026-W47"));
    String p1 = "incident-spy-paper-manual-2026-11-17-1";
    append(
        "i/3",
        EntryKind.INCIDENT,
        TUESDAY,
        p1,
        p1,
        "P1 declared: hand",
        Map.of("milestone", "declared", "severity", "P1"));
    assertThat(week().incidents())
        .singleElement()
        .satisfies(line -> assertThat(line.headline()).isEqualTo("P2 declared: costly"))
        .satisfies(line -> assertThat(line.note()).isEqualTo("limit orders from now on"));
  }

  /** The report of a Saturday morning is of the week before it, the next one's of the weekend. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T23:30:00Z, 2026-W47",
    "2026-11-21T13:30:00Z, 2026-W48",
    "2026-11-21T18:00:00Z, 2026-W48",
    "2026-11-22T12:00:00Z, 2026-W48",
    "2026-11-23T04:30:00Z, 2026-W48"
  })
  void whatBeganOnAWeekendStandsInExactlyOneReport(String at, String in) {
    String p3 = "incident-spy-paper-log-corrupted-2026-11-20-1";
    append(
        "i/1",
        EntryKind.INCIDENT,
        at,
        p3,
        p3,
        "P3 declared: garbled",
        Map.of("milestone", "declared", "severity", "P3"));
    List<String> holding =
        List.of("2026-W46", "2026-W47", "2026-W48", "2026-W49").stream()
            .filter(week ->
                !ledger
                    .week(new WeekQuestion(ACCOUNT, TradingWeek.parse(week)))
                    .incidents()
                    .isEmpty())
            .toList();
    assertThat(holding).containsExactly(in);
  }

  @Test
  void aReportIsWrittenAgainFromTheJournalTheSameToTheByte() throws Exception {
    Reconciliation found = found(WEEK, "94000");
    String text = ReconciliationText.of(found);
    StoredReport stored = ledger.store(new WeekReport("r1", found, text));
    ledger.store(new WeekReport("r1", found, text));
    assertThat(Files.readString(Path.of(stored.path()))).isEqualTo(text);
    try (JournalReader reader = JournalReader.open(place)) {
      assertThat(reader.ofKind(EntryKind.RECONCILIATION, 10)).hasSize(1);
      assertThat(reader.incidents()).isEmpty();
      Reconciliation again = reader.reconciliation(ACCOUNT, WEEK).orElseThrow();
      assertThat(AuditChain.sha256(ReconciliationText.of(again))).isEqualTo(stored.digest());
      assertThat(reader.reconciliation(ACCOUNT, TradingWeek.parse("2026-W46"))).isEmpty();
    }
  }

  @Test
  void theOpeningIsTheClosingOfTheEarlierWeek() {
    assertThat(week().opening()).isNull();
    store("r1", found(WEEK, "1"));
    store("r2", found(WEEK, "2"));
    assertThat(requireNonNull(week().opening()).cash()).isEqualTo(Money.of("1"));
    store("r3", found(TradingWeek.parse("2026-W46"), "3"));
    assertThat(requireNonNull(week().opening()).cash()).isEqualTo(Money.of("3"));
  }

  private void store(String id, Reconciliation found) {
    ledger.store(new WeekReport(id, found, ReconciliationText.of(found)));
  }

  private static Reconciliation found(TradingWeek week, String cash) {
    Instant at = Instant.parse("2026-11-21T14:00:00.123456Z");
    SlippageSummary none = new SlippageSummary(0, null, null, null, null, null, null);
    SlippageSummary two =
        new SlippageSummary(
            2,
            new BigDecimal("5.100"),
            new BigDecimal("5.1"),
            new BigDecimal("9"),
            null,
            null,
            null);
    return new Reconciliation(
        1,
        ACCOUNT,
        week,
        true,
        true,
        at,
        at,
        "anna",
        1,
        2,
        null,
        new Balance(
            at,
            Money.of(cash),
            Money.of("100000"),
            List.of(new Balance.Held(new Symbol("SPY"), Quantity.of("10")))),
        new WeekSlippage(two, none, 1, new BigDecimal("5"), new BigDecimal("10")),
        List.of(new Finding(Finding.Kind.STILL_OPEN, Severity.P3, "cafe0123-1", "is still NEW")),
        List.of(),
        List.of());
  }
}
