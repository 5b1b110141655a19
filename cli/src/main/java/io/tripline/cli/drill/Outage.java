package io.tripline.cli.drill;

import io.temporal.api.history.v1.HistoryEvent;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P0Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rehearsals of a P0 share: waiting for it, and judging it from outside. */
final class Outage {
  /** A worker's start, and the task that the dead one had taken, which lapses after 10 s. */
  private static final Duration TAKEN_UP = Duration.ofSeconds(20);

  private static final Duration FIRST_PAGE = Duration.ofSeconds(5);

  private final Stage stage;

  Outage(Stage stage) {
    this.stage = stage;
  }

  /**
   * How it went.
   *
   * @param began when the trouble began
   * @param before what was held then
   * @param dark while nobody of ours could page although the incident existed; null: never
   */
  record Course(
      Instant began,
      String hash,
      BigDecimal before,
      String incident,
      IncidentView last,
      @Nullable Dark dark) {
    /** Nothing was dead once the incident existed. */
    Course(Instant began, String hash, BigDecimal before, String incident, IncidentView last) {
      this(began, hash, before, incident, last, null);
    }
  }

  /** From a kill of everything until a response worker was started again. */
  record Dark(Instant from, Instant until) {}

  /** Waits until an incident of that cause is on the guard's books; answers its id. */
  String await(Cause cause, Duration within) throws InterruptedException {
    List<String> found = new ArrayList<>();
    Waiting.until(
        "a P0 is declared (" + cause.word() + ")",
        stage.options().patience(within),
        () -> {
          found.addAll(open(cause));
          return !found.isEmpty();
        });
    stage.say("drill: P0 declared, incident " + found.get(0));
    stage.say("UI " + stage.ui() + "/" + found.get(0));
    return found.get(0);
  }

  /** Open incidents of a cause, by the guard's books; none while nobody answers. */
  List<String> open(Cause cause) {
    String part = "-" + cause.word() + "-";
    return stage
        .status()
        .map(status -> status.incidents().stream().filter(id -> id.contains(part)).toList())
        .orElse(List.of());
  }

  /** True once the incident waits for somebody to start what is dead. */
  static boolean waitsForRestart(IncidentView view) {
    return view.steps().stream()
        .anyMatch(step ->
            step.id().equals(P0Step.RESTART.step().id())
                && (step.state() == StepState.RUNNING || step.state() == StepState.WAITING));
  }

  BigDecimal held() {
    return new BigDecimal(stage.broker().get("/v2/positions").path(0).path("qty").asText("0"));
  }

  long pid(String process) {
    return stage.system().supervisor().processes().stream()
        .filter(each -> each.name().equals(process))
        .findFirst()
        .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no process " + process))
        .pid();
  }

  /** What a scenario wants judged beside what every P0 must show. */
  @FunctionalInterface
  interface Checks {
    void of(Verdict verdict) throws IOException, InterruptedException;
  }

  /** Judges what every P0 must show whose position nobody touches. */
  DrillResult judged(Course course, Checks more) throws IOException, InterruptedException {
    return judged(
        course,
        verdict -> {
          BigDecimal after = held();
          verdict.found(
              "the position is unchanged",
              after.compareTo(course.before()) == 0,
              "held before " + course.before() + ", after " + after);
        },
        more);
  }

  /** Judges what every P0 must show; {@code position} says what is held in the end. */
  DrillResult judged(Course course, Checks position, Checks more)
      throws IOException, InterruptedException {
    String incident = course.incident();
    IncidentView last = course.last();
    stage.judge().awaitCompletion(incident);
    Histories histories = stage.judge().histories();
    List<Histories.Run> runs = histories.runs(incident);
    Verdict verdict = new Verdict();
    verdict.found("the incident is a P0", type(runs).equals("P0Response"), type(runs));
    List<HistoryEvent> events = runs.stream().flatMap(run -> run.events().stream()).toList();
    Dark dark = course.dark();
    Optional<Duration> page = firstPage(events, dark);
    verdict.found(
        "the first page within 5 s",
        page.filter(took -> took.compareTo(FIRST_PAGE) <= 0).isPresent(),
        page.map(took ->
                took.toMillis()
                    + " ms after the incident began"
                    + (dark == null ? "" : ", or was taken up again"))
            .orElse("never"));
    if (dark != null) {
      Optional<Instant> up = takenUp(events, dark);
      verdict.found(
          "taken up again within " + TAKEN_UP.toSeconds() + " s of the restart",
          up.filter(at -> at.isBefore(dark.until().plus(TAKEN_UP))).isPresent(),
          "restarted at "
              + dark.until()
              + ", taken up "
              + up.map(Instant::toString).orElse("never"));
    }
    position.of(verdict);
    more.of(verdict);
    verdict.ordersOnce(BrokerEvidence.gather(stage.broker(), stage.market()));
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), incident);
    String review = PostIncidentReview.idOf(incident);
    verdict.review(review, histories.runs(review));
    verdict.incidentCompleted(incident, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    Map<String, Long> times = new LinkedHashMap<>();
    put(times, "mttd", course.began(), last.milestones().detected());
    put(times, "mtta", last.milestones().detected(), last.milestones().acknowledged());
    put(times, "mttm", last.milestones().detected(), last.milestones().mitigated());
    put(times, "mttr", last.milestones().detected(), last.milestones().resolved());
    return new DrillResult(
        verdict.findings(),
        times,
        course.hash(),
        last.reportPath(),
        stage.place().where().data().toString(),
        incident);
  }

  /** The report, as a reader finds it, names what happened to processes. */
  static void restartOnTheTimeline(Verdict verdict, IncidentView last, String process) {
    String text = process + " was started again as process";
    verdict.found(
        "the restart is in the report", contains(last.reportPath(), text), "“" + text + " …”");
  }

  private static boolean contains(@Nullable String report, String text) {
    try {
      return report != null && Files.readString(Path.of(report)).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static String type(List<Histories.Run> runs) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(
            event -> event.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .orElse("none");
  }

  /**
   * From the beginning of the incident to the first notice that was handed to a notifier. One that
   * was still to come when everything was killed is due once a worker has taken the incident up
   * again.
   */
  private static Optional<Duration> firstPage(List<HistoryEvent> events, @Nullable Dark dark) {
    return events.stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .filter(event ->
            event
                .getActivityTaskScheduledEventAttributes()
                .getActivityType()
                .getName()
                .equals("NotifierTell"))
        .findFirst()
        .map(event -> Histories.at(event.getEventTime()))
        .map(paged ->
            Duration.between(
                dark != null && paged.isAfter(dark.from())
                    ? takenUp(events, dark).orElse(dark.until())
                    : Histories.at(events.get(0).getEventTime()),
                paged));
  }

  /** When the first worker after a kill of everything took the incident up. */
  private static Optional<Instant> takenUp(List<HistoryEvent> events, Dark dark) {
    return events.stream()
        .filter(HistoryEvent::hasWorkflowTaskStartedEventAttributes)
        .map(event -> Histories.at(event.getEventTime()))
        .filter(at -> at.isAfter(dark.from()))
        .findFirst();
  }

  private static void put(
      Map<String, Long> times, String name, Instant from, @Nullable Instant to) {
    if (to != null) {
      times.put(name, Duration.between(from, to).toMillis());
    }
  }
}
