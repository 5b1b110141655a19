package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.incident.StepState;
import io.tripline.workflows.incident.StepView;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.runbook.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a drill from outside: by what the broker received, by Temporal's raw histories and by the
 * files that were written; never by asking the code under test whether it did well.
 */
final class Verdict {
  /** A permit's life and the write time-out: until then an order may still arrive. */
  private static final Duration LATEST_ARRIVAL = Duration.ofSeconds(5 + 3);

  private static final List<String> TEMPLATE =
      List.of(
          "INCIDENT REPORT",
          "Date/Time:",
          "Severity:",
          "Status:",
          "Summary:",
          "Impact:",
          "Root Cause:",
          "Actions Taken:",
          "Next Steps:");

  private final List<Finding> findings = new ArrayList<>();

  /** One check. */
  record Finding(String name, boolean passed, String detail) {}

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Notes a check. */
  void found(String name, boolean passed, String detail) {
    findings.add(new Finding(name, passed, detail));
  }

  /** At the instant of the proof the broker's fills add up to nothing and no order was open. */
  void flat(BrokerEvidence evidence, Optional<JsonNode> proof) {
    if (proof.isEmpty()) {
      found("flat at the broker", false, "no proof of flat was claimed");
      return;
    }
    Instant market = Instant.parse(proof.get().path("marketAt").asText());
    Map<String, BigDecimal> held = evidence.heldAt(market);
    boolean none = held.values().stream().allMatch(each -> each.signum() == 0);
    found(
        "a position was held before",
        evidence.boughtBefore(market).signum() > 0,
        evidence.boughtBefore(market).toPlainString() + " shares were bought");
    found(
        "flat at the broker",
        none,
        "by the fills until the proof at " + market + " market time: " + held);
    List<String> open = evidence.openAt(market);
    found(
        "no open order at the broker",
        open.isEmpty(),
        open.isEmpty() ? "none at the proof" : "open at the proof: " + open);
    found(
        "never short",
        evidence.lowest().signum() >= 0,
        "lowest holding " + evidence.lowest().toPlainString());
  }

  /** After the trip nothing that raises risk arrived, but for what was on its way. */
  void noRiskRaised(BrokerEvidence evidence, Optional<Instant> trip, Optional<Instant> reset) {
    if (trip.isEmpty()) {
      found("no risk raised after the trip", false, "the switch never tripped");
      return;
    }
    List<String> late =
        evidence.riskRaising(trip.get().plus(LATEST_ARRIVAL), reset.orElse(Instant.MAX));
    found(
        "no risk raised after the trip",
        late.isEmpty(),
        late.isEmpty()
            ? "no opening order arrived later than "
                + LATEST_ARRIVAL.toSeconds()
                + " s after the trip at "
                + trip.get()
                + reset.map(at -> " until the reset at " + at).orElse("")
            : String.join(", ", late));
    found("the halt was reset", reset.isPresent(), reset.map(Instant::toString).orElse("never"));
  }

  /** Nothing was sent twice. */
  void ordersOnce(BrokerEvidence evidence) {
    List<String> doubled = evidence.doubled();
    found(
        "no order twice",
        doubled.isEmpty(),
        doubled.isEmpty() ? "every client order id arrived once" : doubled.toString());
  }

  /** Each decision that a person sent is in Temporal's history, once. */
  void decisions(List<Histories.UpdateSeen> updates, List<Sent> sent, boolean manual) {
    List<Histories.UpdateSeen> decided =
        updates.stream().filter(each -> each.name().equals("decide")).toList();
    Set<String> ids = new HashSet<>();
    boolean once = decided.stream().allMatch(each -> ids.add(each.id()));
    boolean all = manual || decided.size() == sent.size();
    found(
        "every decision recorded once",
        once && all,
        decided.size()
            + " decision(s) in the history, "
            + (manual ? "by hand" : sent.size() + " sent"));
    long acknowledged = updates.stream().filter(each -> each.name().equals("acknowledge")).count();
    found("acknowledged", acknowledged >= 1, acknowledged + " acknowledgement(s)");
  }

  /** The audit's mirror file names each decision once. */
  void journal(Installation where, String incident, List<Sent> sent, boolean manual)
      throws IOException {
    Path audit = where.logs().resolve("trade_audit.csv");
    if (!Files.isReadable(audit)) {
      found("decisions in the audit", false, audit + " is missing");
      return;
    }
    List<String> lines =
        Files.readAllLines(audit).stream()
            .filter(line -> line.contains(",DECISION,") && line.contains(incident))
            .toList();
    found(
        "decisions in the audit",
        manual || lines.size() == sent.size(),
        lines.size() + " line(s) in " + audit.getFileName());
  }

