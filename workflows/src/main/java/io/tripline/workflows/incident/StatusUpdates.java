package io.tripline.workflows.incident;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Status updates in the words of the runbook's template. Each promises when the next one comes;
 * when that is due, one is sent with what is known, news or not. Without news the next promise is
 * for twice as long, so that a halt over a weekend fills neither a pager nor a history. One timer
 * at a time. For workflow threads.
 */
final class StatusUpdates {
  private static final int DOUBLED_AT_MOST = 3;

  private final Facts facts;
  private final Announcements announcements;
  private final Supplier<IncidentView> view;
  private @Nullable Instant due;
  private @Nullable Instant changedAt;
  private String told = "";
  private int promise;
  private int quiet;
  private boolean running;

  StatusUpdates(Facts facts, Announcements announcements, Supplier<IncidentView> view) {
    this.facts = facts;
    this.announcements = announcements;
    this.view = view;
  }

  /** Tells people of a change, and when they hear again at the latest. */
  void tell(Urgency urgency, String headline, String what) {
    quiet = 0;
    Instant next = announcements.promises() && !over() ? promised() : null;
    IncidentView now = view.get();
    remember(now);
    announcements.tell(
        urgency,
        headline,
        StatusUpdateText.of(now, what, next),
        urgency == Urgency.PAGE
            ? NextCommand.acknowledge(facts.id())
            : NextCommand.show(facts.id()));
  }

  /** When the next one comes; null before the first, and once it is over. */
  @Nullable Instant due() {
    return over() ? null : due;
  }

  /** How long the next one may take, after so many without news. */
  static Duration within(
      ResponsePolicy policy, Severity severity, IncidentStatus status, int withoutNews) {
    Duration usual = policy.updates().of(severity);
    boolean longer =
        status == IncidentStatus.MITIGATED && policy.updatesMitigated().compareTo(usual) > 0;
    return (longer ? policy.updatesMitigated() : usual)
        .multipliedBy(1L << Math.min(withoutNews, DOUBLED_AT_MOST));
  }

  private Instant promised() {
    Duration within = within(facts.policy().response(), facts.severity(), facts.status(), quiet);
    Instant at = RunSheet.now().plus(within);
    due = at;
    promise++;
    if (!running) {
      running = true;
      Async.procedure(this::keep);
    }
    return at;
  }

  private void keep() {
    while (!over()) {
      int mine = promise;
      Instant at = due == null ? RunSheet.now() : due;
      CancellationScope scope =
          Workflow.newCancellationScope(() -> {
            Promise<Void> timer =
                Workflow.newTimer(
                    Duration.ofSeconds(
                        Math.max(0, Duration.between(RunSheet.now(), at).toSeconds()) + 1),
                    TimerOptions.newBuilder().setSummary("the promised status update").build());
            Workflow.await(() -> timer.isCompleted() || mine != promise);
          });
      scope.run();
      scope.cancel();
      if (mine == promise && !over()) {
        keepPromise();
      }
    }
  }

  private void keepPromise() {
    IncidentView before = view.get();
    boolean news = !standing(before).equals(told);
    Instant since = changedAt == null ? before.milestones().detected() : changedAt;
    quiet = news ? 0 : quiet + 1;
    Instant next = promised();
    IncidentView now = view.get();
    if (news) {
      remember(now);
    }
    String what =
        news
            ? "Went on since " + Plain.time(since) + ", now at: " + at(now)
            : "No change since " + Plain.time(since) + ".";
    announcements.tell(
        facts.severity().compareTo(Severity.P1) > 0 ? Urgency.INFORM : Urgency.NOTIFY,
        facts.severity()
            + " "
            + now.status().templateWord().toLowerCase(Locale.ROOT)
            + (news ? ", goes on" : ", no change since " + Plain.time(since)),
        StatusUpdateText.of(now, what, next),
        now.acknowledgedBy() == null
            ? NextCommand.acknowledge(facts.id())
            : NextCommand.show(facts.id()));
  }

  private static String at(IncidentView view) {
    return view.steps().stream()
        .filter(step -> step.id().equals(view.step()))
        .map(step -> step.title() + (step.outcome().isEmpty() ? "" : ", " + step.outcome()))
        .findFirst()
        .orElse("its beginning");
  }

  private void remember(IncidentView now) {
    told = standing(now);
    changedAt = RunSheet.now();
  }

  /** What is no news: where it stands, and where each step does. */
  private static String standing(IncidentView view) {
    StringBuilder text = new StringBuilder();
    text.append(view.severity()).append(view.status()).append(view.acknowledgedBy());
    view.steps().forEach(step -> text.append('|').append(step.state()).append(step.outcome()));
    return text.toString();
  }

  private boolean over() {
    return switch (facts.status()) {
      case DECLARED, ACKNOWLEDGED, MITIGATED -> false;
      case RESOLVED, IN_REVIEW, CLOSED, CANCELLED, MERGED -> true;
    };
  }
}
