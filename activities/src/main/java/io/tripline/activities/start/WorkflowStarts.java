package io.tripline.activities.start;

import static io.tripline.workflows.journal.SearchAttributes.ACCOUNT;
import static io.tripline.workflows.journal.SearchAttributes.INCIDENT_CAUSE;
import static io.tripline.workflows.journal.SearchAttributes.INCIDENT_SEVERITY;
import static io.tripline.workflows.journal.SearchAttributes.INCIDENT_STATUS;
import static io.tripline.workflows.journal.SearchAttributes.LADDER_STATE;
import static io.tripline.workflows.journal.SearchAttributes.SYMBOL;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.tripline.workflows.TaskQueues;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.incident.ReviewOrder;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.limits.LimitChange;
import io.tripline.workflows.review.PostIncidentReview;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import io.tripline.workflows.session.TradingSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The options under which guard, session, flatten and incident start: id, queue, policies, texts
 * and search attributes. A start that finds its procedure running joins it (conflict: use
 * existing).
 */
public final class WorkflowStarts {
  /**
   * With the worker's sticky time-out of 1 s this lets a standby worker answer for a dead one
   * within 3 s; one alone does not help.
   */
  public static final Duration TASK_TIMEOUT = Duration.ofSeconds(2);

  /** What the Temporal UI shows of a summary; longer ones are cut here. */
  private static final int SUMMARY_BYTES = 200;

  private WorkflowStarts() {}