  /** Each step of the document stands in the run sheet, in order, done or not applicable. */
  void steps(Installation where, IncidentView view) throws IOException {
    List<String> headings = new ArrayList<>();
    for (String name : documents(view)) {
      Path document = where.home().resolve("runbooks").resolve(name);
      if (!Files.isReadable(document)) {
        found("the steps of the document", false, document + " can't be read");
        return;
      }
      headings.addAll(Headings.of(Files.readAllLines(document)));
    }
    List<StepView> steps = view.steps();
    List<String> titles = steps.stream().map(StepView::title).toList();
    found(
        "the steps of the document, in order",
        titles.equals(headings),
        titles.equals(headings)
            ? titles.size() + " steps"
            : "document " + headings + ", run sheet " + titles);
    List<String> open =
        steps.stream()
            .filter(step ->
                (step.state() != StepState.DONE && step.state() != StepState.NOT_APPLICABLE)
                    || step.outcome().isBlank())
            .map(step -> step.title() + " " + step.state())
            .toList();
    found(
        "each step done, or not applicable with the reason",
        open.isEmpty(),
        open.isEmpty() ? "all" : open.toString());
  }

  /** A trip's incident goes through the P1 document to its end, also where it was regraded. */
  private static List<String> documents(IncidentView view) {
    if (view.brief() == null) {
      Severity begun =
          view.saidByPeople().regrades().isEmpty()
              ? view.severity()
              : view.saidByPeople().regrades().getFirst().from();
      return List.of(Symptom.document(begun));
    }
    // What an alarm began goes through the document of a halt after its own.
    return view.alarm() == null
        ? List.of(Symptom.document(Severity.P1))
        : List.of(Symptom.document(view.alarm().severity()), Symptom.document(Severity.P1));
  }

  /** The template's headings in order, no bracket left. */
  void report(@Nullable String report, String incident) throws IOException {
    if (report == null || report.isBlank() || !Files.isReadable(Path.of(report))) {
      found("report written", false, report == null ? "no report" : report + " can't be read");
      return;
    }
    String text = Files.readString(Path.of(report));
    int from = 0;
    String missing = "";
    for (String heading : TEMPLATE) {
      int at = text.indexOf(heading, from);
      if (at < 0) {
        missing = heading;
        break;
      }
      from = at + heading.length();
    }
    found(
        "report has the template's headings in order",
        missing.isEmpty(),
        missing.isEmpty() ? report : "missing or out of order: " + missing);
    boolean bracket = text.indexOf('[') >= 0 || text.indexOf(']') >= 0;
    found("report has no bracket left", !bracket, bracket ? "a bracket is left" : "none");
    found("report names the incident", text.contains(incident), incident);
  }

  /** Temporal says that the procedure came to its end. */
  void incidentCompleted(String incident, List<Histories.Run> runs) {
    String last = lastOf(runs);
    found("incident completed", last.endsWith("_COMPLETED"), incident + " " + last);
  }

  /** The same of the flatten. */
  void flattenCompleted(List<Histories.Run> runs) {
    found("flatten completed", lastOf(runs).endsWith("_COMPLETED"), lastOf(runs));
  }

  private static String lastOf(List<Histories.Run> runs) {
    return runs.isEmpty() ? "missing" : runs.get(runs.size() - 1).status();
  }

  /** The incident started its review, once; people hold it, so that it must still be open. */
  void review(String reviewId, List<Histories.Run> runs) {
    boolean one = runs.size() == 1 && runs.get(0).status().endsWith("_RUNNING");
    String type =
        runs.isEmpty() || runs.get(0).events().isEmpty()
            ? ""
            : runs.get(0)
                .events()
                .get(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getWorkflowType()
                .getName();
    found(
        "review started once",
        one && type.equals("PostIncidentReview"),
        reviewId + ": " + runs.size() + " run(s)" + (one ? ", open" : ""));
  }

  /** The guard runs on, and lets entries pass again. */
  void guard(Temporal temporal, AccountName account) {
    var described = temporal.client().newUntypedWorkflowStub(AccountGuard.idOf(account)).describe();
    String ladder =
        String.valueOf(described.getTypedSearchAttributes().get(SearchAttributes.LADDER_STATE));
    found(
        "guard resumed",
        described.getStatus().name().endsWith("_RUNNING")
            && (ladder.equals("ACTIVE") || ladder.equals("PROBATION")),
        ladder);
  }
}
