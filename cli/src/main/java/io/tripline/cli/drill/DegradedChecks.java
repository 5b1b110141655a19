package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P2Step;
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
import org.jspecify.annotations.Nullable;

/** What must be true after a rehearsed P2, judged by the broker, Temporal's histories and files. */
final class DegradedChecks {
  private final Stage stage;
  private final Trouble trouble;
  private final String incident;
  private final IncidentView last;
  private final List<Sent> sent;
  private final Verdict verdict = new Verdict();

  DegradedChecks(
      Stage stage, Trouble trouble, String incident, IncidentView last, List<Sent> sent) {
    this.stage = stage;
    this.trouble = trouble;
    this.incident = incident;
    this.last = last;
    this.sent = sent;
  }

  /**
   * The verdict.
   *
   * @param session the session that was running when people approved
   * @param approved wall time after which its orders are the changed ones
   * @param began wall time at which the trouble began
   * @param reconciled exit code of the week's reconciliation
   */
  DrillResult result(String session, Instant approved, Instant began, int reconciled, String hash)
      throws IOException, InterruptedException {
    Histories histories = stage.judge().histories();
    List<Histories.Run> runs = histories.runs(incident);
    verdict.found("the incident is a P2", type(runs).equals("P2Response"), type(runs));
    declaredOnEnough();
    causeFound();
    List<Histories.UpdateSeen> changes =
        Histories.updates(histories.runs(session)).stream()
            .filter(each -> each.name().equals("set") && each.completed() && !each.failed())
            .toList();
    verdict.found(
        "one approval changed the running session, once",
        changes.size() == 1 && sent.size() == 1,
        changes.size() + " change(s) of " + session + ", " + sent.size() + " decision(s)");
    ordersChanged(approved);
    verdict.found(
        "nothing was flattened",
        histories.runs(Flatten.idOf(DrillPlace.ACCOUNT)).isEmpty(),
        histories.runs(Flatten.idOf(DrillPlace.ACCOUNT)).size() + " flatten run(s)");
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    verdict.found(
        "never short",
        broker.lowest().signum() >= 0,
        "lowest holding " + broker.lowest().toPlainString());
    verdict.ordersOnce(broker);
    verdict.decisions(Histories.updates(runs), sent, stage.options().manual());
    verdict.journal(stage.place().where(), incident, sent, stage.options().manual());
    verdict.steps(stage.place().where(), last);
    verdict.report(last.reportPath(), incident);
    verdict.incidentCompleted(incident, runs);
    verdict.guard(stage.system().temporal(), DrillPlace.ACCOUNT);
    reconciliation(reconciled);
    report();
    Map<String, Long> times = new LinkedHashMap<>();
    put(times, "mttd", began, last.milestones().detected());
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

  /** Not by one bad order: the figures name their number. */
  private void declaredOnEnough() throws IOException {
    String said = outcome(P2Step.BASELINE);
    verdict.found(
        "declared on enough orders, with their number",
        said.contains("INVESTIGATE") && said.matches("(?s).*n = ([5-9]|1\\d|20)\\).*"),
        said);
    if (trouble.cause() == Cause.HIGH_SLIPPAGE) {
      Path audit = stage.place().where().logs().resolve("trade_audit.csv");
      List<String> notes =
          Files.readAllLines(audit).stream()
              .filter(
                  line -> line.contains(Cause.SLIPPAGE_NOTE.word()) && line.contains("INVESTIGATE"))
              .toList();
      verdict.found(
          "a mean on too few fills was a P3 note before",
          !notes.isEmpty(),
          notes.isEmpty()
              ? "none"
              : notes.get(0).substring(0, Math.min(200, notes.get(0).length())));
    }
  }

  private void causeFound() {
    String said = outcome(P2Step.CAUSES);
    verdict.found(
        "the cause is found from evidence: " + trouble.likely(),
        said.contains(trouble.likely() + " LIKELY ("),
        said);
  }

  private void ordersChanged(Instant approved) {
    JsonNode requests = stage.market().requests();
    List<JsonNode> before = new ArrayList<>();
    List<JsonNode> after = new ArrayList<>();
    for (JsonNode request : requests) {
      JsonNode order = request.path("order");
      if (order.path("accepted").asBoolean()) {
        boolean later = Instant.parse(request.path("wallTime").asText()).isAfter(approved);
        (later ? after : before).add(shown(order.path("clientOrderId").asText()));
      }
    }
    List<String> limits = new ArrayList<>();
    boolean allLimits = !after.isEmpty();
    for (JsonNode order : after) {
      allLimits &= order.path("type").asText().equals("limit");
      limits.add(words(order));
    }
    verdict.found("the session's later orders are limit orders", allLimits, limits.toString());
    BigDecimal usual = largestEntry(before);
    BigDecimal now = largestEntry(after);
    verdict.found(
        "its later entries are smaller",
        now.signum() > 0 && now.multiply(new BigDecimal("1.8")).compareTo(usual) < 0,
        "at most " + now.toPlainString() + " shares, before " + usual.toPlainString());
    if (trouble != Trouble.PARTIAL) {
      long market =
          before.stream().filter(order -> order.path("type").asText().equals("market")).count();
      verdict.found(
          "its earlier orders were market orders",
          market == before.size() && market > 0,
          market + " of " + before.size());
    }
  }

  private JsonNode shown(String clientOrderId) {
    return stage.broker().get("/v2/orders:by_client_order_id?client_order_id=" + clientOrderId);
  }

  private static String words(JsonNode order) {
    return "%s %s %s at %s"
        .formatted(
            order.path("type").asText(),
            order.path("side").asText(),
            order.path("qty").asText(),
            order.path("limit_price").asText("the market"));
  }

  private static BigDecimal largestEntry(List<JsonNode> orders) {
    return orders.stream()
        .filter(order -> order.path("side").asText().equals("buy"))
        .map(order -> new BigDecimal(order.path("qty").asText("0")))
        .max(BigDecimal::compareTo)
        .orElse(BigDecimal.ZERO);
  }

  private void reconciliation(int reconciled) throws IOException {
    Path reports = stage.place().where().data().resolve("reports");
    String entry = "none";
    try (var files = Files.list(reports)) {
      for (Path file : files.sorted().toList()) {
        if (String.valueOf(file.getFileName()).startsWith("reconciliation-")) {
          entry =
              Files.readAllLines(file).stream()
                  .filter(line -> line.contains(incident))
                  .findFirst()
                  .orElse(entry);
        }
      }
    }
    verdict.found(
        "the week's reconciliation has the entry",
        reconciled == ExitCode.OK.number() && entry.contains(incident),
        "exit code " + reconciled + ": " + entry);
  }

  private void report() throws IOException {
    Path file = stage.place().where().data().resolve("reports").resolve("slippage_report.json");
    JsonNode account =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(file.toFile())
            .path("accounts")
            .path(0);
    JsonNode orders = account.path("orders");
    verdict.found(
        "the slippage report has fill times and parts",
        orders.path("timed").asInt() > 0
            && orders.path("filled").asInt() > 0
            && account.path("fills").path(0).path("tookMillis").isNumber(),
        orders.toString());
  }

  private String outcome(P2Step step) {
    return last.steps().stream()
        .filter(each -> each.id().equals(step.step().id()))
        .map(StepView::outcome)
        .findFirst()
        .orElse("");
  }

  private static String type(List<Histories.Run> runs) {
    return runs.stream()
        .flatMap(run -> run.events().stream())
        .findFirst()
        .map(
            event -> event.getWorkflowExecutionStartedEventAttributes().getWorkflowType().getName())
        .orElse("none");
  }

  private static void put(
      Map<String, Long> times, String name, Instant from, @Nullable Instant to) {
    if (to != null) {
      times.put(name, Duration.between(from, to).toMillis());
    }
  }
}
