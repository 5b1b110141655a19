package io.tripline.cli.status;

import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.HaltRecord;
import io.tripline.activities.journal.IncidentSummary;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.DeadManService;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.connect.StreamsKnown;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.GuardText;
import io.tripline.cli.guard.SwitchText;
import io.tripline.cli.incident.OpenIncidents;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an installation at one moment; each part says when it could not be seen.
 *
 * @param temporalProblem why Temporal could not be asked; empty when it could
 * @param guardProblem why the guard did not answer; empty when it did
 * @param guardMissing true where Temporal knows of no guard
 * @param outages open incidents that are a P0
 * @param journalProblem why the journal could not be read; empty when it could, or there is none
 */
record Overview(
    AccountName account,
    Optional<RunState> running,
    BrokerPart broker,
    String temporalProblem,
    String guardProblem,
    boolean guardMissing,
    @Nullable GuardStatus guard,
    Optional<HaltRecord> journal,
    String journalProblem,
    List<String> incidents,
    List<IncidentView> views,
    List<String> outages,
    JournalPart written,
    SpoolPart spool,
    ProcessPart processes,
    DeadManService deadMan,
    ReviewPart reviews,
    StreamsKnown streams,
    List<String> runbooks) {

  /** Stands for an account whose name can't be read: what stops must be seen all the same. */
  private static final AccountName UNKNOWN = new AccountName("unknown");

  /** The account that is meant; empty, with the reason, where that can't be known. */
  private record Meant(Optional<AccountName> known, String problem) {
    static Meant by(Common common) {
      try {
        return new Meant(Optional.of(common.account()), "");
      } catch (CommandFailure e) {
        if (common.accountOption() != null) {
          throw e;
        }
        return new Meant(Optional.empty(), String.valueOf(e.getMessage()));
      }
    }
  }

  static Overview take(Common common) {
    Installation installation = common.installation();
    Meant meant = Meant.by(common);
    AccountName account = meant.known().orElse(UNKNOWN);
    BrokerPart broker = BrokerPart.look(installation, System.getenv(), meant.known().orElse(null));
    String temporalProblem = "";
    String guardProblem = "";
    boolean guardMissing = false;
    Instant now = Instant.now();
    GuardStatus guard = null;
    List<IncidentView> views = new ArrayList<>();
    List<String> incidents = List.of();
    StreamsKnown streams = StreamsKnown.unknown("no guard was asked");
    try (Temporal temporal = common.temporal()) {
      try {
        if (meant.known().isPresent()) {
          guard = temporal.guard(account).status();
          incidents = guard.incidents();
          for (String incident : incidents) {
            views.add(temporal.incident(incident).view());
          }
          streams = StreamsKnown.of(temporal, account);
        } else {
          guardProblem = "not asked: which account is meant is not known: " + meant.problem();
        }
      } catch (WorkflowException e) {
        guardMissing = guard == null && e instanceof WorkflowNotFoundException;
        guardProblem =
            guard == null
                ? "no guard answers for account " + account
                : "an incident's procedure does not answer";
      }
    } catch (CommandFailure e) {
      temporalProblem = String.valueOf(e.getMessage());
      guardProblem = "not asked";
    }
    String journalProblem = "";
    Optional<HaltRecord> journal = Optional.empty();
    JournalPart written = JournalPart.unknown(now);
    List<String> outages =
        views.stream()
            .filter(each -> each.severity() == Severity.P0)
            .map(IncidentView::id)
            .toList();
    try {
      JournalPlace place = Configured.journal(installation);
      journal = haltKnown(place, account);
      written = JournalPart.look(place, account, now);
      if (guard == null) {
        List<IncidentSummary> open =
            OpenIncidents.known(installation).stream()
                .filter(OpenIncidents::open)
                .filter(each -> each.account().equals(account.value()))
                .toList();
        incidents = open.stream().map(IncidentSummary::id).toList();
        outages =
            open.stream()
                .filter(each -> each.severity().equals(Severity.P0.name()))
                .map(IncidentSummary::id)
                .toList();
      }
    } catch (ApplicationFailure e) {
      journalProblem = Fault.detailOf(e);
    } catch (CommandFailure e) {
      journalProblem = "not read: " + e.getMessage();
    }
    return new Overview(
        account,
        installation.running(),
        broker,
        temporalProblem,
        guardProblem,
        guardMissing,
        guard,
        journal,
        journalProblem,
        incidents,
        views,
        outages,
        written,
        SpoolPart.look(installation),
        ProcessPart.look(installation, now),
        DeadManService.look(installation, System.getenv(), now),
        ReviewPart.look(installation, account, now),
        streams,
        Configured.runbookWarnings(installation));
  }

  private static Optional<HaltRecord> haltKnown(JournalPlace place, AccountName account) {
    Optional<JournalReader> journal = JournalReader.openIfThere(place);
    if (journal.isEmpty()) {
      return Optional.empty();
    }
    try (JournalReader reader = journal.get()) {
      return reader.halt(account);
    }
  }

  private @Nullable Boolean halted() {
    if (guard != null) {
      return guard.isHalted();
    }
    return journal.map(HaltRecord::halted).orElse(null);
  }

  private String haltLine() {
    if (guard != null) {
      return "is_halted = " + (guard.isHalted() ? "True" : "False");
    }
    return journal
        .map(known ->
            "is_halted = "
                + (known.halted() ? "True" : "False")
                + " (by the journal, as of "
                + known.from().entry().at()
                + "; no guard confirms it)")
        .orElse("is_halted = Unknown (no guard answers and the journal knows nothing)");
  }

  List<String> lines(String options) {
    List<String> lines = new ArrayList<>();
    lines.add(haltLine());
    SystemSight.Verdict verdict = sight().verdict();
    lines.add("P0          " + verdict.word() + ": " + verdict.because());
    lines.addAll(broker.lines());
    if (guard != null) {
      lines.add(
          "guard       "
              + guard.ladder()
              + (guard.why() == null || guard.why().isBlank() ? "" : ": " + guard.why()));
      lines.add(
          "limits      "
              + GuardText.limits(
                  guard.policy().limits(),
                  guard.baselines() == null ? null : guard.baselines().priorClose()));
      SwitchText.lines(guard, deadManReading().in(guard)).forEach(lines::add);
      lines.add("session     " + (guard.session() == null ? "none" : guard.session()));
      streams.describe().forEach(stream -> lines.add("stream      " + stream));
    } else {
      lines.add("guard       " + guardProblem);
    }
    lines.add(
        "temporal    "
            + (temporalProblem.isEmpty()
                ? running.map(run -> run.temporal().address()).orElse("answers")
                : temporalProblem));
    lines.add(journalProblem.isEmpty() ? written.line() : "journal     " + journalProblem);
    lines.addAll(processes.lines());
    lines.add("incidents   " + (incidents.isEmpty() ? "none open" : String.join(", ", incidents)));
    lines.addAll(spool.lines());
    for (IncidentView view : views) {
      if (!view.awaited().isBlank()) {
        lines.add("  " + view.id() + " waits for " + view.awaited());
      }
      if (view.breached()) {
        lines.add(
            "  "
                + view.id()
                + " LATE: "
                + (view.acknowledgedBy() == null
                    ? "nobody acknowledged within the response time"
                    : "acknowledged by " + view.acknowledgedBy() + " after the response time"));
      }
    }
    lines.addAll(reviews.lines());
    runbooks.forEach(warning -> lines.add("runbooks    " + warning));
    lines.add("dead-man    " + deadMan.sentence());
    lines.add("next");
    next(options).forEach(command -> lines.add("  " + command));
    return lines;
  }

  private DeadManReading deadManReading() {
    return new DeadManReading(
        written.readingAge(), broker.seen() ? broker.open() : null, written.now());
  }

  private SystemSight sight() {
    List<String> known = new ArrayList<>();
    outages.forEach(each -> known.add(each + " is open"));
    known.addAll(spool.outages());
    return new SystemSight(
        temporalProblem,
        guard != null
            ? SystemSight.Guard.ANSWERS
            : guardMissing ? SystemSight.Guard.NEVER_STARTED : SystemSight.Guard.SILENT,
        running.isPresent() || System.getenv("TEMPORAL_ADDRESS") != null,
        processes.dead(),
        broker.exposure(),
        broker.held(),
        written.readingAge(),
        broker.seen() ? broker.open() : null,
        known);
  }

  /** The next sensible commands, at most three. */
  List<String> next(String options) {
    List<String> commands = new ArrayList<>();
    boolean up = running.isPresent() && running.get().alive();
    boolean alone = guard == null && sight().verdict().p0();
    if (!up && !temporalProblem.isEmpty()) {
      commands.add("./tripline up" + options);
    } else if (guard == null) {
      commands.add(
          temporalProblem.isEmpty()
              ? "./tripline guard start" + options
              : "./tripline incident declare P0 --reason WHY" + options);
    }
    if (alone && broker.exposure() != SystemSight.Exposure.NONE) {
      commands.add("./tripline flatten --direct --dry-run" + options);
    }
    for (IncidentView view : views) {
      if (!view.nextCommand().isBlank()) {
        commands.add(view.nextCommand() + options);
      }
    }
    if (!incidents.isEmpty()) {
      commands.add("./tripline incident show " + incidents.get(0) + options);
    } else if (guard != null && !guard.isHalted() && guard.session() == null) {
      commands.add("./tripline session start --once" + options);
    }
    reviews.next().forEach(command -> commands.add(command + options));
    commands.add("./tripline flatten --dry-run" + options);
    commands.add("./tripline drill daily-loss");
    commands.add("./tripline doctor");
    return commands.subList(0, Math.min(3, commands.size()));
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("account", account.value());
    all.put("isHalted", halted());
    SystemSight.Verdict verdict = sight().verdict();
    all.put("p0", verdict.p0());
    all.put("p0Because", verdict.because());
    all.put("haltKnownFrom", guard != null ? "guard" : journal.isPresent() ? "journal" : "unknown");
    all.put("ladder", guard == null ? null : guard.ladder().name());
    all.put("why", guard == null ? null : guard.why());
    all.put(
        "switches", guard == null ? null : SwitchText.document(guard, deadManReading().in(guard)));
    all.put("session", guard == null ? null : guard.session());
    all.put("streams", streams.document());
    all.put("streamsProblem", streams.problem());
    all.put("broker", broker.document());
    all.put("temporalProblem", temporalProblem);
    all.put("guardProblem", guardProblem);
    all.put("journalProblem", journalProblem);
    all.put("incidents", incidents);
    all.put(
        "awaits",
        views.stream().filter(v -> !v.awaited().isBlank()).map(IncidentView::awaited).toList());
    all.put("lastEntry", written.document());
    all.put("declared", spool.document());
    all.put("heartbeat", deadMan.sentence());
    all.put("heartbeatBeats", deadMan.beats());
    all.put("late", views.stream().filter(IncidentView::breached).map(IncidentView::id).toList());
    all.put("runbooks", runbooks);
    all.put("reviews", reviews.reviews());
    all.put("overdueActions", reviews.overdue());
    all.put("upAlive", running.map(RunState::alive).orElse(false));
    all.put("processes", processes.document());
    all.put("restarts", processes.restarts());
    all.put("next", next(""));
    return all;
  }
}
