package io.tripline.cli.reconcile;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.Person;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.reconciliation.Finding;
import io.tripline.workflows.reconciliation.Reconciliation;
import io.tripline.workflows.reconciliation.ReconciliationResult;
import io.tripline.workflows.reconciliation.ReconciliationStart;
import io.tripline.workflows.reconciliation.ReconciliationText;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.reconciliation.WeeklyReconciliation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one and waits for it, or prints the last one again from the journal alone. */
@Command(
    name = "reconcile",
    mixinStandardHelpOptions = true,
    description = {
      "Compare the broker's orders, fills, positions and cash with the journal, for one week.",
      "Exit code 1 when people must look at a difference."
    })
public final class ReconcileCommand implements Callable<Integer> {
  private static final int WAIT_SECONDS = 120;

  @Mixin Common common;
  @Mixin Person person;

  @Option(
      names = "--week",
      paramLabel = "WEEK",
      description =
          "Such as 2026-W47, or a date in it (default: the week of the broker's clock, on a weekend the"
              + " one before). A weekend belongs to the week after it.")
  @Nullable String week;

  @Option(
      names = "--show",
      description = "Compare nothing: print the last report again, from the journal.")
  boolean show;

  @Override
  public Integer call() {
    TradingWeek asked = asked();
    return show ? again(asked) : run(asked);
  }

  private @Nullable TradingWeek asked() {
    if (week == null) {
      return null;
    }
    try {
      return TradingWeek.parse(week);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--" + e.getMessage(), e);
    }
  }

  private int again(@Nullable TradingWeek asked) {
    AccountName account = common.account();
    try (JournalReader reader = JournalReader.open(Configured.journal(common.installation()))) {
      Reconciliation found =
          reader
              .reconciliation(account, asked)
              .orElseThrow(() ->
                  new CommandFailure(
                      ExitCode.USAGE,
                      "no reconciliation of "
                          + account
                          + (asked == null ? "" : " for week " + asked)
                          + " is in the journal; `./tripline reconcile"
                          + (asked == null ? "" : " --week " + asked)
                          + "` makes one"));
      common.output().line(ReconciliationText.of(found).stripTrailing());
      document(found, "");
      return exit(found);
    }
  }

  private int run(@Nullable TradingWeek asked) {
    String by = person.name();
    AccountName account = common.account();
    Output output = common.output();
    try (Temporal temporal = common.temporal()) {
      WeeklyReconciliation procedure =
          temporal
              .client()
              .newWorkflowStub(WeeklyReconciliation.class, WorkflowStarts.reconciliation(account));
      WorkflowClient.start(
          procedure::run,
          new ReconciliationStart(account.value(), asked == null ? null : asked.text(), by));
      ReconciliationResult result = await(WorkflowStub.fromTyped(procedure));
      Reconciliation found = result.found();
      if (found == null) {
        throw new CommandFailure(ExitCode.USAGE, result.sentence());
      }
      output.line(result.sentence());
      for (Finding each : found.findings()) {
        output.line(
            "  "
                + each.severity()
                + " "
                + each.kind()
                + " "
                + each.subject()
                + ": "
                + each.sentence());
      }
      output.line("report: " + result.path());
      document(found, result.path());
      return exit(found);
    }
  }

  private static ReconciliationResult await(WorkflowStub procedure) {
    try {
      return procedure.getResult(WAIT_SECONDS, TimeUnit.SECONDS, ReconciliationResult.class);
    } catch (TimeoutException e) {
      throw new CommandFailure(
          ExitCode.PENDING,
          "not finished within "
              + WAIT_SECONDS
              + " s: "
              + procedure.query("status", String.class)
              + "; it goes on, the same command joins it",
          e);
    }
  }

  private void document(Reconciliation found, String path) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("week", found.week().text());
    document.put("grave", found.grave());
    document.put("path", path);
    document.put("reconciliation", Output.tree(found));
    common.output().document(document);
  }

  private static int exit(Reconciliation found) {
    return (found.grave() == 0 ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