  /** The account's guard; after its end another may start. */
  public static WorkflowOptions guard(AccountPolicy policy) {
    return options(
            AccountGuard.idOf(policy.account()),
            TaskQueues.RESPONSE,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(summary("Guards " + policy.account() + " (" + environment(policy) + ")"))
        .setStaticDetails(
            details(
                policy,
                "Holds the halt latch, the ladder and the permits of account "
                    + policy.account()
                    + ", and watches it.",
                "tripline guard status --account " + policy.account()))
        .setTypedSearchAttributes(
            account(policy.account()).set(LADDER_STATE, Ladder.HALTED.name()).build())
        .build();
  }

  /**
   * A day's session, or one pass of it; after its end another run may start, and reads the day's
   * orders first.
   *
   * @param tradingDay such as {@code 2026-11-27}
   */
  public static WorkflowOptions session(AccountPolicy policy, String tradingDay, boolean once) {
    String what =
        "Trades "
            + policy.session().symbol()
            + " with "
            + policy.session().strategy()
            + " on "
            + tradingDay
            + (once ? ", one pass" : ", the whole day");
    return options(
            TradingSession.idOf(policy.account(), tradingDay),
            TaskQueues.TRADING,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(summary(what + " (" + environment(policy) + ")"))
        .setStaticDetails(
            details(
                policy,
                what + " for account " + policy.account() + ".",
                "tripline session status --account " + policy.account()))
        .setTypedSearchAttributes(
            account(policy.account()).set(SYMBOL, policy.session().symbol().value()).build())
        .build();
  }

  /** The account's flatten; after its end another may start. */
  public static WorkflowOptions flatten(AccountPolicy policy) {
    return options(
            Flatten.idOf(policy.account()),
            TaskQueues.RESPONSE,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(
            summary(
                "Proves "
                    + policy.account()
                    + " flat: "
                    + policy.scope().describe()
                    + " ("
                    + environment(policy)
                    + ")"))
        .setStaticDetails(
            details(
                policy,
                "Cancels, closes and proves account "
                    + policy.account()
                    + " flat; in scope: "
                    + policy.scope().describe()
                    + ".",
                "tripline status --account " + policy.account()))
        .setTypedSearchAttributes(account(policy.account()).build())
        .build();
  }

  /** The incident that the guard declares. */
  public static WorkflowOptions incident(IncidentBrief brief) {
    return incident(
        brief.policy(),
        brief.id(),
        brief.killSwitch().severity(),
        brief.killSwitch().cause(),
        brief.killSwitch().title() + ": " + brief.reason());
  }

  /** The incident that an alarm declares. */
  public static WorkflowOptions incident(Alarm alarm) {
    return incident(alarm.policy(), alarm.id(), alarm.severity(), alarm.cause(), alarm.reason());
  }

  /** The account's change of a limit; after its end another may start. */
  public static WorkflowOptions limitChange(AccountPolicy policy, String name, String value) {
    String what = "Changes " + name + " of " + policy.account() + " to " + value;
    return options(
            LimitChange.idOf(policy.account()),
            TaskQueues.RESPONSE,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(summary(what + " (" + environment(policy) + ")"))
        .setStaticDetails(
            details(
                policy,
                what + "; a looser value waits for people.",
                "tripline killswitch status --account " + policy.account()))
        .setTypedSearchAttributes(account(policy.account()).build())
        .build();
  }

  /**
   * An incident under its id, which is used once: a late repeat of its declaration finds it closed
   * and changes nothing. Where the account stands is the guard's to say: a copy would grow stale.
   */
  public static WorkflowOptions incident(
      AccountPolicy policy, IncidentId id, Severity severity, Cause cause, String headline) {
    SearchAttributes.Builder attributes =
        account(policy.account())
            .set(INCIDENT_SEVERITY, severity.name())
            .set(INCIDENT_STATUS, IncidentStatus.DECLARED.name())
            .set(INCIDENT_CAUSE, cause.word());
    return options(
            id.value(),
            TaskQueues.RESPONSE,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setStaticSummary(
            summary(
                severity
                    + " "
                    + severity.category()
                    + ", "
                    + policy.account()
                    + " ("
                    + environment(policy)
                    + "): "
                    + headline))
        .setStaticDetails(
            details(
                policy,
                severity + " " + severity.category() + ": " + headline,
                "tripline incident show " + id))
        .setTypedSearchAttributes(attributes.build())
        .build();
  }

  /**
   * The review of an incident; one whose run was lost may start anew, it reads the journal.
   *
   * @param where environment of the account, such as {@code PAPER}; empty when it is not known
   */
  public static WorkflowOptions review(
      AccountName account, IncidentId incident, Severity severity, String where) {
    String what = "Post-incident review of " + incident;
    SearchAttributes.Builder attributes =
        account(account)
            .set(INCIDENT_SEVERITY, severity.name())
            .set(INCIDENT_STATUS, IncidentStatus.IN_REVIEW.name());
    incident.cause().ifPresent(cause -> attributes.set(INCIDENT_CAUSE, cause.word()));
    return options(
            PostIncidentReview.idOf(incident.value()),
            TaskQueues.RESPONSE,
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setStaticSummary(summary(what + (where.isEmpty() ? "" : " (" + where + ")")))
        .setStaticDetails(
            (where.contains("DRILL") ? "**DRILL: a rehearsal on a simulated broker.** " : "")
                + escaped(what)
                + ": causes, lessons and action items; the incident is closed when it is signed."
                + "\n\n- command: `tripline review show "
                + incident
                + "`\n")
        .setTypedSearchAttributes(attributes.build())
        .build();
  }

  /** The review that an incident asks for. */
  public static WorkflowOptions review(ReviewOrder order) {
    return review(
        order.policy().account(),
        new IncidentId(order.incident()),
        order.severity(),
        environment(order.policy()));
  }

  private static WorkflowOptions.Builder options(
      String id, String queue, WorkflowIdReusePolicy reuse) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(queue)
        .setWorkflowIdReusePolicy(reuse)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowTaskTimeout(TASK_TIMEOUT);
  }

  private static SearchAttributes.Builder account(AccountName account) {
    return SearchAttributes.newBuilder().set(ACCOUNT, account.value());
  }

  private static String environment(AccountPolicy policy) {
    return policy.environment() + (policy.drill() ? ", DRILL" : "");
  }

  private static String details(AccountPolicy policy, String what, String command) {
    return (policy.drill() ? "**DRILL: a rehearsal on a simulated broker.** " : "")
        + escaped(what)
        + "\n\n- environment: "
        + policy.environment()
        + "\n- configuration: "
        + policy.configurationHash()
        + "\n- command: `"
        + command
        + "`\n";
  }

  /** The UI renders some HTML, and a reason is somebody's text. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('\n', ' ');
  }

  private static String summary(String text) {
    String line = escaped(text);
    while (line.getBytes(StandardCharsets.UTF_8).length > SUMMARY_BYTES) {
      line = line.substring(0, line.length() - 2) + "…";
    }
    return line;
  }
}
