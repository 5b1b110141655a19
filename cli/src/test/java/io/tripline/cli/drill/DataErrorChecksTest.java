package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test gives the judge of a data error something that is wrong: it must see it. */
class DataErrorChecksTest {
  private static final Instant TRIP = Instant.parse("2026-11-20T15:00:00Z");
  private static final String LINE = "9,2026-11-20T15:00:02Z,VERDICT,incident-x,guard,";
  private static final String BOUGHT =
      "[{\"side\":\"buy\",\"qty\":\"146\",\"symbol\":\"SPY\","
          + "\"transaction_time\":\"2026-11-20T14:00:10Z\"}]";
  private static final String SOLD =
      "[{\"wallTime\":\"2026-11-20T15:00:10Z\",\"method\":\"POST\",\"path\":\"/v2/orders\","
          + "\"order\":{\"clientOrderId\":\"flat-1\",\"side\":\"sell\",\"accepted\":true}}]";

  private final Verdict verdict = new Verdict();
  private final DataErrorChecks checks = new DataErrorChecks(verdict);

  @Test
  void passesAnErrorThatWasSeenAsOne() throws Exception {
    checks.noLossAtTheBroker(new BigDecimal("0.0003"));
    checks.judgedAsData(List.of(LINE + "verdict DATA: the reading is wrong"), "incident-x");
    checks.nothingClosed(broker(BOUGHT, "[]"), "SPY", new BigDecimal("146"), List.of());
    checks.haltedUntilPeopleDecided(List.of(reset("[\"alice\",\"bob\"]", false, "0.0003")));
    checks.noFalseLossAccepted(List.of(reset("[\"alice\",\"bob\"]", false, "0.0003")));
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesALossThatWasReal() {
    checks.noLossAtTheBroker(new BigDecimal("0.02"));
    assertThat(failed()).containsExactly("there was no such loss");
  }

  @Test
  void seesAVerdictThatSaysSomethingElseAndThatThereIsNone() {
    checks.judgedAsData(
        List.of(LINE + "verdict DATA: wrong", LINE + "thorough verdict REAL: the loss is real"),
        "incident-x");
    checks.judgedAsData(List.of(LINE + "verdict DATA: wrong"), "incident-y");
    assertThat(failed()).hasSize(2);
  }

  @Test
  void seesASaleThoughThePositionIsThereAgain() throws Exception {
    checks.nothingClosed(broker(BOUGHT, SOLD), "SPY", new BigDecimal("146"), List.of());
    assertThat(failed()).containsExactly("nothing was flattened");
  }

  @Test
  void seesAFlatten() throws Exception {
    checks.nothingClosed(
        broker(BOUGHT, "[]"),
        "SPY",
        new BigDecimal("146"),
        List.of(new Histories.Run("run", "X_COMPLETED", List.of())));
    assertThat(failed()).containsExactly("nothing was flattened");
  }

  @Test
  void seesAHaltThatOneNameLiftedOrNobody() throws Exception {
    checks.haltedUntilPeopleDecided(List.of(reset("[\"alice\",\"alice\"]", false, "0.0003")));
    checks.haltedUntilPeopleDecided(List.of(reset("[\"alice\",\"bob\"]", true, "0.0003")));
    checks.haltedUntilPeopleDecided(List.of());
    assertThat(failed()).hasSize(3);
  }

  @Test
  void seesAFalseLossThatWasAccepted() throws Exception {
    checks.noFalseLossAccepted(List.of(reset("[\"alice\",\"bob\"]", false, "0.025")));
    assertThat(failed()).containsExactly("no loss was accepted that was none");
  }

  private static Histories.UpdateSeen reset(String by, boolean automatic, String accepted)
      throws Exception {
    return new Histories.UpdateSeen(
        "reset",
        "reset-1",
        TRIP.plusSeconds(60),
        new ObjectMapper()
            .readTree(
                "{\"by\":%s,\"automatic\":%s,\"acceptedLoss\":\"%s\"}"
                    .formatted(by, automatic, accepted)),
        true,
        false);
  }

  private static BrokerEvidence broker(String fills, String requests) throws Exception {
    ObjectMapper json = new ObjectMapper();
    return new BrokerEvidence(
        json.readTree(fills), json.createArrayNode(), json.readTree(requests));
  }

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }
}
