package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowLock;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.guard.Assessment;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.incident.CaseWord.Verb;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.LossJudgement;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what people ask of an incident, one request after the other, and records each with
 * its name and reason, refused ones too. For the threads of message handlers.
 */
final class CaseVerbs {
  private static final int REMEMBERED = 200;

  private final Halts books =
      Workflow.newActivityStub(Halts.class, Policies.answering(Policies.books()));
  private final WorkflowLock turn = Workflow.newWorkflowLock();
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Supplier<Course> course;
  private final Regrading regrading;
  private final Map<String, Said> answered = new LinkedHashMap<>();
  private int escalations;

  /**
   * @param course of the document that the incident goes through now
   */
  CaseVerbs(CaseDesk desk, Supplier<Course> course) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.course = course;
    this.regrading = new Regrading(desk);
  }

  /** For validators: throws what is malformed. */
  static void check(Verb verb, @Nullable CaseRequest request) {
    CaseWord.of(verb, request);
  }

  /** Answers in words; throws the failure of a fault when it is refused. */
  String update(Verb verb, @Nullable CaseRequest request) {
    CaseWord word;
    try {
      word = CaseWord.of(verb, request);
    } catch (Refusal e) {
      throw Fault.INVALID_INPUT.failure(String.valueOf(e.getMessage()));
    }
    return take(verb, word, "update").orThrow();
  }

  /** Never throws; a refusal shows on the run sheet and is told. */
  void signal(Verb verb, @Nullable CaseRequest request) {
    try {
      Said said = take(verb, CaseWord.of(verb, request), "signal");
      if (said instanceof Said.Refused refused && facts.knownPolicy().isPresent() && !desk.over()) {
        desk.announcements()
            .tell(
                Urgency.NOTIFY,
                "A request was refused: " + verb.word() + ", " + refused.fault(),
                Plain.line(refused.sentence(), 300),
                NextCommand.show(facts.id()));
        sheet.publish();
      }
    } catch (Refusal e) {
      sheet.record(
          EntryKind.INCIDENT,
          "unknown",
          verb.word() + " could not be read: " + e.getMessage(),
          Figures.of("via", "signal"));
    }
  }

  private Said take(Verb verb, CaseWord word, String via) {
    Workflow.await(() -> desk.knownGate().isPresent() || desk.over());
    if (desk.rules().has(CaseRules.FREE_VERBS) && asksNobody(verb)) {
      return answer(verb, word, via);
    }
    turn.lock();
    desk.busy(true);
    try {
      return answer(verb, word, via);
    } finally {
      desk.busy(false);
      turn.unlock();
    }
  }

  /** What is only recorded and told needs no turn: a request before it may wait for the guard. */
  private static boolean asksNobody(Verb verb) {
    return switch (verb) {
      case CAUSE, ESCALATE -> true;
      case REGRADE, VERDICT, RETRY, RESOLVE, ASK -> false;
    };
  }

  private Said answer(Verb verb, CaseWord word, String via) {
    String key = word.requestId() == null ? null : verb + "/" + word.requestId();
    Said known = key == null ? null : answered.get(key);
    if (known != null) {
      return known;
    }
    Said said =
        desk.closing()
            ? new Said.Refused(Fault.TOO_LATE, "the incident is over: " + facts.status())
            : carryOut(verb, word);
    if (said instanceof Said.Refused refused) {
      recordRefusal(verb, word, refused, via);
    }
    if (key != null && answered.size() < REMEMBERED) {
      answered.put(key, said);
    }
    sheet.publish();
    return said;
  }

  private void recordRefusal(Verb verb, CaseWord word, Said.Refused refused, String via) {
    sheet.record(
        EntryKind.INCIDENT,
        word.by().shown(),
        verb.word()
            + " REFUSED, asked by "
            + word.by()
            + (word.reason().isEmpty() ? "" : " (" + word.reason() + ")")
            + ": "
            + refused.sentence(),
        Figures.of("asked", verb.word(), "refused", refused.fault().name(), "via", via));
  }

  private Said carryOut(Verb verb, CaseWord word) {
    return switch (verb) {
      case REGRADE -> regrading.to(word.severity().orElseThrow(), word.by(), word.reason());
      case VERDICT -> judge(word, word.verdict().orElseThrow());
      case CAUSE -> cause(word);
      case ESCALATE -> escalate(word);
      case RETRY -> retry(word);
      case RESOLVE -> word.falseAlarm() ? falseAlarm(word) : over(word);
      case ASK -> course.get().ask(word.by(), word.reason());
    };
  }

  /** It can only be stricter than the machine: it stops no flatten and opens no auto-reset. */
  private Said judge(CaseWord word, LossVerdict verdict) {
    if (!facts.dailyLoss()) {
      return Said.notReady("no loss is judged in this incident");
    }
    String by = word.by().shown();
    facts.testimony().judged(verdict, by, word.reason(), RunSheet.now());
    sheet.record(
        EntryKind.VERDICT,
        by,
        by + " judges the loss " + verdict + ": " + word.reason(),
        Figures.of("person", by, "verdict", verdict.name()));
    askAnew(by + " judged the loss " + verdict);
    String machine = facts.judgement().map(each -> each.verdict().name()).orElse("nothing yet");
    if (verdict == LossVerdict.REAL && facts.verdictIs(LossVerdict.DATA)) {
      return tellGuard(by, word.reason());
    }
    return new Said.Done(
        "Recorded; the machine says "
            + machine
            + ". "
            + (verdict == LossVerdict.DATA
                ? "The halt stays, a flatten goes on, and people decide on the reset."
                : "Nothing is loosened by it."));
  }

  /** Not as REAL: what a person says must not lead to the reset without people. */
  private Said tellGuard(String by, String reason) {
    LossJudgement machine = facts.judgement().orElseThrow();
    LossJudgement doubted =
        new LossJudgement(
            LossVerdict.UNDETERMINED,
            machine.checks(),
            machine.lossFraction(),
            machine.marketAt(),
            by + " says that the loss is real: " + reason);
    try {
      books.assess(new Halts.LaterVerdict(facts.account(), new Assessment(facts.epoch(), doubted)));
      return new Said.Done(
          "Recorded; the machine says DATA. The guard was told and asks for flat where the switch"
              + " does.");
    } catch (ActivityFailure e) {
      return new Said.Refused(
          Fault.of(e).orElse(Fault.NO_GUARD),
          "recorded, but the guard could not be told: " + Fault.detailOf(e));
    }
  }

  private Said cause(CaseWord word) {
    String by = word.by().shown();
    Cause known = word.cause().orElse(null);
    PeoplesWords.StatedCause stated =
        new PeoplesWords.StatedCause(known, word.text(), by, RunSheet.now());
    facts.testimony().cause(stated);
    sheet.record(
        EntryKind.INCIDENT,
        by,
        "root cause as stated by " + by + ": " + stated.sentence(),
        Figures.of("rootCause", stated.sentence(), "person", by));
    return new Said.Done(
        "Recorded; report and review show it, the review confirms or corrects it.");
  }

  private Said escalate(CaseWord word) {
    escalations++;
    Optional<Contact> next = desk.acknowledgement().nextTurn();
    String whom =
        next.map(ContactTable::shown).orElse("whoever reads this: no contact is configured");
    sheet.record(
        EntryKind.INCIDENT,
        word.by().shown(),
        "escalated by " + word.by() + " to " + whom + ": " + word.reason(),
        Figures.of("escalation", String.valueOf(escalations)));
    desk.announcements()
        .tell(
            Urgency.PAGE,
            facts.severity() + " ESCALATED by " + word.by(),
            "Now for " + whom + ". " + word.reason() + ". " + facts.id() + " is " + facts.status(),
            NextCommand.acknowledge(facts.id()),
            next.orElse(null));
    return new Said.Done("Paging now: " + whom + ".");
  }

  private Said retry(CaseWord word) {
    Said said = course.get().retry(word.by(), word.reason());
    if (said instanceof Said.Done) {
      sheet.record(
          EntryKind.INCIDENT,
          word.by().shown(),
          "told by " + word.by() + " to try again at once: " + word.reason(),
          Figures.of("asked", "retry"));
    }
    return said;
  }

  private Said falseAlarm(CaseWord word) {
    if (facts.testimony().falseAlarm().isPresent()) {
      return new Said.Done("That was said before.");
    }
    var against = course.get().againstFalseAlarm();
    if (against.isPresent()) {
      return Said.notReady("not ended as a false alarm: " + against.get());
    }
    String by = word.by().shown();
    facts.testimony().falseAlarm(new PeoplesWords.Claim(by, word.reason(), RunSheet.now()));
    sheet.record(
        EntryKind.INCIDENT,
        by,
        by + " says that it was a false alarm: " + word.reason(),
        Figures.of("falseAlarm", "said", "person", by));
    askAnew(by + " says that it was a false alarm");
    desk.nudge();
    return new Said.Done(
        facts.knownBrief().isPresent()
            ? "Recorded. That lifts no halt: once named people reset it, the incident is cancelled"
                + " as a false alarm, without a review."
            : "Recorded; the incident is cancelled as a false alarm, without a review.");
  }

  private Said over(CaseWord word) {
    var against = course.get().againstResolution(word.by(), word.reason());
    if (against.isPresent()) {
      return Said.notReady("not resolved: " + against.get());
    }
    String by = word.by().shown();
    facts.testimony().over(new PeoplesWords.Claim(by, word.reason(), RunSheet.now()));
    sheet.record(
        EntryKind.INCIDENT,
        by,
        by + " says that it is over: " + word.reason(),
        Figures.of("asked", "resolve", "person", by));
    desk.nudge();
    return new Said.Done("Taken: nothing speaks against it; it is verified and resolved.");
  }

  /** Who decides must have all of it in front of them. */
  private void askAnew(String why) {
    if (desk.knownGate().orElse(null) instanceof ResetGate gate) {
      gate.askAnew(why + ": people are asked anew");
    }
  }
}
