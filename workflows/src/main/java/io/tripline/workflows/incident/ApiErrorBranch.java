package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.P1Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Step "For API Error Trigger": reads the status page and tests the API until two tests in a row
 * pass and the page admits no trouble. While the page is red but the API answers, people may ask
 * for the reset themselves; while the API fails, nobody can. For workflow threads.
 */
final class ApiErrorBranch implements CauseBranch {
  /** From this version of the regrade on its own page is the only one. */
  private static final int PAGED_ONCE = 2;

  private final Probes probes = Workflow.newActivityStub(Probes.class, Policies.apiProbe());
  private final CaseDesk desk;
  private final Facts facts;
  private final RunSheet sheet;
  private @Nullable Instant passedAt;
  private Duration wait = Policies.PROBE_FIRST;
  private boolean paged;
  private String shown = "";
  private String found = "";

  ApiErrorBranch(CaseDesk desk) {
    this.desk = desk;
    this.facts = desk.facts();
    this.sheet = desk.sheet();
  }

  @Override
  public List<P1Step> steps() {
    return List.of(P1Step.API_ERROR);
  }

  @Override
  public boolean appliesTo(IncidentBrief brief) {
    return brief.killSwitch() == KillSwitch.K3;
  }

  @Override
  public String whyPeople() {
    return "the API answers again, and people decide";
  }

  @Override
  public void investigate() {
    int epoch = facts.epoch();
    sheet.begin(P1Step.API_ERROR);
    wait = Policies.PROBE_FIRST;
    paged = false;
    while (epoch == facts.epoch() && desk.gate().approved().isEmpty()) {
      ApiHealth health = probe(Policies.HEALTHY_TESTS);
      boolean passed = health.check() == Check.PASS;
      if (passed && health.page().check() != Check.FAIL) {
        break;
      }
      if (passed) {
        desk.gate().ready();
        sheet.waiting(
            P1Step.API_ERROR,
            "the API answers, but the " + health.page().sentence() + "; a person may ask already");
      } else {
        desk.gate().notReady("the API is not healthy: " + health.sentence());
        desk.support().failing(health);
        regradeWhenKeysAreRefused(health);
        sheet.waiting(P1Step.API_ERROR, "not healthy yet: " + health.sentence());
        pageWhenExposed(health);
      }
      sheet.publish();
      pause(epoch);
    }
    if (epoch == facts.epoch()) {
      sheet.done(P1Step.API_ERROR, shown);
    }
  }

  @Override
  public Optional<String> objection() {
    Instant last = passedAt;
    if (last != null && RunSheet.now().isBefore(last.plus(Policies.TEST_HOLDS))) {
      return Optional.empty();
    }
    ApiHealth health = probe(1);
    return health.check() == Check.PASS
        ? Optional.empty()
        : Optional.of("the API is not healthy any more: " + health.sentence());
  }

  private ApiHealth probe(int tests) {
    ApiHealth health = tested(tests);
    passedAt = health.check() == Check.PASS ? RunSheet.now() : null;
    shown = health.sentence() + "; " + health.page().sentence();
    String now = health.check() + "/" + health.page().check();
    if (!now.equals(found)) {
      found = now;
      wait = Policies.PROBE_FIRST;
      sheet.record(
          EntryKind.INCIDENT,
          CaseDesk.MACHINE,
          shown,
          Figures.of("api", health.check().name(), "statusPage", health.page().check().name()));
    }
    facts.evidence(evidence(health));
    return health;
  }

  /** A test that nobody can make has not passed, and is made again: the halt must not end by it. */
  private ApiHealth tested(int tests) {
    try {
      return probes.apiHealth(new ApiQuestion(facts.account(), tests, Policies.TESTS_APART));
    } catch (ActivityFailure e) {
      String why = "the API could not be tested: " + Fault.detailOf(e);
      return new ApiHealth(
          Check.FAIL,
          1,
          List.of(),
          null,
          null,
          new StatusPageView(Check.UNKNOWN, "of the broker", "", List.of(), why),
          RunSheet.now());
    }
  }

