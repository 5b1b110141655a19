package io.tripline.cli.status;

import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.connect.Temporal;
import io.tripline.cli.guard.GuardText;
import io.tripline.cli.incident.OpenIncidents;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
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
 * @param journalProblem why the journal could not be read; empty when it could, or there is none
 */
record Overview(
    AccountName account,
    Optional<RunState> running,
    BrokerPart broker,
    String temporalProblem,
    String guardProblem,
    @Nullable GuardStatus guard,
    Optional<HaltKnown> journal,
    String journalProblem,
    List<String> incidents,
    List<IncidentView> views,
    ReviewPart reviews) {

  static Overview take(Common common) {
    Installation installation = common.installation();
    AccountName account = common.account();
    BrokerPart broker = BrokerPart.look(installation);
    String temporalProblem = "";
    String guardProblem = "";
    GuardStatus guard = null;
    List<IncidentView> views = new ArrayList<>();
    List<String> incidents = List.of();
    try (Temporal temporal = common.temporal()) {
      try {
        guard = temporal.guard(account).status();
        incidents = guard.incidents();
        for (String incident : incidents) {
          views.add(temporal.incident(incident).view());
        }
      } catch (WorkflowException e) {
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
    Optional<HaltKnown> journal = Optional.empty();
    try {
      journal = HaltKnown.byJournal(Configured.journal(installation), account);
      if (guard == null) {
        incidents =
            OpenIncidents.known(installation).stream()
                .filter(OpenIncidents::open)
                .map(each -> each.id())
                .toList();
      }
    } catch (ApplicationFailure e) {
      journalProblem = Fault.detailOf(e);
    }
    return new Overview(
        account,
        installation.running(),
        broker,
        temporalProblem,
        guardProblem,
        guard,
        journal,
        journalProblem,
        incidents,
        views,
        ReviewPart.look(installation, account, Instant.now()));
  }

  private @Nullable Boolean halted() {
    if (guard != null) {
      return guard.isHalted();
    }
    return journal.map(HaltKnown::halted).orElse(null);
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
      lines.add("session     " + (guard.session() == null ? "none" : guard.session()));
    } else {
      lines.add("guard       " + guardProblem);
    }
    lines.add(
        "temporal    "
            + (temporalProblem.isEmpty()
                ? running.map(run -> run.temporal().address()).orElse("answers")
                : temporalProblem));
    if (!journalProblem.isEmpty()) {
      lines.add("journal     " + journalProblem);
    }
    lines.addAll(processes());
    lines.add("incidents   " + (incidents.isEmpty() ? "none open" : String.join(", ", incidents)));
    for (IncidentView view : views) {
      if (!view.awaited().isBlank()) {
        lines.add("  " + view.id() + " waits for " + view.awaited());
      }
    }
    lines.addAll(reviews.lines());
    lines.add(
        "dead-man    no heartbeat service is configured: if this machine dies, nobody is told");
    lines.add("next");
    next(options).forEach(command -> lines.add("  " + command));
    return lines;
  }

  private List<String> processes() {
    if (running.isEmpty()) {
      return List.of("processes   nothing runs here");
    }
    RunState run = running.get();
    List<String> lines = new ArrayList<>();
    lines.add(
        "processes   up "
            + (run.alive() ? "runs as process " + run.pid() : "has ended without cleaning up"));
    for (RunState.ProcessAt each : run.processes()) {
      lines.add(
          "  "
              + each.name()
              + (each.alive() ? " runs as process " + each.pid() : " does NOT run")
              + ", log "
              + each.log());
    }
    return lines;
  }

  /** The next sensible commands, at most three. */
  List<String> next(String options) {
    List<String> commands = new ArrayList<>();
    boolean up = running.isPresent() && running.get().alive();
    if (!up && !temporalProblem.isEmpty()) {
      commands.add("./tripline up" + options);
    } else if (guard == null) {
      commands.add("./tripline guard start" + options);
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
    all.put("haltKnownFrom", guard != null ? "guard" : journal.isPresent() ? "journal" : "unknown");
    all.put("ladder", guard == null ? null : guard.ladder().name());
    all.put("why", guard == null ? null : guard.why());
    all.put("session", guard == null ? null : guard.session());
    all.put("broker", broker.document());
    all.put("temporalProblem", temporalProblem);
    all.put("guardProblem", guardProblem);
    all.put("journalProblem", journalProblem);
    all.put("incidents", incidents);
    all.put(
        "awaits",
        views.stream().filter(v -> !v.awaited().isBlank()).map(IncidentView::awaited).toList());
    List<Map<String, Object>> processes = new ArrayList<>();
    running.ifPresent(run ->
        run.processes()
            .forEach(each -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("name", each.name());
              one.put("pid", each.pid());
              one.put("alive", each.alive());
              one.put("log", each.log());
              processes.add(one);
            }));
    all.put("reviews", reviews.reviews());
    all.put("overdueActions", reviews.overdue());
    all.put("upAlive", running.map(RunState::alive).orElse(false));
    all.put("processes", processes);
    all.put("next", next(""));
    return all;
  }
}
