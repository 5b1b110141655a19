package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.session.TradingSession;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must be true after an outage of the broker's API, judged from outside. */
final class OutageChecks {
  private static final int FAILED_CALLS = 5;

  private final Verdict verdict;
  private final BrokerEvidence broker;
  private final Optional<Instant> trip;
  private final Optional<Instant> reset;
  private final List<Histories.Run> flattens;
  private final Function<String, List<Histories.Run>> runs;

  /** Of what broker and Temporal recorded. */
  OutageChecks(Verdict verdict, Judge.Evidence evidence) {
    this(
        verdict,
        evidence.broker(),
        evidence.trip(),
        evidence.reset(),
        evidence.flattenRuns(),
        evidence.histories()::runs);
  }

  OutageChecks(
      Verdict verdict,
      BrokerEvidence broker,
      Optional<Instant> trip,
      Optional<Instant> reset,
      List<Histories.Run> flattens,
      Function<String, List<Histories.Run>> runs) {
    this.verdict = verdict;
    this.broker = broker;
    this.trip = trip;
    this.reset = reset;
    this.flattens = flattens;
    this.runs = runs;
  }

  /** Enough calls had failed when the trip was latched, and no person sent it. */
  void trippedByItsOwnRule() {
    int failed = trip.map(at -> broker.failedBefore(at)).orElse(0);
    verdict.found(
        "the switch tripped by its own rule",
        failed >= FAILED_CALLS,
        trip.map(at -> failed + " calls had failed at the broker when it tripped at " + at)
            .orElse("it never tripped"));
  }

  /** Nothing was sold, and no flatten ran. */
  void positionUnchanged(String symbol, BigDecimal before) {
    Map<String, BigDecimal> held = broker.heldAt(Instant.MAX);
    BigDecimal now = held.getOrDefault(symbol, BigDecimal.ZERO);
    verdict.found(
        "the position is unchanged",
        before.signum() > 0 && now.compareTo(before) == 0,
        before.toPlainString() + " before, " + now.toPlainString() + " by the fills at the end");
    List<String> sells = broker.sells();
    verdict.found(
        "nothing was closed",
        sells.isEmpty() && flattens.isEmpty(),
        sells.isEmpty()
            ? flattens.size() + " flatten(s), no sell order arrived"
            : "sell orders arrived: " + sells);
  }

  /** The reflex took what could have raised exposure, before the halt was lifted. */
  void entryOrderCancelled(String clientOrderId) {
    Optional<Instant> asked = broker.cancelAsked(clientOrderId);
    boolean before = asked.isPresent() && reset.isPresent() && asked.get().isBefore(reset.get());
    verdict.found(
        "the resting entry order was cancelled before the reset",
        before && broker.openAt(Instant.MAX).isEmpty(),
        asked
            .map(at -> clientOrderId + " cancelled at " + at)
            .orElse(clientOrderId + " was never cancelled"));
  }

  /** Nobody could decide while the API was failing. */
  void decidedOnlyWhenHealthy(String incident, @Nullable Instant healedAt) {
    List<Instant> decided =
        Histories.updates(runs.apply(incident)).stream()
            .filter(each -> each.name().equals("decide"))
            .map(Histories.UpdateSeen::acceptedAt)
            .toList();
    verdict.found(
        "decided only once the API was healthy",
        healedAt != null
            && !decided.isEmpty()
            && decided.stream().allMatch(at -> at.isAfter(healedAt)),
        "healthy since " + healedAt + ", decisions at " + decided);
    int probes = broker.count("GET", "/api/v2/summary.json");
    verdict.found("the status page was read", probes > 0, probes + " time(s)");
  }

  /** After the reset a further run of the day's session began and came to its end. */
  void sessionStartedAgain(IncidentView view) {
    String day = view.brief() == null ? "" : view.brief().tradingDay().text();
    String id = TradingSession.idOf(DrillPlace.ACCOUNT, day);
    List<Histories.Run> passes = runs.apply(id);
    Optional<Histories.Run> again =
        passes.stream()
            .filter(run -> reset.map(at -> Histories.began(run).isAfter(at)).orElse(false))
            .findFirst();
    String end =
        again
            .flatMap(run -> Histories.result(List.of(run)))
            .map(result -> result.path("end"))
            .map(JsonNode::asText)
            .orElse("no result");
    verdict.found(
        "the session was started again, one pass",
        again.map(run -> run.status().endsWith("_COMPLETED")).orElse(false)
            && (end.equals("NOTHING_TO_DO") || end.equals("TRADED")),
        again.map(run -> id + " run " + run.runId() + " ended " + end).orElse("no further run"));
    String said =
        view.steps().stream()
            .filter(step -> step.id().equals(P1Step.VERIFY_TRADING.step().id()))
            .map(step -> step.outcome())
            .findFirst()
            .orElse("");
    verdict.found(
        "the incident saw that run",
        again.map(run -> said.contains(run.runId())).orElse(false),
        said);
  }
}