  private List<String> evidence(ApiHealth health) {
    List<String> lines = new ArrayList<>();
    Observation seen = facts.brief().observation();
    if (seen != null) {
      lines.add("it tripped at " + seen.reading() + ": " + seen.inputs().get("lastFailure"));
    }
    lines.add(health.sentence() + ", last at " + Plain.time(health.at()));
    Boolean open = health.marketOpen();
    lines.add("the market is " + (open == null ? "UNKNOWN" : open ? "open" : "closed"));
    lines.add(health.page().sentence());
    lines.add("held when it tripped: " + held(seen));
    return lines;
  }

  private static String held(@Nullable Observation seen) {
    if (seen == null || !seen.inputs().containsKey(Observation.UNSETTLED)) {
      return "UNKNOWN";
    }
    List<String> held = new ArrayList<>();
    for (Map.Entry<String, String> each : seen.inputs().entrySet()) {
      if (each.getKey().startsWith(Observation.HELD)) {
        held.add(each.getValue() + " " + each.getKey().substring(Observation.HELD.length()));
      }
    }
    return held.isEmpty() ? "nothing" : String.join(", ", held);
  }

  /** Refused keys are ours to mend: no waiting for the broker helps. */
  private void regradeWhenKeysAreRefused(ApiHealth health) {
    if (health.calls().stream().anyMatch(call -> call.fault() == Fault.UNAUTHORISED)) {
      regrade("the broker refuses our keys");
    }
  }

  /** The same incident, no second one; answers whether people were paged about all of it. */
  private boolean regrade(String why) {
    if (facts.severity() != Severity.P1) {
      return false;
    }
    int version = Workflow.getVersion("outage-is-p0", Workflow.DEFAULT_VERSION, PAGED_ONCE);
    if (version == Workflow.DEFAULT_VERSION) {
      return false;
    }
    desk.severityChange().byMachine(Severity.P0, why);
    return version >= PAGED_ONCE && desk.announcements().promises();
  }

  /** Nothing can be closed while the API is out: people must know in time (risk.md 8.2). */
  private void pageWhenExposed(ApiHealth health) {
    if (paged || !exposed() || RunSheet.now().isBefore(exposedTooLongAt())) {
      return;
    }
    paged = true;
    String held = held(facts.brief().observation());
    boolean told =
        regrade("out for " + Plain.span(Policies.OUT_WITH_EXPOSURE) + " with exposure: " + held);
    sheet.record(
        EntryKind.INCIDENT,
        CaseDesk.MACHINE,
        "out for more than " + Plain.span(Policies.OUT_WITH_EXPOSURE) + " with exposure: " + held,
        Figures.of("held", held));
    if (!told) {
      desk.announcements()
          .tell(
              Urgency.PAGE,
              "The broker's API is out and the account is exposed: " + held,
              Plain.line(health.sentence() + "; " + health.page().sentence(), 300),
              NextCommand.show(facts.id()));
    }
  }

  private boolean exposed() {
    return !held(facts.brief().observation()).equals("nothing");
  }

  private Instant exposedTooLongAt() {
    return facts.brief().detectedAt().plus(Policies.OUT_WITH_EXPOSURE);
  }

  private Duration next() {
    Duration now = wait;
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(Policies.PROBE_LATEST) > 0 ? Policies.PROBE_LATEST : doubled;
    return now;
  }

  private void pause(int epoch) {
    desk.pause(
        inTime(next()),
        "before testing the API again",
        () -> epoch != facts.epoch() || desk.gate().approved().isPresent());
  }

  /**
   * The next test must not come after the moment from which people have to know. Only a timer's
   * length depends on it, which no history holds a run to.
   */
  private Duration inTime(Duration length) {
    Duration left = Duration.between(RunSheet.now(), exposedTooLongAt());
    boolean toCome = !paged && exposed() && left.isPositive();
    return toCome && left.compareTo(length) < 0 ? left : length;
  }
}
