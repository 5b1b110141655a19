package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.killswitch.CauseRules;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.runbook.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Refuses messages that are malformed, before anything is written: a component that JSON left out
 * is null whatever the record says, and would block the guard's workflow task in a handler.
 */
final class MessageChecks {
  private MessageChecks() {}

  static void trip(@Nullable TripRequest request, @Nullable AccountName account) {
    if (request == null || blank(request.by())) {
      throw new Refusal("by: missing; say who trips it, such as {\"by\":\"alice\"}");
    }
    if (blank(request.reason()) && request.observation() == null) {
      throw new Refusal("reason: missing; say why, such as {\"reason\":\"strange fills\"}");
    }
    if (request.account() != null && account != null && !request.account().equals(account)) {
      throw new Refusal("account: must be " + account + ", was " + request.account());
    }
    String incident = request.incident();
    if (incident != null && !incident.matches("incident-[a-z0-9-]+")) {
      throw new Refusal("incident: must look like incident-<account>-<cause>-<day>-<n>");
    }
    if (request.observation() != null
        && (request.observation().marketAt() == null || request.observation().inputs() == null)) {
      throw new Refusal("observation: needs reading, limit, inputs, marketAt and at");
    }
  }

  static void permit(@Nullable PermitRequest request) {
    require(
        request != null && !blank(request.requestId()) && !blank(request.asker()),
        "requestId, asker");
    require(request != null && request.intent() != null, "intent");
  }

  static void settle(@Nullable Settlement settlement) {
    require(
        settlement != null && settlement.permit() != null && settlement.outcome() != null,
        "permit, outcome");
    OrderEnd end = settlement == null ? null : settlement.end();
    require(
        end == null
            || (end.order() != null
                && end.ordered() != null
                && end.filled() != null
                && end.marketAt() != null),
        "end.order, end.ordered, end.filled, end.marketAt");
  }

  static void suspect(@Nullable Suspicion suspicion) {
    require(suspicion != null, "suspected");
  }

  static void assess(@Nullable Assessment assessment) {
    require(
        assessment != null
            && assessment.judgement() != null
            && assessment.judgement().verdict() != null
            && assessment.judgement().lossFraction() != null,
        "epoch, judgement");
  }

  static void reset(@Nullable ResetRequest request) {
    require(
        request != null
            && !blank(request.requestId())
            && !blank(request.incident())
            && !blank(request.reason())
            && request.by() != null,
        "requestId, incident, by, reason");
  }

  /** In the handler: a person who stops a guard is answered by a fault, as ever. */
  static void stop(@Nullable GuardStop request) {
    if (request == null || blank(request.by()) || blank(request.reason())) {
      throw Fault.INVALID_INPUT.failure("by and reason are needed to stop a guard");
    }
  }

  static void switches(@Nullable SwitchTable table) {
    require(table != null, "readings");
    require(
        table != null
            && table.readings().stream()
                .allMatch(each -> each != null && each.wish() != null && whole(each.observation())),
        "wish, observation");
  }

  private static boolean whole(@Nullable Observation seen) {
    return seen != null
        && seen.killSwitch() != null
        && seen.check() != null
        && seen.reading() != null
        && seen.limit() != null
        && seen.inputs() != null
        && seen.at() != null
        && seen.marketAt() != null;
  }

  static void unblock(@Nullable UnblockRequest request) {
    require(request != null && request.killSwitch() != null, "killSwitch");
    require(request != null && !blank(request.by()), "by");
    require(request != null && !blank(request.reason()), "reason");
  }

  static void declare(@Nullable DeclareRequest request) {
    require(request != null && request.severity() != null, "severity");
    require(request != null && request.cause() != null, "cause");
    require(request != null && !blank(request.by()), "by");
    require(request != null && !blank(request.reason()), "reason");
    if (request != null && request.severity() == Severity.P1) {
      throw new Refusal("severity: must be P0, P2 or P3, was P1; a P1 is declared by a trip");
    }
    if (request != null && request.severity() != null && request.cause() != null) {
      CauseRules.against(request.severity(), request.cause())
          .ifPresent(why -> {
            throw new Refusal(why);
          });
    }
  }

  static void limit(@Nullable LimitRequest request) {
    require(request != null && !blank(request.name()), "name");
    require(request != null && !blank(request.value()), "value");
    require(request != null && !blank(request.by()), "by");
    require(request != null && !blank(request.reason()), "reason");
    LimitRequest.Approval approval = request == null ? null : request.approval();
    require(
        approval == null
            || (!blank(approval.gate())
                && approval.by() != null
                && approval.by().stream().noneMatch(MessageChecks::blank)),
        "approval.gate, approval.by");
  }

  static void configure(@Nullable AccountPolicy policy) {
    require(
        policy != null
            && policy.account() != null
            && policy.limits() != null
            && policy.session() != null
            && policy.scope() != null
            && policy.approvals() != null,
        "account, limits, session, scope, approvals");
  }

  private static void require(boolean holds, String names) {
    if (!holds) {
      throw new Refusal(names + ": missing");
    }
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
