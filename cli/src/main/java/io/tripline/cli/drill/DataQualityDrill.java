package io.tripline.cli.drill;

import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The broker's quotes stand still while a session holds SPY. Nothing is lost and nothing may be
 * closed for it; but nobody may buy by such quotes. The switch must block entries and open its
 * incident, and lift the block by itself once the quotes are fresh again; the incident must end
 * with that, without anybody's decision. The drill changes only how old the quotes are.
 */
final class DataQualityDrill implements Rehearsal {
  /** Beyond the minute that a quote may be old. */
  private static final Duration AGE = Duration.ofMinutes(5);

  /** Three failed looks, 12 s apart. */
  private static final Duration BLOCKS = Duration.ofMinutes(3);

  private final Stage stage;
  private boolean healed;

  DataQualityDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.endsTheSession();
    int orders = stage.broker().get("/v2/orders?status=all&limit=500").size();
    stage.say("drill: the broker's quotes stand still");
    stage.market().staleQuotes(AGE);
    Instant began = Instant.now();
    String incident = declared();
    stage.say("drill: P2 declared, incident " + incident);
    stage.say("UI " + stage.ui() + "/" + incident);
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    return judge(incident, last, hash, began, orders);
  }

  private String declared() throws InterruptedException {
    List<String> found = new ArrayList<>();
    String part = "-" + Cause.DATA_QUALITY.word() + "-";
    Waiting.until(
        "entries are blocked and a P2 is declared",
        stage.options().patience(BLOCKS),
        () -> {
          stage
              .status()
              .ifPresent(status ->
                  status.incidents().stream().filter(id -> id.contains(part)).forEach(found::add));
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  /** Once somebody has it, the quotes are fresh again; nobody says so to anybody. */
  private void turn(IncidentView view) {
    if (!healed && (view.acknowledgedBy() != null || stage.options().manual())) {
      healed = true;
      stage.say("drill: the quotes are fresh again");
      stage.market().clearFaults();
    }
  }

  private DrillResult judge(
      String incident, IncidentView last, String hash, Instant began, int orders)
      throws IOException, InterruptedException {
    stage.judge().awaitCompletion(incident);
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    Histories histories = stage.judge().histories();
    List<Histories.Run> runs = histories.runs(incident);
    List<Histories.UpdateSeen> guard =
        Histories.updates(histories.runs(AccountGuard.idOf(DrillPlace.ACCOUNT)));
    Verdict verdict = new Verdict();
    DataQualityChecks checks = new DataQualityChecks(verdict);
    checks.declaredByTheSwitch(Histories.type(runs), Histories.signals(runs, "alarm"));
    checks.liftedByItself(guard, audit(), incident);
    MinorChecks minor = new MinorChecks(verdict);
    minor.neverHalted(guard);
    minor.noOrderSince(orders, broker.orders());
    int flattens = histories.runs(Flatten.idOf(DrillPlace.ACCOUNT)).size();
    verdict.found("nothing was flattened", flattens == 0, flattens + " flatten run(s)");
    verdict.ordersOnce(broker);
    verdict.decisions(Histories.updates(runs), List.of(), stage.options().manual());
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), incident);
    verdict.incidentCompleted(incident, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    return new DrillResult(
        verdict.findings(),
        Judge.times(last.milestones(), began, Optional.empty(), Optional.empty()),
        hash,
        last.reportPath(),
        stage.place().where().data().toString(),
        incident,
        false);
  }

  /** What the guard and the incident wrote into the audit, in order. */
  private List<String> audit() throws IOException {
    Path file = stage.place().where().logs().resolve("trade_audit.csv");
    return Files.isReadable(file)
        ? Files.readAllLines(file).stream()
            .filter(line ->
                line.contains("," + EntryKind.GUARD + ",")
                    || line.contains("," + EntryKind.INCIDENT + ","))
            .toList()
        : List.of();
  }
}
