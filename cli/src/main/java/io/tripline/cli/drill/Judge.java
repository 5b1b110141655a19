package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.Milestones;
import io.tripline.workflows.review.PostIncidentReview;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the evidence at the end of a drill and hands it to the {@link Verdict}. */
final class Judge {
  private final DrillPlace place;
  private final DrillOptions options;
  private final Temporal temporal;
  private final PlainBroker broker;
  private final SimulatedMarket market;

  Judge(
      DrillPlace place,
      DrillOptions options,
      Temporal temporal,
      PlainBroker broker,
      SimulatedMarket market) {
    this.place = place;
    this.options = options;
    this.temporal = temporal;
    this.broker = broker;
    this.market = market;
  }

  /** The drill could not even be carried out. */
  DrillResult stopped(String why) {
    return new DrillResult(
        List.of(new Verdict.Finding("the incident runs its course", false, why)),
        Map.of(),
        "",
        null,
        place.where().data().toString(),
        "");
  }

  DrillResult judge(
      String incident,
      Optional<IncidentView> last,
      List<Sent> sent,
      String hash,
      @Nullable Instant crossedAt)
      throws IOException, InterruptedException {
    awaitCompletion(incident);
    Histories histories = new Histories(temporal);
    BrokerEvidence evidence = BrokerEvidence.gather(broker, market);
    Verdict verdict = new Verdict();
    var guardRuns = histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT));
    var incidentRuns = histories.runs(incident);
    var flattenRuns = histories.runs(Flatten.idOf(DrillPlace.ACCOUNT));
    List<Histories.UpdateSeen> guard = Histories.updates(guardRuns);
    Optional<JsonNode> proof =
        Histories.result(flattenRuns)
            .filter(result -> result.path("kind").asText().equals("provenFlat"))
            .map(result -> result.path("proof"));
    Optional<Instant> trip = first(guard, "trip", "K1");
    Optional<Instant> reset = first(guard, "reset", "");
    verdict.flat(evidence, proof);
    verdict.noRiskRaised(evidence, trip, reset);
    verdict.ordersOnce(evidence);
    verdict.decisions(Histories.updates(incidentRuns), sent, options.manual());
    verdict.journal(place.where(), incident, sent, options.manual());
    Optional<IncidentView> view = last;
    verdict.steps(place.where(), view);
    String report = view.map(IncidentView::reportPath).orElse(null);
    verdict.report(report, incident);
    verdict.completed(incident, incidentRuns, flattenRuns);
    String review = PostIncidentReview.idOf(incident);
    verdict.review(review, histories.runs(review));
    verdict.guard(temporal, DrillPlace.ACCOUNT);
    return new DrillResult(
        verdict.findings(),
        times(view.map(IncidentView::milestones), crossedAt, trip, proof),
        hash,
        report,
        place.where().data().toString(),
        incident);
  }

  private void awaitCompletion(String incident) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      String status =
          temporal.client().newUntypedWorkflowStub(incident).describe().getStatus().name();
      if (!status.endsWith("_RUNNING")) {
        return;
      }
      Thread.sleep(200);
    }
  }

  private static Optional<Instant> first(
      List<Histories.UpdateSeen> updates, String name, String killSwitch) {
    return updates.stream()
        .filter(each -> each.name().equals(name) && each.completed() && !each.failed())
        .filter(each ->
            killSwitch.isEmpty() || each.input().path("killSwitch").asText().equals(killSwitch))
        .map(Histories.UpdateSeen::acceptedAt)
        .findFirst();
  }

  private static Map<String, Long> times(
      Optional<Milestones> milestones,
      @Nullable Instant crossedAt,
      Optional<Instant> trip,
      Optional<JsonNode> proof) {
    Map<String, Long> times = new LinkedHashMap<>();
    milestones.ifPresent(each -> {
      put(times, "mttd", crossedAt, each.detected());
      put(times, "mtta", each.declared(), each.acknowledged());
      put(times, "mttm", each.detected(), each.mitigated());
      put(times, "mttr", each.detected(), each.resolved());
    });
    proof.ifPresent(each ->
        put(
            times,
            "tripToProvenFlat",
            trip.orElse(null),
            Instant.parse(each.path("provenAt").asText("1970-01-01T00:00:00Z"))));
    return times;
  }

  private static void put(
      Map<String, Long> times, String name, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null) {
      times.put(name, Duration.between(from, to).toMillis());
    }
  }
}
