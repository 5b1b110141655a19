package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P3Step;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the drills of a P3 share: the Schedules of the account, begun by hand instead of waiting for
 * their hour, the incident that the check declares, and what is judged in each of them.
 */
final class MinorIncident {
  private static final String WINDOW = "MaintenanceWindow";
  private static final Duration LOOKS = Duration.ofMinutes(2);

  private final Stage stage;
  private final Cause cause;
  private final Histories histories;

  MinorIncident(Stage stage, Cause cause) {
    this.stage = stage;
    this.cause = cause;
    this.histories = stage.judge().histories();
  }

  /** Makes the Schedules, as {@code up} does. */
  void schedules() throws IOException, InterruptedException {
    stage.typed().run("schedule", "apply");
  }

  /** The hourly check looks now; answers the incident that it declares. */
  String checked() throws IOException, InterruptedException {
    int before = checks().size();
    trigger("checks");
    List<String> found = new ArrayList<>();
    String part = "-" + cause.word() + "-";
    Waiting.until(
        "the check declares a P3 (" + cause.word() + ")",
        LOOKS,
        () -> {
          stage
              .status()
              .ifPresent(status ->
                  status.incidents().stream().filter(id -> id.contains(part)).forEach(found::add));
          return !found.isEmpty() && ended(checks(), before);
        });
    stage.say("drill: P3 declared, incident " + found.get(0));
    stage.say("UI " + stage.ui() + "/" + found.get(0));
    return found.get(0);
  }

  /** The maintenance window begins now; waits until it ends. */
  void maintains() throws IOException, InterruptedException {
    int before = maintenance().size();
    trigger("maintenance");
    Waiting.until("the maintenance window ends", LOOKS, () -> ended(maintenance(), before));
    stage.say("drill: maintenance ended " + MinorChecks.outcomes(maintenance()));
  }

  private void trigger(String schedule) throws IOException, InterruptedException {
    int code = stage.typed().run("schedule", "trigger", schedule);
    if (code != ExitCode.OK.number()) {
      throw new CommandFailure(
          ExitCode.FAILED, "schedule trigger " + schedule + " ended with exit code " + code);
    }
  }

  private static boolean ended(List<Histories.Run> runs, int before) {
    return runs.size() > before
        && runs.stream().noneMatch(run -> run.status().endsWith("_RUNNING"));
  }

  private List<Histories.Run> checks() {
    return histories.runsOf(WINDOW, "checks-" + DrillPlace.ACCOUNT);
  }

  private List<Histories.Run> maintenance() {
    return histories.runsOf(WINDOW, "maintenance-" + DrillPlace.ACCOUNT);
  }

  /** What a scenario wants judged beside what all of them want. */
  @FunctionalInterface
  interface Checks {
    void of(Verdict verdict, MinorChecks checks) throws IOException, InterruptedException;
  }

  /**
   * Judges what all of them have in common.
   *
   * @param since when the harm was done
   * @param orders how many orders the broker had then
   */
  DrillResult judge(
      String incident, IncidentView last, String hash, Instant since, int orders, Checks own)
      throws IOException, InterruptedException {
    stage.judge().awaitCompletion(incident);
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    List<Histories.Run> runs = histories.runs(incident);
    Verdict verdict = new Verdict();
    MinorChecks checks = new MinorChecks(verdict);
    checks.procedure(runs, checks());
    own.of(verdict, checks);
    checks.neverHalted(Histories.updates(histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT))));
    checks.noOrderSince(orders, broker.orders());
    verdict.ordersOnce(broker);
    verdict.decisions(Histories.updates(runs), List.of(), stage.options().manual());
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), incident);
    verdict.incidentCompleted(incident, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    return new DrillResult(
        verdict.findings(),
        Judge.times(last.milestones(), since, Optional.empty(), Optional.empty()),
        hash,
        last.reportPath(),
        stage.place().where().data().toString(),
        incident,
        false);
  }

  /** The maintenance windows that ran, oldest first. */
  List<Histories.Run> windows() {
    return maintenance();
  }

  /** True while the incident waits for somebody, or maintenance, to make its fix. */
  static boolean waitsForFix(IncidentView view) {
    return view.steps().stream()
        .anyMatch(
            step -> step.id().equals(P3Step.FIX.step().id()) && step.state() == StepState.WAITING);
  }
}
