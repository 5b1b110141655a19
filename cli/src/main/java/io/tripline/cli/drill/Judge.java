package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.Milestones;
import io.tripline.workflows.killswitch.KillSwitch;
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

  /**
   * How the drill went.
   *
   * @param crossedAt when the broker first showed the trouble; null when that was not seen
   */
  record Course(
      KillSwitch killSwitch,
      String incident,
      IncidentView last,
      List<Sent> sent,
      String hash,
      @Nullable Instant crossedAt) {}

  /** What broker and Temporal recorded. */
  record Evidence(
      BrokerEvidence broker,
      Optional<Instant> trip,
      Optional<Instant> reset,
      Optional<JsonNode> proof,
      List<Histories.Run> flattenRuns,
      Histories histories) {}

  /** What a scenario wants judged beside what all of them want. */
  @FunctionalInterface
  interface Checks {
    void of(Verdict verdict, Evidence evidence) throws IOException, InterruptedException;
  }

  DrillResult judge(Course course, Checks checks) throws IOException, InterruptedException {
    String incident = course.incident();
    Evidence evidence = evidence(course.killSwitch(), incident);
    Optional<JsonNode> proof = evidence.proof();
    Histories histories = evidence.histories();
    List<Histories.Run> incidentRuns = histories.runs(incident);
    Verdict verdict = new Verdict();
    checks.of(verdict, evidence);
    verdict.ordersOnce(evidence.broker());
    verdict.decisions(Histories.updates(incidentRuns), course.sent(), options.manual());
    verdict.journal(place.where(), incident, course.sent(), options.manual());
    verdict.steps(place.where(), course.last());
    String report = course.last().reportPath();
    verdict.report(report, incident);
    String review = PostIncidentReview.idOf(incident);
    verdict.review(review, histories.runs(review));
    verdict.incidentCompleted(incident, incidentRuns);
    verdict.guard(temporal, DrillPlace.ACCOUNT);
    return new DrillResult(
        verdict.findings(),
        times(course.last().milestones(), course.crossedAt(), evidence.trip(), proof),
        course.hash(),
        report,
        place.where().data().toString(),
        incident);
  }

  /** What there is to judge a trip and its incident by, once that is over. */
  Evidence evidence(KillSwitch killSwitch, String incident) throws InterruptedException {
    awaitCompletion(incident);
    Histories histories = new Histories(temporal);
    List<Histories.UpdateSeen> guard =
        Histories.updates(histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT)));
    List<Histories.Run> incidentRuns = histories.runs(incident);
    List<Histories.Run> flattenRuns = histories.runs(Flatten.idOf(DrillPlace.ACCOUNT));
    Optional<JsonNode> proof =
        Histories.result(flattenRuns)
            .filter(result -> result.path("kind").asText().equals("provenFlat"))
            .map(result -> result.path("proof"));
    return new Evidence(
        BrokerEvidence.gather(broker, market),
        first(guard, "trip", killSwitch.name()).or(() -> begun(incidentRuns)),
        first(guard, "reset", ""),
        proof,
        flattenRuns,
        histories);
  }

  Histories histories() {
    return new Histories(temporal);
  }

  void awaitCompletion(String incident) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      String status =
          temporal.client().newUntypedWorkflowStub(incident).describe().getStatus().name();
      if (!status.endsWith("_RUNNING")) {
        return;
      }
      Thread.sleep(200);
    }
  }

  /** A switch that the guard trips by itself shows in the incident that it starts at once. */
  private static Optional<Instant> begun(List<Histories.Run> incidentRuns) {
    return incidentRuns.stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(event -> Histories.at(event.getEventTime()));
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

  /** By name, in milliseconds; what did not happen is left out. */
  static Map<String, Long> times(
      Milestones milestones,
      @Nullable Instant crossedAt,
      Optional<Instant> trip,
      Optional<JsonNode> proof) {
    Map<String, Long> times = new LinkedHashMap<>();
    Instant detected = milestones.detected();
    // What was there before it became worse took no time to be noticed.
    if (crossedAt != null && !detected.isBefore(crossedAt)) {
      put(times, "mttd", crossedAt, detected);
    }
    put(times, "mtta", milestones.declared(), milestones.acknowledged());
    put(times, "mttm", milestones.detected(), milestones.mitigated());
    put(times, "mttr", milestones.detected(), milestones.resolved());
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
