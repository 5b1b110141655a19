package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.maintenance.Defect;
import io.tripline.workflows.maintenance.MaintenanceWindow;
import io.tripline.workflows.maintenance.Mended;
import io.tripline.workflows.maintenance.Upkeep;
import io.tripline.workflows.maintenance.Upkeep.Inspection;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.P3Step;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.slippage.SlippageLabel.Grade;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runbook's P3: document, look, queue the fix for maintenance, wait for it, see that it holds.
 */
public final class P3ResponseWorkflow extends AnsweringDesk implements P3Response {
  private static final String UNPROVEN = "unproven-slippage-is-open";
  private static final Procedure PROCEDURE =
      new Procedure(
          Severity.P3, List.of(P3Step.values()), null, null, null, Cause.LOG_CORRUPTED, List.of());

  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.clockNow());
  private final Upkeep upkeep = Workflow.newActivityStub(Upkeep.class, Policies.upkeep());
  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Facts facts;
  private final RunSheet sheet;
  private final ArrayDeque<Mended> words = new ArrayDeque<>();
  private boolean unprovenIsOpen;

  /** Has everything that a message needs, before the first one is handled. */
  @WorkflowInit
  public P3ResponseWorkflow(@Nullable IncidentStart start) {
    super(new CaseDesk(start, PROCEDURE));
    facts = desk().facts();
    sheet = desk().sheet();
  }

  @Override
  public IncidentReport run(@Nullable IncidentStart start) {
    // An incident that ended before this rule must end in its replay.
    unprovenIsOpen = Workflow.getVersion(UNPROVEN, Workflow.DEFAULT_VERSION, 1) == 1;
    Optional<DeclaredByHand.Ended> ended = new Intake(desk()).begin(start);
    if (ended.isPresent()) {
      return new Closing(desk()).ended(ended.get());
    }
    sheet.begin(P3Step.DOCUMENT);
    sheet.done(
        P3Step.DOCUMENT,
        cause().word() + ", told by " + facts.alarm().by() + ": " + facts.alarm().reason());
    checkLogs();
    String how = fix();
    sheet.record(
        EntryKind.MAINTENANCE,
        CaseDesk.MACHINE,
        "off the queue of maintenance: " + how,
        Figures.of("event", "done", "cause", cause().word()));
    return new Closing(desk()).resolved(null, how, how, () -> true);
  }

  @Override
  Course course() {
    return new Fixing();
  }

  /** What is mended, or was none, is looked at before a person's word counts. */
  private final class Fixing implements Course {
    @Override
    public Optional<String> againstFalseAlarm() {
      return Optional.of(stillWrong("")).filter(wrong -> !wrong.isEmpty());
    }

    @Override
    public Optional<String> againstResolution(PersonName by, String reason) {
      String wrong = stillWrong(by.shown());
      if (wrong.isEmpty()) {
        words.add(new Mended(by.shown(), true, reason));
        return Optional.empty();
      }
      return Optional.of(wrong);
    }

    @Override
    public Said retry(PersonName by, String reason) {
      return Said.notReady("a P3 waits for maintenance: ./tripline schedule trigger maintenance");
    }

    @Override
    public Said ask(PersonName by, String reason) {
      return Said.notReady("a P3 opens no gate");
    }
  }

  private Cause cause() {
    return facts.alarm().cause();
  }

  private void checkLogs() {
    sheet.begin(P3Step.LOGS);
    sheet.publish();
    try {
      Inspection found = look();
      List<String> own = own(found);
      found.checked().forEach(line -> sheet.line(CaseDesk.MACHINE, line));
      sheet.done(
          P3Step.LOGS,
          own.isEmpty()
              ? "nothing of "
                  + cause().word()
                  + " is seen now: "
                  + String.join("; ", checked(found))
              : String.join("; ", own));
    } catch (ActivityFailure failed) {
      sheet.failed(P3Step.LOGS, "could not be checked: " + Fault.detailOf(failed));
    }
    sheet.publish();
  }

  private static List<String> checked(Inspection found) {
    return found.checked().isEmpty() ? List.of("nothing was checked") : found.checked();
  }

  private Inspection look() {
    MarketNow market;
    try {
      market = broker.market(facts.account());
    } catch (ActivityFailure silent) {
      market = null;
    }
    return upkeep.inspect(new Upkeep.Look(facts.policy(), market));
  }

  private List<String> own(Inspection found) {
    return found.defects().stream()
        .filter(each -> each.cause() == cause())
        .map(Defect::sentence)
        .toList();
  }

  /** Waits without end for a fix that holds; answers how it was made. */
  private String fix() {
    sheet.begin(P3Step.FIX);
    sheet.record(
        EntryKind.MAINTENANCE,
        CaseDesk.MACHINE,
        "queued for the next maintenance window",
        Figures.of("event", "queued", "cause", cause().word()));
    sheet.waiting(P3Step.FIX, "queued; waiting for the next maintenance window");
    desk().next("./tripline schedule list");
    while (true) {
      sheet.publish();
      Workflow.await(() -> !words.isEmpty() || facts.testimony().falseAlarm().isPresent());
      if (facts.testimony().falseAlarm().isPresent()) {
        String none = "a false alarm, by " + facts.testimony().falseAlarm().get().by();
        sheet.notApplicable(P3Step.FIX, none);
        return none;
      }
      Mended word = words.remove();
      String by = word.by() == null ? "somebody" : word.by();
      String detail = word.detail() == null ? "" : word.detail();
      String wrong = word.mended() ? stillWrong(by) : detail;
      if (wrong.isEmpty()) {
        facts.mitigated(RunSheet.now());
        sheet.done(P3Step.FIX, "by " + by + ": " + detail + "; looked again, it holds");
        return "mended by " + by + ": " + detail;
      }
      sheet.waiting(P3Step.FIX, "not mended: " + wrong);
      sheet.record(EntryKind.INCIDENT, by, "not mended: " + wrong, Figures.of());
      desk().next("./tripline incident handled " + facts.id() + " --as YOUR-NAME --reason \"how\"");
      desk().statusUpdate(Urgency.NOTIFY, "P3 needs a person: " + cause().word(), wrong);
    }
  }

  /** What is wrong all the same; empty when it holds. Unknown is no good news. */
  private String stillWrong(String by) {
    boolean machine = by.startsWith(MaintenanceWindow.idOf(facts.account()));
    try {
      return switch (cause()) {
        case LOG_CORRUPTED, MISSED_EXECUTION, CONFIG_DRIFT -> String.join("; ", own(look()));
        case SLIPPAGE_NOTE -> slippage();
        case DAILY_LOSS_SOFT -> softLoss();
        case DAILY_LOSS,
            API_ERRORS,
            SLIPPAGE,
            ACCOUNTING,
            EXPOSURE,
            ORDER_RATE,
            BROKER_ACCOUNT,
            MANUAL,
            SYSTEM_DOWN,
            WORKER_DOWN,
            NO_READINGS,
            DEAD_MAN,
            HIGH_SLIPPAGE,
            SLOW_FILLS,
            PARTIAL_FILLS,
            DRAWDOWN,
            POSITION_MISMATCH,
            ORDER_COLLAR,
            DATA_QUALITY,
            LOSS_STREAK,
            VOLATILITY,
            CLOCK ->
            machine ? "no machine can tell whether " + cause().word() + " is over" : "";
      };
    } catch (ActivityFailure failed) {
      return "could not be verified: " + Fault.detailOf(failed);
    }
  }

  /** Over with the first clean trading day: the guard lifts the block by itself. */
  private String softLoss() {
    GuardStatus status = halts.status(facts.account());
    return status.ladder() == Ladder.ENTRIES_BLOCKED ? "entries are still blocked" : "";
  }

  /** A founded one has a P2 of its own; on too few fills for that this is where it is looked at. */
  private String slippage() {
    SlippageView view = halts.status(facts.account()).slippage();
    if (view == null) {
      return "the guard says nothing of slippage";
    }
    boolean open =
        view.label().grade() == Grade.NOTE || (unprovenIsOpen && view.high() && !view.founded());
    return open ? view.label().sentence() : "";
  }

  @Override
  public void mended(@Nullable Mended word) {
    if (word != null) {
      words.add(word);
    }
  }
}
