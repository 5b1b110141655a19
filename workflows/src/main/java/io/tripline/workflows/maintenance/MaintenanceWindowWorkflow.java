package io.tripline.workflows.maintenance;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.SignalExternalWorkflowException;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Alarms;
import io.tripline.workflows.guard.DeclareRequest;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.maintenance.MaintenanceResult.Outcome;
import io.tripline.workflows.maintenance.Upkeep.Inspection;
import io.tripline.workflows.maintenance.Upkeep.Look;
import io.tripline.workflows.maintenance.Upkeep.Queued;
import io.tripline.workflows.maintenance.Upkeep.Repair;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks, mends, looks again, and tells the incidents that wait for it. */
public final class MaintenanceWindowWorkflow implements MaintenanceWindow {
  private static final String WRITTEN = "looks-again-at-what-is-written";

  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.market());
  private final Upkeep upkeep = Workflow.newActivityStub(Upkeep.class, Policies.upkeep());
  private final Alarms alarms = Workflow.newActivityStub(Alarms.class, Policies.alarm());
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.notice());
  private final List<String> lines = new ArrayList<>();

  /** One for the whole run: its entries are numbered. */
  private @Nullable JournalQueue journal;

  private String standing = "begins";

  @Override
  public MaintenanceResult run(@Nullable MaintenanceStart start) {
    MaintenanceResult result = conduct(start);
    say(result.outcome() + ": " + result.sentence());
    JournalQueue entries = journal;
    if (entries != null) {
      boolean looked = start == null || start.checkOnly();
      entries.add(
          EntryKind.MAINTENANCE,
          null,
          (looked ? "check " : "maintenance ") + result.outcome() + ": " + result.sentence(),
          Map.of("event", "ended", "outcome", result.outcome().name()));
      entries.awaitEmpty();
    }
    return result;
  }

  private MaintenanceResult conduct(@Nullable MaintenanceStart start) {
    AccountPolicy policy;
    try {
      String name = start == null ? null : start.account();
      if (name == null) {
        throw new IllegalArgumentException(
            "account: missing; send {\"account\":\"name\",\"checkOnly\":true}");
      }
      policy = configuration.policy(new AccountName(name));
    } catch (IllegalArgumentException malformed) {
      return end(Outcome.REFUSED, String.valueOf(malformed.getMessage()));
    } catch (ActivityFailure failed) {
      return end(Outcome.REFUSED, Fault.detailOf(failed));
    }
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.ACCOUNT.valueSet(policy.account().value()));
    JournalQueue entries = new JournalQueue(policy.account());
    journal = entries;
    MarketNow market = market(policy);
    boolean checkOnly = start == null || start.checkOnly();
    if (!checkOnly && market == null) {
      return end(
          Outcome.NOT_NOW, "the broker does not answer, so the market may be open: nothing done");
    }
    if (!checkOnly && market != null && market.clock().open()) {
      return end(
          Outcome.NOT_NOW,
          "the market is open until " + market.clock().nextClose() + ": nothing was touched");
    }
    Look look = new Look(policy, market);
    say("looks at files, configuration and sessions");
    Inspection found;
    try {
      found = upkeep.inspect(look);
    } catch (ActivityFailure failed) {
      return end(Outcome.NEEDS_PERSON, "could not look: " + Fault.detailOf(failed));
    }
    lines.addAll(found.checked());
    return checkOnly ? declared(policy, found) : mended(look, found, entries);
  }

  private @Nullable MarketNow market(AccountPolicy policy) {
    try {
      return broker.market(policy.account());
    } catch (ActivityFailure failed) {
      lines.add("the broker's clock can't be read: " + Fault.detailOf(failed));
      return null;
    }
  }

  private MaintenanceResult declared(AccountPolicy policy, Inspection found) {
    if (found.defects().isEmpty()) {
      return end(Outcome.CLEAN, "nothing is wrong");
    }
    Set<Cause> causes = new LinkedHashSet<>();
    found.defects().forEach(each -> causes.add(each.cause()));
    for (Cause cause : causes) {
      List<Defect> of = found.defects().stream().filter(d -> d.cause() == cause).toList();
      Map<String, String> evidence = new LinkedHashMap<>();
      of.forEach(each -> evidence.put(each.subject(), each.detail()));
      try {
        var answer =
            alarms.declare(
                new Alarms.AlarmOrder(
                    policy.account(),
                    new DeclareRequest(
                        Workflow.getInfo().getRunId() + "/" + cause.word(),
                        Severity.P3,
                        cause,
                        "the check",
                        of.getFirst().sentence()
                            + (of.size() == 1 ? "" : " and " + (of.size() - 1) + " more"),
                        null,
                        evidence)));
        lines.add((answer.joined() ? "joined " : "declared ") + answer.incident());
      } catch (ActivityFailure failed) {
        lines.add(cause.word() + " could not be declared: " + Fault.detailOf(failed));
      }
    }
    return end(Outcome.DECLARED, sentence(found.defects()));
  }

  private MaintenanceResult mended(Look look, Inspection found, JournalQueue entries) {
    AccountPolicy policy = look.policy();
    Map<Cause, List<String>> needs = new LinkedHashMap<>();
    Map<Cause, List<String>> done = new LinkedHashMap<>();
    for (Defect defect : found.defects()) {
      say("mends " + defect.sentence());
      Repair repair = repair(defect);
      (repair.mended() ? done : needs)
          .computeIfAbsent(defect.cause(), cause -> new ArrayList<>())
          .add(defect.subject() + ": " + repair.detail());
      record(entries, null, defect, repair);
    }
    if (!found.defects().isEmpty()
        && Workflow.getVersion(WRITTEN, Workflow.DEFAULT_VERSION, 1) == 1) {
      // A missed session is mended by its note: the second look must not come before that.
      say("waits until its notes are in the journal");
      entries.awaitEmpty();
    }
    // Only what is seen again to be whole is called mended.
    try {
      for (Defect left : upkeep.inspect(look).defects()) {
        if (done.containsKey(left.cause())) {
          needs
              .computeIfAbsent(left.cause(), cause -> new ArrayList<>())
              .add("still wrong after the fix: " + left.sentence());
        }
      }
    } catch (ActivityFailure failed) {
      return end(Outcome.NEEDS_PERSON, "could not verify: " + Fault.detailOf(failed));
    }
    tellThoseWhoWait(look, entries, done, needs);
    if (found.defects().isEmpty()) {
      return end(Outcome.CLEAN, "nothing was wrong");
    }
    Outcome outcome = needs.isEmpty() ? Outcome.MENDED : Outcome.NEEDS_PERSON;
    List<String> all = new ArrayList<>();
    done.values().forEach(all::addAll);
    needs.values().forEach(all::addAll);
    tell(policy, outcome, String.join("; ", all));
    return end(outcome, String.join("; ", all));
  }

  private Repair repair(Defect defect) {
    if (!defect.byMachine()) {
      return new Repair(false, defect.detail() + "; a person is needed");
    }
    try {
      return upkeep.repair(defect);
    } catch (ActivityFailure failed) {
      return new Repair(false, "the fix failed: " + Fault.detailOf(failed));
    }
  }

  private void tellThoseWhoWait(
      Look look,
      JournalQueue entries,
      Map<Cause, List<String>> done,
      Map<Cause, List<String>> needs) {
    List<Queued> tasks;
    try {
      tasks = upkeep.waiting(look).tasks();
    } catch (ActivityFailure failed) {
      lines.add("the queue could not be read: " + Fault.detailOf(failed));
      return;
    }
    for (Queued task : tasks) {
      boolean mended = !needs.containsKey(task.cause());
      String detail =
          String.join(
              "; ",
              mended
                  ? done.getOrDefault(task.cause(), List.of("nothing of it is wrong any more"))
                  : needs.getOrDefault(task.cause(), List.of()));
      try {
        Workflow.newUntypedExternalWorkflowStub(task.incident())
            .signal(Mended.SIGNAL, new Mended(Workflow.getInfo().getWorkflowId(), mended, detail));
        lines.add("told " + task.incident());
      } catch (ApplicationFailure | SignalExternalWorkflowException gone) {
        lines.add(task.incident() + " runs no more");
        entries.add(
            EntryKind.MAINTENANCE,
            task.incident(),
            "the incident runs no more: its fix is off the queue",
            Map.of("event", "done", "cause", task.cause().word()));
      }
    }
  }

  private void record(
      JournalQueue entries, @Nullable String incident, Defect defect, Repair repair) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("event", repair.mended() ? "mended" : "needs-person");
    data.put("cause", defect.cause().word());
    data.put("subject", defect.subject());
    data.put("was", defect.detail());
    String text =
        (repair.mended() ? "mended " : "NOT MENDED ") + defect.subject() + ": " + repair.detail();
    entries.add(EntryKind.MAINTENANCE, incident, text, data);
    lines.add(text);
  }

  private void tell(AccountPolicy policy, Outcome outcome, String text) {
    try {
      notifier.tell(
          new Notice(
              Workflow.getInfo().getWorkflowId() + "/" + Workflow.getInfo().getRunId(),
              policy.account(),
              null,
              outcome == Outcome.MENDED ? Urgency.INFORM : Urgency.NOTIFY,
              (policy.drill() ? "DRILL " : "") + "Maintenance: " + outcome,
              text,
              "./tripline journal audit --last 20",
              policy.drill()));
    } catch (ActivityFailure failed) {
      lines.add("NOBODY COULD BE TOLD: " + Fault.detailOf(failed));
    }
  }

  @Override
  public String status() {
    return standing;
  }

  private void say(String text) {
    standing = text;
    StringBuilder details = new StringBuilder("**" + plain(text) + "**\n\n");
    lines.forEach(line -> details.append("- ").append(plain(line)).append('\n'));
    Workflow.setCurrentDetails(details.toString());
  }

  private static String plain(String text) {
    return text.replaceAll("[<>`*\\[\\]\\r\\n]", " ");
  }

  private static String sentence(List<Defect> defects) {
    return String.join("; ", defects.stream().map(Defect::sentence).toList());
  }

  private MaintenanceResult end(Outcome outcome, String sentence) {
    return new MaintenanceResult(outcome, sentence, lines);
  }
}
