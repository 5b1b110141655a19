package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.up.LocalSystem;
import io.tripline.cli.up.Supervisor;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything of ours is killed (kill -9) while SPY is held: the Temporal server and both workers;
 * the broker is another's and lives. A person looks with {@code status} and declares a P0 with
 * nothing to take it; then all is started again, and killed once more when the incident has begun.
 */
final class StackKilledDrill implements Rehearsal {
  private static final String TEMPORAL = "temporal";

  /** The server first, the response worker last: as {@code up} starts them. */
  private static final List<String> STACK =
      List.of(TEMPORAL, LocalSystem.TRADING, LocalSystem.RESPONSE);

  private static final List<String> WITHOUT_TRADING = List.of(TEMPORAL, LocalSystem.RESPONSE);

  private static final Duration NOTICED = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stage stage;
  private final Outage outage;
  private final List<String> heard = new ArrayList<>();
  private boolean whole;

  StackKilledDrill(Stage stage) {
    this.stage = stage;
    this.outage = new Outage(stage);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    BigDecimal before = outage.held();
    Instant killed = Instant.now();
    kill("drill: kill -9 of the Temporal server and both workers");
    int status = typed("status");
    boolean seen =
        heard("P0          YES: nobody watches the account: Temporal does not answer")
            && heard("it holds " + before.toPlainString() + " " + DrillPlace.SYMBOL)
            && heard("journal     last entry")
            && heard("does NOT run");
    int declared = typed("incident", "declare", "P0", "--reason", "all is dark", "--as", "alice");
    Path file = spooled();
    Instant knewAt =
        Instant.parse(JSON.readTree(Files.readAllBytes(file)).path("declaredAt").asText());
    start("drill: somebody starts everything again", STACK);
    String incident = outage.await(Cause.SYSTEM_DOWN, NOTICED);
    kill("drill: kill -9 of everything once more, as soon as the incident is declared");
    Instant again = Instant.now();
    start("drill: everything but the trading worker is started again", WITHOUT_TRADING);
    Instant back = Instant.now();
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    Instant resolved = last.milestones().resolved();
    return outage.judged(
        new Outage.Course(killed, hash, before, incident, last, new Outage.Dark(again, back)),
        verdict -> {
          verdict.found(
              "status answered without Temporal",
              seen && status == ExitCode.OK.number(),
              "exit code " + status + ", P0 and what is held " + (seen ? "said" : "NOT said"));
          verdict.found(
              "the declaration was kept",
              declared == ExitCode.PENDING.number(),
              "exit code " + declared + ", " + file.getFileName());
          verdict.found(
              "the file was put away",
              !Files.exists(file)
                  && Files.exists(file.resolveSibling("processed").resolve(file.getFileName())),
              String.valueOf(file.getFileName()));
          becameTheIncident(verdict, last, incident, knewAt);
          STACK.forEach(each -> Outage.restartOnTheTimeline(verdict, last, each));
          verdict.found(
              "the incident outlived a second kill of everything",
              resolved != null && resolved.isAfter(again),
              "killed at " + again + ", resolved at " + resolved);
        });
  }

  /** The incident waits for the trading worker until a person has taken it. */
  private void turn(IncidentView view) {
    if (!whole && view.acknowledgedBy() != null) {
      whole = true;
      stage.say("drill: somebody starts the trading worker, too");
      stage.system().supervisor().release(LocalSystem.TRADING);
    }
  }

  private void kill(String what) {
    stage.say(what);
    Supervisor supervisor = stage.system().supervisor();
    STACK.forEach(supervisor::hold);
    STACK.forEach(supervisor::kill);
  }

  private void start(String what, List<String> processes) throws InterruptedException {
    Thread.sleep(5_000);
    stage.say(what);
    for (String each : processes) {
      stage.system().supervisor().release(each);
      Thread.sleep(2_000);
    }
  }

  /**
   * One incident of that cause, and the guard's raw call has the person's own time. The kill may
   * have taken the receipt of that call, which is then said again and must not count twice.
   */
  private void becameTheIncident(
      Verdict verdict, IncidentView last, String incident, Instant knewAt) {
    List<String> all =
        stage
            .system()
            .temporal()
            .client()
            .listExecutions("WorkflowType = 'P0Response'")
            .map(each -> each.getExecution().getWorkflowId())
            .distinct()
            .filter(id -> id.contains("-" + Cause.SYSTEM_DOWN.word() + "-"))
            .toList();
    verdict.found("it became one incident", all.equals(List.of(incident)), all.toString());
    List<String> detected =
        Histories.signals(stage.judge().histories().runs(incident), "alarm").stream()
            .map(alarm -> alarm.path("detectedAt").asText())
            .toList();
    verdict.found(
        "detected when the person declared it",
        !detected.isEmpty()
            && detected.stream().allMatch(each -> Instant.parse(each).equals(knewAt)),
        "declared at " + knewAt + ", detected at " + Set.copyOf(detected));
    verdict.found(
        "counted once, however often it was said",
        last.alerts() == 1,
        "said " + detected.size() + " time(s), counted " + last.alerts());
  }

  private Path spooled() throws IOException {
    try (Stream<Path> files = Files.list(stage.place().where().data().resolve("declarations"))) {
      return files
          .filter(each -> each.toString().endsWith(".json"))
          .findFirst()
          .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "no declaration was kept"));
    }
  }

  private int typed(String... arguments) throws IOException, InterruptedException {
    return new TypedCommand(
            stage.place(),
            line -> {
              heard.add(line);
              stage.say(line);
            })
        .run(arguments);
  }

  private boolean heard(String text) {
    return heard.stream().anyMatch(line -> line.contains(text));
  }
}
