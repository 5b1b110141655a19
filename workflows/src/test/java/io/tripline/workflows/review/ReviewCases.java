package io.tripline.workflows.review;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.ReviewPolicy;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An incident that is resolved: tripped on a Tuesday, answered by alice, reset on Wednesday. */
final class ReviewCases {
  static final AccountName ACCOUNT = new AccountName("paper");
  static final String INCIDENT = "incident-paper-daily-loss-2026-11-24-1";
  static final Instant RESOLVED = Instant.parse("2026-11-25T14:31:00Z");
  static final Instant BEGUN = RESOLVED.plusSeconds(5);

  private ReviewCases() {}

  static AccountPolicy policy(String... roster) {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(List.of(roster).stream().map(Approver::new).toList()),
        List.of(),
        Duration.ofHours(1),
        true,
        true,
        "cafe0123",
        true,
        "",
        "default",
        new ReviewPolicy(Duration.ofDays(5), Duration.ofDays(1)));
  }

  static Entry entry(String id, EntryKind kind, String at, String actor, Map<String, String> data) {
    return new Entry(
        id, ACCOUNT, kind, Instant.parse(at), null, INCIDENT, actor, id + " by " + actor, data);
  }

  /** What the journal holds when the incident has been resolved. */
  static List<Entry> past() {
    List<Entry> past = new ArrayList<>();
    past.add(
        entry(
            "declared",
            EntryKind.INCIDENT,
            "2026-11-24T15:00:02Z",
            "the incident",
            Map.of(
                "milestone", "declared",
                "severity", "P1",
                "detectedAt", "2026-11-24T15:00:00Z")));
    past.add(milestone("acknowledged", "2026-11-24T15:04:00Z", "alice"));
    past.add(milestone("mitigated", "2026-11-24T15:00:40Z", "the incident"));
    past.add(
        entry(
            "approve reset-1",
            EntryKind.DECISION,
            "2026-11-24T16:00:00Z",
            "bob",
            Map.of("gate", "reset-1")));
    past.add(milestone("resolved", RESOLVED.toString(), "the incident"));
    past.add(
        entry(
            "report",
            EntryKind.REPORT,
            "2026-11-25T14:31:01Z",
            INCIDENT,
            Map.of("path", "reports/" + INCIDENT + ".md", "digest", "0123456789abcdef")));
    return past;
  }

  static Entry milestone(String milestone, String at, String actor) {
    return entry(milestone, EntryKind.INCIDENT, at, actor, Map.of("milestone", milestone));
  }

  static Entry ended(String status) {
    return entry(
        "ended", EntryKind.INCIDENT, "2026-11-25T15:00:00Z", "x", Map.of("status", status));
  }

  static Contribution says(String what, String by, String text) {
    return new Contribution(null, what, text, by, what.equals("runbook") ? true : null);
  }

  static ActionRequest adds(String by, String text, @Nullable String owner, @Nullable String due) {
    return new ActionRequest(null, "add", null, text, owner, due, by);
  }

  static ActionRequest done(String by, int number) {
    return new ActionRequest(null, "done", number, "shipped", null, null, by);
  }
}
