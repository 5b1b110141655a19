package io.tripline.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test gives the judge something that is wrong: it must see it. */
class VerdictTest {
  private static final String REPORT =
      """
      INCIDENT REPORT
      ===============
      Date/Time: 2026-11-20T15:00:00Z
      Severity: P1
      Status: Resolved

      Summary:
      incident-drill-daily-loss-2026-11-20-1

      Impact:
      none

      Root Cause:
      the market

      Actions Taken:
      1. flat

      Next Steps:
      - review
      """;

  @TempDir Path folder;
  private final Verdict verdict = new Verdict();

  private List<String> failed() {
    return verdict.findings().stream()
        .filter(each -> !each.passed())
        .map(Verdict.Finding::name)
        .toList();
  }

  private void report(String text) throws Exception {
    Path file = folder.resolve("report.txt");
    Files.writeString(file, text);
    verdict.report(file.toString(), "incident-drill-daily-loss-2026-11-20-1");
  }

  @Test
  void passesAReportThatFollowsTheTemplate() throws Exception {
    report(REPORT);
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesABracketThatWasLeft() throws Exception {
    report(REPORT.replace("the market", "[If known]"));
    assertThat(failed()).containsExactly("report has no bracket left");
  }

  @Test
  void seesAHeadingOutOfOrder() throws Exception {
    report(REPORT.replace("Impact:", "Was:").replace("Next Steps:", "Next Steps:\nImpact:"));
    assertThat(failed()).containsExactly("report has the template's headings in order");
  }

  @Test
  void seesThatThereIsNoReport() throws Exception {
    verdict.report(null, "incident-x");
    assertThat(failed()).containsExactly("report written");
  }

  private static BrokerEvidence evidence(String fills, String orders, String requests)
      throws Exception {
    ObjectMapper json = new ObjectMapper();
    return new BrokerEvidence(json.readTree(fills), json.readTree(orders), json.readTree(requests));
  }

  private static final String BOUGHT =
      "{\"side\":\"buy\",\"qty\":\"146\",\"symbol\":\"SPY\","
          + "\"transaction_time\":\"2026-11-20T15:00:10Z\"}";
  private static final String SOLD =
      "{\"side\":\"sell\",\"qty\":\"146\",\"symbol\":\"SPY\","
          + "\"transaction_time\":\"2026-11-20T15:01:00Z\"}";

  private void flat(String fills, String orders) throws Exception {
    verdict.flat(
        evidence(fills, orders, "[]"),
        Optional.of(new ObjectMapper().readTree("{\"marketAt\":\"2026-11-20T15:02:00Z\"}")));
  }

  @Test
  void passesFillsThatAddUpToNothing() throws Exception {
    flat("[" + BOUGHT + "," + SOLD + "]", "[]");
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAPositionThatWasLeft() throws Exception {
    flat("[" + BOUGHT + "]", "[]");
    assertThat(failed()).containsExactly("flat at the broker");
  }

  @Test
  void seesAShortPosition() throws Exception {
    flat("[" + BOUGHT + "," + SOLD + "," + SOLD + "]", "[]");
    assertThat(failed()).contains("flat at the broker", "never short");
  }

  @Test
  void seesAnOrderThatWasOpenAtTheProof() throws Exception {
    flat(
        "[" + BOUGHT + "," + SOLD + "]",
        "[{\"client_order_id\":\"x\",\"submitted_at\":\"2026-11-20T15:00:30Z\","
            + "\"canceled_at\":\"2026-11-20T15:03:00Z\",\"filled_at\":null}]");
    assertThat(failed()).containsExactly("no open order at the broker");
  }

  @Test
  void seesThatFlatWasNeverProven() throws Exception {
    verdict.flat(evidence("[]", "[]", "[]"), Optional.empty());
    assertThat(failed()).containsExactly("flat at the broker");
  }

  private static final Instant TRIP = Instant.parse("2026-11-20T15:00:00Z");

  private void raised(String arrival) throws Exception {
    verdict.noRiskRaised(
        evidence(
            "[]",
            "[]",
            "[{\"wallTime\":\""
                + arrival
                + "\",\"method\":\"POST\",\"path\":\"/v2/orders\",\"order\":"
                + "{\"clientOrderId\":\"x\",\"side\":\"buy\",\"accepted\":true}}]"),
        Optional.of(TRIP),
        Optional.of(TRIP.plusSeconds(600)));
  }

  @Test
  void allowsWhatWasOnItsWayAtTheTripAndWhatCameAfterTheReset() throws Exception {
    raised("2026-11-20T15:00:07Z");
    raised("2026-11-20T15:10:01Z");
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAnOrderThatRaisedRiskAfterTheTrip() throws Exception {
    raised("2026-11-20T15:00:09Z");
    assertThat(failed()).containsExactly("no risk raised after the trip");
  }

  @Test
  void seesThatTheSwitchNeverTripped() throws Exception {
    verdict.noRiskRaised(evidence("[]", "[]", "[]"), Optional.empty(), Optional.empty());
    assertThat(failed()).containsExactly("no risk raised after the trip");
  }

  private static Histories.Run reviewRun(String type, String status) {
    return new Histories.Run(
        "run",
        status,
        List.of(
            io.temporal.api.history.v1.HistoryEvent.newBuilder()
                .setWorkflowExecutionStartedEventAttributes(
                    io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes.newBuilder()
                        .setWorkflowType(
                            io.temporal.api.common.v1.WorkflowType.newBuilder().setName(type)))
                .build()));
  }

  @Test
  void passesOneReviewThatIsOpen() {
    verdict.review("review-x", List.of(reviewRun("PostIncidentReview", "STATUS_RUNNING")));
    assertThat(failed()).isEmpty();
  }

  @Test
  void seesAReviewThatWasNotStartedOrTwice() {
    verdict.review("review-x", List.of());
    Histories.Run run = reviewRun("PostIncidentReview", "STATUS_RUNNING");
    verdict.review("review-x", List.of(run, run));
    assertThat(failed()).containsExactly("review started once", "review started once");
  }
}
