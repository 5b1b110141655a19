package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.runbook.P1Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The session's order fills far away from the quote. The switch must confirm that single fill, halt
 * and close nothing; two names decide a threshold and the reset. The drill changes only how the
 * broker fills, and the processes.
 */
final class SlippageDrill implements Rehearsal {
  /** Beyond the limit of a single fill, 100 bps, whatever half the spread is. */
  private static final int AWAY_BPS = 130;

  private static final String LIMIT = "slippage.fill";
  private static final String NEXT = "110";

  private final Stage stage;
  private List<String> plan = List.of();
  private boolean thresholdsDecided;
  private int asked = -1;
  private int approved = -1;

  SlippageDrill(Stage stage) {
    this.stage = stage;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    stage.say(
        "drill: the next market order fills "
            + AWAY_BPS
            + " bps away from the quote; one fill may cost 100 bps");
    stage.market().fillAway(AWAY_BPS, 1);
    Instant badFill = Instant.now();
    String hash = stage.begin();
    stage.killing().at(Kill.Moment.BOUGHT);
    String incident =
        stage.awaitTrip("quotes and executions confirm what the fill cost", Duration.ofMinutes(2));
    JsonNode held = stage.broker().get("/v2/positions");
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, this::turn);
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K4, incident, last, follow.sent(), hash, badFill),
            (verdict, evidence) -> {
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              nothingClosed(verdict, evidence, held);
              report(verdict);
              approversSaw(verdict);
              thresholds(verdict, evidence);
            });
  }

  /** What stood in front of the approvers, and the decision about a threshold. */
  private void turn(IncidentView view) throws IOException, InterruptedException {
    for (Gate gate : view.openGates()) {
      plan = gate.plan();
    }
    boolean reviewed =
        view.steps().stream()
            .anyMatch(step ->
                step.id().equals(P1Step.SLIPPAGE.step().id()) && step.state() == StepState.DONE);
    if (reviewed && !thresholdsDecided && !stage.options().manual()) {
      thresholdsDecided = true;
      asked =
          stage
              .typed()
              .run(
                  "killswitch",
                  "limit",
                  "set",
                  LIMIT,
                  NEXT,
                  "--as",
                  DrillPlace.ROSTER.get(0),
                  "--reason",
                  "drill: one step, the broker knows of the bad fill");
      approved =
          stage
              .typed()
              .run(
                  "approve",
                  LimitChange.idOf(DrillPlace.ACCOUNT),
                  "--as",
                  DrillPlace.ROSTER.get(1),
                  "--reason",
                  "drill: the record of both values was looked at");
      stage.typed().run("killswitch", "status");
    }
  }

  private void nothingClosed(Verdict verdict, Judge.Evidence evidence, JsonNode held) {
    String before = quantities(held);
    String after = quantities(stage.broker().get("/v2/positions"));
    verdict.found(
        "position unchanged",
        before.equals(after) && !before.isEmpty(),
        "at the trip " + before + ", at the end " + after);
    verdict.found(
        "never short",
        evidence.broker().lowest().signum() >= 0,
        "lowest holding " + evidence.broker().lowest().toPlainString());
    verdict.found(
        "nothing was flattened",
        evidence.flattenRuns().isEmpty(),
        evidence.flattenRuns().size() + " flatten run(s)");
    JsonNode open = stage.broker().get("/v2/orders?status=open&limit=100");
    verdict.found("no open order at the broker", open.isEmpty(), open.size() + " open");
  }

  private void report(Verdict verdict) throws IOException {
    Path file = stage.place().where().data().resolve("reports").resolve("slippage_report.json");
    if (!Files.isReadable(file)) {
      verdict.found("slippage report", false, file + " is missing");
      return;
    }
    JsonNode account = new ObjectMapper().readTree(file.toFile()).path("accounts").path(0);
    BigDecimal worst = BigDecimal.ZERO;
    for (JsonNode fill : account.path("fills")) {
      worst = worst.max(fill.path("executionBps").decimalValue());
    }
    verdict.found(
        "slippage report has the fill",
        worst.compareTo(new BigDecimal("100")) > 0,
        "worst " + worst.toPlainString() + " bps in " + file);
    verdict.found(
        "slippage report has statistics and limits",
        account.path("statistics").path("n").asInt() >= 1
            && account.path("limits").path("limitFillBps").decimalValue().signum() > 0,
        account.path("statistics").path("label").asText());
    String label = account.path("review").path("volatility").asText();
    verdict.found("slippage report has the volatility label", !label.isEmpty(), label);
  }

  private void approversSaw(Verdict verdict) {
    String shown = String.join("\n", plan);
    List<String> missing = new ArrayList<>();
    for (String each : List.of("slippage: n = ", "volatility: ", "proposal: ", "slippage_report")) {
      if (!shown.contains(each)) {
        missing.add(each.strip());
      }
    }
    verdict.found(
        "figures, label and proposals in front of the approvers",
        missing.isEmpty(),
        missing.isEmpty() ? plan.size() + " lines at the gate" : "missing: " + missing);
  }

  private void thresholds(Verdict verdict, Judge.Evidence evidence)
      throws IOException, InterruptedException {
    if (stage.options().manual()) {
      return;
    }
    verdict.found(
        "a looser threshold waits for a second name",
        asked == ExitCode.AWAITING_APPROVAL.number() && approved == ExitCode.OK.number(),
        "asked: exit code " + asked + ", approved: exit code " + approved);
    String result =
        Histories.result(evidence.histories().runs(LimitChange.idOf(DrillPlace.ACCOUNT)))
            .map(each -> each.path("outcome").asText() + " by " + each.path("by"))
            .orElse("no result");
    verdict.found(
        "the approved threshold was set",
        result.startsWith("APPLIED") && result.contains(DrillPlace.ROSTER.get(1)),
        result);
    Map<String, String> inForce = inForce();
    verdict.found(
        "it is in force", inForce.getOrDefault("after", "").equals(NEXT), LIMIT + " " + inForce);
  }

  /** By the audit: what the guard journalled last of this limit. */
  private Map<String, String> inForce() throws IOException {
    Path audit = stage.place().where().logs().resolve("trade_audit.csv");
    return Files.readAllLines(audit).stream()
        .filter(line -> line.contains(",LIMIT,") && line.contains(LIMIT + " 100 bps -> 110 bps"))
        .reduce((first, second) -> second)
        .map(line -> Map.of("after", NEXT, "line", line.substring(0, Math.min(120, line.length()))))
        .orElse(Map.of());
  }

  private static String quantities(JsonNode positions) {
    List<String> all = new ArrayList<>();
    positions.forEach(
        each -> all.add(each.path("qty").asText() + " " + each.path("symbol").asText()));
    return String.join(", ", all);
  }
}
