package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.IncidentStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tells people, beside the procedure: nothing waits for a notice. Its outcome goes to the timeline.
 * Only for workflow threads.
 */
final class Announcements {
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.notice());
  private final Facts facts;
  private final RunSheet sheet;
  private boolean tellsAcknowledgement;
  private boolean promises;
  private boolean regradeOnce;
  private int told;
  private int underWay;

  Announcements(Facts facts, RunSheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
  }

  /** Sends one notice; {@code command} is what a person should type next, empty when nothing. */
  void tell(Urgency urgency, String headline, String text, String command) {
    tell(urgency, headline, text, command, stage(facts.status()), null);
  }

  /** The same when it is somebody's turn: who then hears it, however little urgent it is. */
  void tell(Urgency urgency, String headline, String text, String command, @Nullable Contact turn) {
    tell(urgency, headline, text, command, stage(facts.status()), turn);
  }

  /**
   * First in a run: histories from before know no notice of an acknowledgement, no promised update
   * and two notices of a regrade, and a version that is asked for within a message's handler lets
   * other threads run first.
   */
  void begin(CaseRules rules) {
    tellsAcknowledgement = rules.holds("acknowledgement-told");
    promises = rules.holds("promised-updates");
    regradeOnce = rules.holds("regrade-told-once");
  }

  /**
   * Whether this run promises the next update, escalates along the contacts, lets every
   * acknowledgement lapse and offers Broker Support.
   */
  boolean promises() {
    return promises;
  }

  /** Whether this run tells a person's regrade once: histories from before told it twice. */
  boolean tellsRegradeOnce() {
    return regradeOnce;
  }

  /** Says who has taken it, so that nobody else is paged. */
  void acknowledged(String by) {
    if (tellsAcknowledgement) {
      tell(
          Urgency.INFORM,
          "Acknowledged by " + by,
          "Incident " + facts.id() + ".",
          NextCommand.show(facts.id()),
          Stage.ACKNOWLEDGED,
          null);
    }
  }

  private void tell(
      Urgency urgency,
      String headline,
      String text,
      String command,
      Stage stage,
      @Nullable Contact turn) {
    told++;
    Notice notice =
        new Notice(
            facts.id() + "/notice-" + told,
            facts.account(),
            facts.id(),
            urgency,
            (facts.policy().drill() ? "DRILL " : "") + headline,
            text,
            command,
            facts.policy().drill(),
            stage,
            turn);
    sheet.record(
        EntryKind.NOTICE,
        CaseDesk.MACHINE,
        "telling people: " + notice.headline(),
        Figures.of("notice", notice.id(), "urgency", urgency.name()));
    underWay++;
    Async.procedure(() -> send(notice));
  }

  private static Stage stage(IncidentStatus status) {
    return switch (status) {
      case DECLARED -> Stage.DECLARED;
      case ACKNOWLEDGED -> Stage.ACKNOWLEDGED;
      case MITIGATED -> Stage.MITIGATED;
      case RESOLVED, IN_REVIEW, CLOSED, CANCELLED, MERGED -> Stage.RESOLVED;
    };
  }

  /** True when nothing is under way. */
  boolean quiet() {
    return underWay == 0;
  }

  private void send(Notice notice) {
    try {
      Notifier.Delivery delivery = notifier.tell(notice);
      if (delivery.delivered()) {
        sheet.line(CaseDesk.MACHINE, "told by " + delivery.channel() + ": " + notice.headline());
      } else {
        nobody(notice, delivery.detail());
      }
    } catch (ActivityFailure e) {
      nobody(notice, Fault.detailOf(e));
    } finally {
      underWay--;
    }
  }

  private void nobody(Notice notice, String why) {
    sheet.record(
        EntryKind.NOTICE,
        CaseDesk.MACHINE,
        "NOBODY COULD BE TOLD (" + why + "): " + notice.headline(),
        Figures.of("notice", notice.id(), "delivered", "false"));
    sheet.publish();
  }
}
