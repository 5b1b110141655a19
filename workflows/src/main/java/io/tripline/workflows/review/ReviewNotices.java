package io.tripline.workflows.review;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.IncidentNotice;
import io.tripline.workflows.incident.Figures;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;

/** Tells people and the guard, beside the procedure: nothing waits for it. For workflow threads. */
final class ReviewNotices {
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.notice());
  private final Halts books = Workflow.newActivityStub(Halts.class, Policies.books());
  private final String incident;
  private final AccountPolicy policy;
  private final JournalQueue journal;
  private int underWay;

  ReviewNotices(String incident, AccountPolicy policy, JournalQueue journal) {
    this.incident = incident;
    this.policy = policy;
    this.journal = journal;
  }

  /** Sends one notice; {@code what} makes its id, so that the same thing is told once. */
  void tell(String what, Urgency urgency, String headline, String text, String command) {
    Notice notice =
        new Notice(
            PostIncidentReview.idOf(incident) + "/" + what,
            policy.account(),
            incident,
            urgency,
            (policy.drill() ? "DRILL " : "") + headline,
            text,
            command,
            policy.drill());
    journal.add(
        EntryKind.NOTICE,
        incident,
        "telling people: " + notice.headline(),
        Figures.of("notice", notice.id(), "urgency", urgency.name()));
    underWay++;
    Async.procedure(() -> send(notice));
  }

  /** Tells the guard that people have looked into the incident. */
  void tellGuard(String by) {
    IncidentNotice notice =
        new IncidentNotice(policy.account(), incident, IncidentStatus.CLOSED, by);
    underWay++;
    Async.procedure(() -> {
      try {
        books.incident(notice);
      } catch (ActivityFailure e) {
        journal.add(
            EntryKind.NOTICE,
            incident,
            "the guard could not be told that the review is signed: " + Fault.detailOf(e),
            Figures.of());
      } finally {
        underWay--;
      }
    });
  }

  /** True when nothing is under way. */
  boolean quiet() {
    return underWay == 0;
  }

  private void send(Notice notice) {
    try {
      Notifier.Delivery delivery = notifier.tell(notice);
      if (!delivery.delivered()) {
        nobody(notice, delivery.detail());
      }
    } catch (ActivityFailure e) {
      nobody(notice, Fault.detailOf(e));
    } finally {
      underWay--;
    }
  }

  private void nobody(Notice notice, String why) {
    journal.add(
        EntryKind.NOTICE,
        incident,
        "NOBODY COULD BE TOLD (" + why + "): " + notice.headline(),
        Figures.of("notice", notice.id(), "delivered", "false"));
  }
}
