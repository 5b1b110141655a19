package io.tripline.cli.drill;

import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two incidents that were none. A P2 that nobody needed is ended while the session trades on; then
 * somebody halts the account by mistake: saying so lifts nothing, two names do, and the incident is
 * cancelled. The drill only types what people would.
 */
final class FalseAlarmDrill implements Rehearsal {
  private static final String REASON = "drill: the screen was misread";

  private final Stage stage;

  FalseAlarmDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal held = held();
    String degraded = new DeclaredIncident(stage).begin(Cause.SLOW_FILLS);
    int first = falseAlarm(degraded, DrillPlace.ROSTER.get(1));
    stage.judge().awaitCompletion(degraded);
    Instant untouchedUntil = Instant.now();

    stage
        .typed()
        .run(
            "incident",
            "declare",
            "P1",
            "--level",
            "stop",
            "--as",
            DrillPlace.ROSTER.get(0),
            "--reason",
            "drill: the equity looks wrong");
    String halted = stage.awaitTrip("a person trips the manual switch", DeclaredIncident.SOON);
    int second = falseAlarm(halted, DrillPlace.ROSTER.get(0));
    Follow follow = stage.follow();
    follow.toTheEnd(halted, view -> {});
    stage.judge().awaitCompletion(halted);
    IncidentView last = stage.system().temporal().incident(halted).view();

    Histories histories = stage.judge().histories();
    List<Histories.UpdateSeen> guard =
        Histories.updates(histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT)));
    List<Histories.Run> runs = histories.runs(halted);
    Optional<Instant> trip = at(guard, "trip");
    Optional<Instant> reset = at(guard, "reset");
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    Verdict verdict = new Verdict();
    verdict.found(
        "both were taken as false alarms",
        first == 0 && second == 0,
        "exit codes " + first + " and " + second);
    CaseChecks checks = new CaseChecks(verdict);
    cancelled(checks, histories, degraded);
    checks.neverHalted(guard, untouchedUntil);
    cancelled(checks, histories, halted);
    checks.twoNames(Histories.updates(runs), reset);
    verdict.noRiskRaised(broker, trip, reset);
    verdict.found(
        "the position is unchanged, nothing was sold",
        broker.sells().isEmpty() && held().compareTo(held) == 0,
        "held before " + held + ", after " + held() + ", sells " + broker.sells());
    verdict.ordersOnce(broker);
    verdict.decisions(Histories.updates(runs), follow.sent(), stage.options().manual());
    verdict.journal(stage.place().where(), halted, follow.sent(), stage.options().manual());
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), halted);
    verdict.incidentCompleted(halted, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    Map<String, Long> times = new LinkedHashMap<>();
    put(times, "mtta", last.milestones().declared(), last.milestones().acknowledged());
    put(times, "mttm", last.milestones().detected(), last.milestones().mitigated());
    put(times, "mttr", last.milestones().detected(), last.milestones().resolved());
    return new DrillResult(
        verdict.findings(),
        times,
        hash,
        last.reportPath(),
        stage.place().where().data().toString(),
        halted);
  }

  private int falseAlarm(String incident, String by) throws IOException, InterruptedException {
    return stage
        .typed()
        .run("incident", "resolve", incident, "--false-alarm", "--as", by, "--reason", REASON);
  }

  private void cancelled(CaseChecks checks, Histories histories, String incident)
      throws IOException {
    Path report = stage.place().where().data().resolve("reports").resolve(incident + ".md");
    checks.cancelled(
        incident,
        Histories.result(histories.runs(incident)),
        histories.runs(ReviewOrder.reviewOf(incident)),
        Files.isReadable(report) ? Files.readString(report) : "");
  }

  private static Optional<Instant> at(List<Histories.UpdateSeen> updates, String name) {
    return updates.stream()
        .filter(each -> each.name().equals(name) && each.completed() && !each.failed())
        .map(Histories.UpdateSeen::acceptedAt)
        .findFirst();
  }

  private BigDecimal held() {
    return new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
  }

  private static void put(
      Map<String, Long> times, String name, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null) {
      times.put(name, Duration.between(from, to).toMillis());
    }
  }
}
