package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each test gives the judge of an outage something that is wrong: it must see it. */
class OutageChecksTest {
  private static final Instant TRIP = Instant.parse("2026-11-20T15:00:00Z");
  private static final Instant RESET = TRIP.plusSeconds(100);
  private static final String BOUGHT =
      "{\"side\":\"buy\",\"qty\":\"146\",\"symbol\":\"SPY\","
          + "\"transaction_time\":\"2026-11-20T14:00:10Z\"}";
  private static final String CANCELED =
      "{\"id\":\"o1\",\"client_order_id\":\"x\",\"status\":\"canceled\","
          + "\"submitted_at\":\"2026-11-20T14:30:00Z\",\"canceled_at\":\"2026-11-20T15:00:40Z\"}";

  private final Verdict verdict = new Verdict();

  @Test
  void passesAnOutageThatChangedNothing() throws Exception {
    OutageChecks checks = checks("[" + BOUGHT + "]", "[" + CANCELED + "]", failed(5, "14:59:50"));
    checks.trippedByItsOwnRule();
    checks.positionUnchanged("SPY", new BigDecimal("146"));
    assertThat(failedChecks()).isEmpty();
  }

  @Test
  void seesATripWithoutFailedCallsBeforeIt() throws Exception {
    checks("[]", "[]", failed(5, "15:00:10")).trippedByItsOwnRule();
    assertThat(failedChecks()).containsExactly("the switch tripped by its own rule");
  }

  @Test
  void seesAPositionThatWasSold() throws Exception {
    String sold = BOUGHT.replace("buy", "sell").replace("146", "6");
    checks("[" + BOUGHT + "," + sold + "]", "[]", "[]")
        .positionUnchanged("SPY", new BigDecimal("146"));
    assertThat(failedChecks()).containsExactly("the position is unchanged");
  }

  @Test
  void seesASellOrderThoughItDidNotFill() throws Exception {
    checks(
            "[" + BOUGHT + "]",
            "[]",
            "[{\"wallTime\":\"2026-11-20T15:00:10Z\",\"method\":\"POST\",\"path\":\"/v2/orders\","
                + "\"order\":{\"clientOrderId\":\"flat-1\",\"side\":\"sell\",\"accepted\":true}}]")
        .positionUnchanged("SPY", new BigDecimal("146"));
    assertThat(failedChecks()).containsExactly("nothing was closed");
  }

  @Test
  void seesAnEntryOrderThatWasCancelledOnlyAfterTheReset() throws Exception {
    checks("[]", "[" + CANCELED + "]", cancel("15:01:30")).entryOrderCancelled("x");
    assertThat(failedChecks()).isEmpty();
    checks("[]", "[" + CANCELED + "]", cancel("15:01:50")).entryOrderCancelled("x");
    assertThat(failedChecks())
        .containsExactly("the resting entry order was cancelled before the reset");
  }

  @Test
  void seesAnEntryOrderThatStillRests() throws Exception {
    checks("[]", "[" + CANCELED.replace("\"canceled\"", "\"new\"") + "]", cancel("15:00:40"))
        .entryOrderCancelled("x");
    assertThat(failedChecks()).hasSize(1);
  }

  private static String cancel(String time) {
    return "[{\"wallTime\":\"2026-11-20T"
        + time
        + "Z\",\"method\":\"DELETE\",\"path\":\"/v2/orders/o1\",\"outcome\":\"ANSWERED\","
        + "\"status\":204}]";
  }

  private static String failed(int count, String time) {
    String one =
        "{\"wallTime\":\"2026-11-20T"
            + time
            + "Z\",\"method\":\"GET\",\"path\":\"/v2/account\",\"outcome\":\"ANSWERED\","
            + "\"status\":503}";
    return "[" + String.join(",", java.util.Collections.nCopies(count, one)) + "]";
  }

  private List<String> failedChecks() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }

  private OutageChecks checks(String fills, String orders, String requests) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BrokerEvidence broker =
        new BrokerEvidence(json.readTree(fills), json.readTree(orders), json.readTree(requests));
    return new OutageChecks(
        verdict, broker, Optional.of(TRIP), Optional.of(RESET), List.of(), workflow -> List.of());
  }
}
