package io.tripline.cli.drill;

import io.temporal.api.history.v1.HistoryEvent;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.up.LocalSystem;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P0Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The trading worker hangs while SPY is held: it is stopped (SIGSTOP), so that its process is there
 * and its connections are open, but it answers nothing. Nothing that supervises processes notices
 * that; the guard must. After the incident has said what is broken, a person kills the process, and
 * the supervision starts a new one.
 */
final class WorkerLostDrill implements Rehearsal {
  /** 15 s of missing heartbeat, 30 s for another worker, and a busy machine. */
  private static final Duration NOTICED = Duration.ofMinutes(3);

  private static final Duration FIRST_PAGE = Duration.ofSeconds(5);

  private final Stage stage;
  private boolean mended;

  WorkerLostDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = held();
    stage.say("drill: the trading worker hangs (SIGSTOP)");
    Instant hung = Instant.now();
    signal("-STOP", pid(LocalSystem.TRADING));
    String incident = awaitIncident();
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    stage.judge().awaitCompletion(incident);
    Histories histories = stage.judge().histories();
    List<Histories.Run> runs = histories.runs(incident);
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    Verdict verdict = new Verdict();
    verdict.found("the incident is a P0", type(runs).equals("P0Response"), type(runs));
    Optional<Duration> page = firstPage(runs);
    verdict.found(
        "the first page within 5 s",
        page.filter(took -> took.compareTo(FIRST_PAGE) <= 0).isPresent(),
        page.map(took -> took.toMillis() + " ms after the incident began").orElse("never"));
    verdict.found(
        "the position is unchanged",
        held().compareTo(before) == 0,
        "held before " + before + ", after " + held());
    verdict.ordersOnce(broker);
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), incident);
    String review = PostIncidentReview.idOf(incident);
    verdict.review(review, histories.runs(review));
    verdict.incidentCompleted(incident, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    Map<String, Long> times = new LinkedHashMap<>();
    put(times, "mttd", hung, last.milestones().detected());
    put(times, "mtta", last.milestones().detected(), last.milestones().acknowledged());
    put(times, "mttm", last.milestones().detected(), last.milestones().mitigated());
    put(times, "mttr", last.milestones().detected(), last.milestones().resolved());
    return new DrillResult(
        verdict.findings(),
        times,
        hash,
        last.reportPath(),
        stage.place().where().data().toString(),
        incident);
  }

  private String awaitIncident() throws InterruptedException {
    List<String> found = new ArrayList<>();
    String part = "-" + Cause.WORKER_DOWN.word() + "-";
    Waiting.until(
        "the guard declares a P0 (no worker answers)",
        NOTICED,
        () -> {
          stage
              .status()
              .ifPresent(status ->
                  status.incidents().stream().filter(id -> id.contains(part)).forEach(found::add));
          return !found.isEmpty();
        });
    stage.say("drill: P0 declared, incident " + found.get(0));
    stage.say("UI " + stage.ui() + "/" + found.get(0));
    return found.get(0);
  }

  /** Once the incident has said that no worker answers, somebody kills what hangs. */
  private void turn(IncidentView view) {
    boolean waits =
        view.steps().stream()
            .anyMatch(step ->
                step.id().equals(P0Step.RESTART.step().id())
                    && (step.state() == StepState.RUNNING || step.state() == StepState.WAITING));
    if (!mended && waits) {
      mended = true;
      stage.say("drill: somebody kills the process that hangs; the supervision starts another");
      stage.system().supervisor().kill(LocalSystem.TRADING);
    }
  }

  private BigDecimal held() {
    return new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
  }

  private static String type(List<Histories.Run> runs) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(
            event -> event.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .orElse("none");
  }

  /** From the beginning of the incident to the first notice that was handed to a notifier. */
  private static Optional<Duration> firstPage(List<Histories.Run> runs) {
    List<HistoryEvent> events = runs.stream().flatMap(run -> run.events().stream()).toList();
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .filter(event ->
            event
                .getActivityTaskScheduledEventAttributes()
                .getActivityType()
                .getName()
                .equals("NotifierTell"))
        .findFirst()
        .map(event ->
            Duration.between(
                Histories.at(events.get(0).getEventTime()), Histories.at(event.getEventTime())));
  }

  private long pid(String process) {
    return stage.system().supervisor().processes().stream()
        .filter(each -> each.name().equals(process))
        .findFirst()
        .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no process " + process))
        .pid();
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    Process sent = new ProcessBuilder("kill", name, String.valueOf(pid)).inheritIO().start();
    if (sent.waitFor() != 0) {
      throw new CommandFailure(ExitCode.FAILED, "kill " + name + " " + pid + " failed");
    }
  }

  private static void put(
      Map<String, Long> times, String name, Instant from, @Nullable Instant to) {
    if (to != null) {
      times.put(name, Duration.between(from, to).toMillis());
    }
  }
}
