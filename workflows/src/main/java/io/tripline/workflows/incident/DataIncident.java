package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.Block;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Halts;
import io.tripline.workflows.guard.SwitchState;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.P2Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A P2 about market data that can't be believed (K5): what was seen, whether the market explains
 * it, and the wait until the guard's own clean looks lift the block. People may end the incident
 * sooner, or make it graver; the block is the guard's, and only clean data lift it. For workflow
 * threads.
 */
final class DataIncident {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration MOST = Duration.ofMinutes(15);

  /** Whatever people say of the incident, the block is not theirs to lift. */
  private static final String BLOCK = "; a block by K5 lifts " + KillSwitch.K5.ends();

  private static final String LOOK = "before looking at the block again";

  private final Halts halts = Workflow.newActivityStub(Halts.class, Policies.status());
  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.investigation());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private final Supplier<Optional<String>> left;
  private final boolean hears;
  private String entries = "";

  /**
   * @param left why nobody waits for clean data any more, in words; empty while they are waited for
   * @param hears whether people's words end the wait, which histories from before do not know
   */
  DataIncident(CaseDesk desk, Supplier<Optional<String>> left, boolean hears) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
    this.left = left;
    this.hears = hears;
  }

  /** Walks the steps until the data are clean, or nobody waits for that; answers how, in words. */
  String walk() {
    sheet.begin(P2Step.STATS);
    facts.evidence(
        facts.alarm().evidence().entrySet().stream()
            .filter(each -> each.getKey().matches("D\\d"))
            .map(each -> each.getKey() + " " + each.getValue())
            .toList());
    sheet.done(P2Step.STATS, "market data: " + facts.alarm().reason());
    sheet.begin(P2Step.BASELINE);
    sheet.done(P2Step.BASELINE, "expected: D4 to D7 pass; entries are blocked until they do");
    causes();
    sheet.begin(P2Step.ACTIONS);
    String how = awaitClean();
    if (hears) {
      // A regrade that is under way decides what this becomes.
      desk.settle();
    }
    return left.get().map(why -> why + BLOCK).orElse(how);
  }

  /** The harm is over. */
  void ended(String how) {
    facts.mitigated(RunSheet.now());
    document(how, Figures.of("milestone", "mitigated"));
    desk.tellGuard();
  }

  /** It goes on by another document: what is mitigated is said there. */
  void handedOver(String how) {
    document(how, Figures.of());
  }

  private void document(String how, Map<String, String> data) {
    if (left.get().isPresent()) {
      sheet.notApplicable(P2Step.ACTIONS, how);
    } else {
      sheet.done(P2Step.ACTIONS, how);
    }
    sheet.record(
        EntryKind.INCIDENT, CaseDesk.MACHINE, facts.alarm().cause().word() + ": " + how, data);
  }

  private void causes() {
    sheet.begin(P2Step.CAUSES);
    sheet.publish();
    try {
      MarketReview market =
          probes.marketConditions(
              new MarketQuestion(facts.policy(), facts.policy().session().symbol()));
      sheet.done(P2Step.CAUSES, "market: " + market.summary());
    } catch (ActivityFailure failed) {
      sheet.done(P2Step.CAUSES, "the market could not be read: " + Fault.detailOf(failed));
    }
  }

  /** Looks at the guard's books, ever more rarely. */
  private String awaitClean() {
    Duration wait = FIRST;
    String shown = "";
    while (true) {
      Optional<String> gone = hears ? left.get() : Optional.empty();
      if (gone.isPresent()) {
        return gone.get();
      }
      String stands = standing();
      if (stands.isEmpty()) {
        return "the guard's looks at the market data are clean again: " + entries;
      }
      if (!stands.equals(shown)) {
        shown = stands;
        sheet.waiting(P2Step.ACTIONS, stands);
        sheet.publish();
      }
      pause(wait);
      wait = wait.multipliedBy(2).compareTo(MOST) > 0 ? MOST : wait.multipliedBy(2);
    }
  }

  private void pause(Duration wait) {
    if (hears) {
      desk.pause(wait, LOOK, () -> left.get().isPresent());
    } else {
      Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(LOOK).build()).get();
    }
  }

  /** Why it goes on; empty where it does not. */
  private String standing() {
    try {
      GuardStatus status = halts.status(facts.account());
      boolean seesClean = desk.rules().has(CaseRules.CLEAN_IS_SEEN);
      List<Block> blocks = status.blocks();
      if (blocks == null) {
        return seesClean ? "the guard does not say what blocks entries" : cleanBy(status);
      }
      Optional<Block> ours =
          blocks.stream().filter(each -> each.killSwitch() == KillSwitch.K5).findFirst();
      if (ours.isPresent()) {
        return "entries are blocked by " + KillSwitch.K5 + "; it lifts " + KillSwitch.K5.ends();
      }
      // A guard that began anew knows of no block that stood before.
      String read = seesClean ? notClean(status) : "";
      return read.isEmpty() ? cleanBy(status) : read;
    } catch (ActivityFailure failed) {
      return "the guard did not answer";
    }
  }

  private String cleanBy(GuardStatus status) {
    entries =
        status.ladder().passesEntries()
            ? "entries pass"
            : "entries are refused all the same: " + status.why();
    return "";
  }

  private static String notClean(GuardStatus status) {
    List<SwitchState> switches = status.switches();
    return switches == null
        ? "the guard does not say what " + KillSwitch.K5 + " reads"
        : switches.stream()
            .map(SwitchState::seen)
            .filter(seen -> seen.killSwitch() == KillSwitch.K5)
            .findFirst()
            .map(seen ->
                seen.check() == Check.PASS
                    ? ""
                    : "no clean look at the market data yet: " + seen.reading())
            .orElse("the guard does not read " + KillSwitch.K5);
  }
}
