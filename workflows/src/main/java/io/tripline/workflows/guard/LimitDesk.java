package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.PlanDigest;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.LimitAnswer.Outcome;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.LimitsInForce;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sets limits while the account runs: a stricter one at once, a looser one only with a gate's
 * approval, and never beyond a hard cap. For workflow threads.
 */
final class LimitDesk {
  private final Journal first = Workflow.newActivityStub(Journal.class, Policies.journalFirst());
  private final GuardBooks books;
  private final Map<String, LimitAnswer> answered = new LinkedHashMap<>();

  LimitDesk(GuardBooks books) {
    this.books = books;
  }

  /** What became of it, and the policy that holds from now on. */
  record Set(LimitAnswer answer, AccountPolicy policy) {}

  /** Sets one limit; the same request again gets its answer. Throws the failure of a fault. */
  Set set(LimitRequest request, AccountPolicy policy) {
    String requestId = request.requestId();
    LimitAnswer known = requestId == null ? null : answered.get(requestId);
    if (known != null) {
      return new Set(known, policy);
    }
    Set set = decide(request, policy);
    if (requestId != null) {
      answered.put(requestId, set.answer());
    }
    return set;
  }

  private Set decide(LimitRequest request, AccountPolicy policy) {
    LimitsInForce before = books.limits(policy);
    LimitName name;
    Limits next;
    BigDecimal value;
    try {
      name = LimitName.parse(String.valueOf(request.name()));
      value = name.read(String.valueOf(request.value()));
      next = name.set(before.limits(), value);
    } catch (IllegalArgumentException e) {
      throw Fault.INVALID_INPUT.failure(String.valueOf(e.getMessage()));
    }
    String was = name.shown(before.limits());
    String wanted = name.shown(next);
    if (name.of(before.limits()).compareTo(name.of(next)) == 0) {
      return new Set(
          answer(Outcome.UNCHANGED, name, was, wanted, name.key() + " is " + was + " already"),
          policy);
    }
    if (request.expected() != null && !request.expected().equals(was)) {
      throw Fault.TOO_LATE.failure(
          name.key() + " is " + was + " by now, not " + request.expected() + ": look again");
    }
    boolean looser = name.looser(before.limits(), next);
    LimitRequest.Approval approval = request.approval();
    if (looser && approval == null) {
      return new Set(
          answer(
              Outcome.NEEDS_APPROVAL,
              name,
              was,
              wanted,
              name.key() + " " + was + " -> " + wanted + " is looser: people must approve it"),
          policy);
    }
    if (looser && approval != null) {
      enough(approval, policy.approvals());
    }
    LimitOverride change = change(request, name, value, before, approval);
    Entry entry = entry(request, change, was, wanted);
    if (looser) {
      try {
        first.append(new Journal.Entries(List.of(entry)));
      } catch (ActivityFailure e) {
        throw Fault.JOURNAL_UNAVAILABLE.failure("the journal did not take the change in time");
      }
      if (!before.equals(books.limits(policy))) {
        throw Fault.TOO_LATE.failure("the limits changed while this was written down; look again");
      }
    } else {
      books.journal.addAs(
          entry.id(), EntryKind.LIMIT, null, entry.actor(), null, entry.text(), entry.data());
    }
    books.limits = before.with(change);
    AccountPolicy after = inForce(policy, books.limits(policy));
    books.note("configuration " + after.configurationHash() + " is in force: " + entry.text());
    return new Set(answer(Outcome.APPLIED, name, was, wanted, entry.text()), after);
  }

  /** Takes a changed file: people's changes stay, and of both the stricter holds. */
  AccountPolicy configure(AccountPolicy next, AccountPolicy policy) {
    LimitsInForce before = books.limits(policy);
    LimitsInForce after = before.configuredAs(next.limits(), next.configurationHash());
    Optional<String> looser = LimitName.firstLooser(before.limits(), after.limits());
    if (looser.isPresent()) {
      throw Fault.NOT_READY.failure(
          looser.get()
              + ": a looser limit needs a gate: tripline killswitch limit set, or stop the guard"
              + " while flat to start it anew");
    }
    books.limits = after;
    return inForce(next, after);
  }

  /** What the journal knows of changes that people made under an earlier guard. */
  AccountPolicy remember(List<LimitOverride> past, AccountPolicy policy) {
    if (past.isEmpty()) {
      return policy;
    }
    LimitsInForce known = books.limits(policy);
    for (LimitOverride each : past) {
      known = known.with(each);
    }
    books.limits = known;
    return inForce(policy, known);
  }

  private static AccountPolicy inForce(AccountPolicy policy, LimitsInForce limits) {
    StringBuilder all = new StringBuilder(limits.configuredHash());
    for (LimitName name : LimitName.values()) {
      all.append('\n').append(name.key()).append('=').append(name.shown(limits.limits()));
    }
    return policy.with(
        limits.limits(),
        limits.overrides().isEmpty() ? limits.configuredHash() : PlanDigest.of(all.toString()));
  }

  /** The gate counted the names; this only refuses what no gate of this policy can have said. */
  private static void enough(LimitRequest.Approval approval, ApprovalPolicy policy) {
    if (!policy.satisfiedBy(approval.by())) {
      throw Fault.NOT_PERMITTED.failure(
          "a looser limit needs " + policy.names() + " names of the list; it has " + approval.by());
    }
  }

  private LimitOverride change(
      LimitRequest request,
      LimitName name,
      BigDecimal value,
      LimitsInForce before,
      LimitRequest.@Nullable Approval approval) {
    return new LimitOverride(
        name,
        value,
        name.of(before.configured()),
        approval == null ? List.of(String.valueOf(request.by()).strip()) : approval.by(),
        String.valueOf(request.reason()).strip(),
        approval == null ? null : approval.gate(),
        books.now());
  }

  private Entry entry(LimitRequest request, LimitOverride change, String was, String wanted) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("name", change.name().key());
    data.put("before", was);
    data.put("after", wanted);
    data.put("value", change.value().toPlainString());
    data.put("configured", change.configuredThen().toPlainString());
    data.put("by", String.join(", ", change.by()));
    data.put("reason", change.reason());
    if (change.gate() != null) {
      data.put("gate", change.gate());
    }
    String who = String.join(" and ", change.by());
    String id =
        request.requestId() == null ? Workflow.randomUUID().toString() : request.requestId();
    return new Entry(
        "limit/" + books.account + "/" + id,
        books.account,
        EntryKind.LIMIT,
        books.now(),
        null,
        null,
        who,
        "limit %s %s -> %s by %s: %s"
            .formatted(change.name().key(), was, wanted, who, change.reason()),
        data);
  }

  private static LimitAnswer answer(
      Outcome outcome, LimitName name, String before, String after, String sentence) {
    return new LimitAnswer(outcome, name.key(), before, after, sentence);
  }
}
