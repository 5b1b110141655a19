package io.tripline.workflows.guard;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fills.FillWindow;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.LimitsInForce;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.slippage.SlippageWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that the guard knows, with what it shows of it. For workflow threads. */
final class GuardBooks {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int ANSWERS_KEPT = 20;

  final AccountName account;
  final String firstRun;
  final JournalQueue journal;
  final RunRules rules;
  final Duties duties = new Duties();
  final HaltBook halts;
  final PermitBook permits;
  final OrderCaps caps;
  final IncidentBook incidents;
  final ArmingBook arming;
  @Nullable MarketClock clock;
  @Nullable String session;
  int flattenRequests;
  SlippageWindow slippage = SlippageWindow.EMPTY;
  @Nullable LimitsInForce limits;
  final SwitchBook switches;
  GuardState.@Nullable DoneReset lastReset;
  FillWindow fills = FillWindow.EMPTY;

  /** The order whose costly fill is being confirmed: entries wait for that. */
  @Nullable String confirming;

  private @Nullable Ladder shown;

  GuardBooks(AccountName account, @Nullable GuardState state, String run) {
    this.account = account;
    this.journal = new JournalQueue(account);
    this.rules = new RunRules(state == null ? null : state.rules());
    if (state == null) {
      firstRun = run;
      halts = HaltBook.fresh(1);
      permits = new PermitBook(firstRun, 0, List.of(), Map.of(), 0, 0);
      caps = new OrderCaps(List.of());
      incidents = new IncidentBook(account, Map.of(), Map.of(), null);
      switches = SwitchBook.of(null, null);
      arming = new ArmingBook(ArmingState.NOTHING);
    } else {
      firstRun = state.firstRun();
      halts = HaltBook.of(state);
      permits =
          new PermitBook(
              firstRun,
              state.lastPermit(),
              state.unsettled(),
              state.answered(),
              state.permitsToday(),
              state.refusalsToday());
      List<OrderCaps.Counted> orders = state.orders();
      caps = new OrderCaps(orders == null ? List.of() : orders);
      incidents =
          new IncidentBook(
              account, state.openIncidents(), state.incidentNumbers(), state.endedIncidents());
      clock = state.clock();
      session = state.session();
      flattenRequests = state.flattenRequests();
      slippage = state.slippage() == null ? SlippageWindow.EMPTY : state.slippage();
      limits = state.limits();
      lastReset = state.lastReset();
      fills = state.fills() == null ? FillWindow.EMPTY : state.fills();
      switches = SwitchBook.of(state.switches(), state.baselines());
      halts.blocked(!switches.blocks().isEmpty());
      ArmingState armed = state.arming();
      arming = new ArmingBook(armed == null ? ArmingState.NOTHING : armed);
    }
  }

  void record(EntryKind kind, @Nullable String incident, String text, Map<String, String> data) {
    journal.add(kind, incident, text, data);
  }

  void note(String text) {
    record(EntryKind.GUARD, null, text, Map.of());
  }

  boolean quiet() {
    return duties.none() && journal.empty() && !arming.working();
  }

  Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** Market time as last told; wall time before that. */
  Instant marketNow() {
    MarketClock told = clock;
    return told == null ? now() : told.now();
  }

  /** The trading day of a reading: the day on the books, else the New York date of market time. */
  TradingDay dayOf(@Nullable Observation observation) {
    TradingDay day = halts.day();
    return day != null
        ? day
        : new TradingDay(
            TradingDay.dateOf(observation == null ? marketNow() : observation.marketAt()));
  }

  /** True for a trading day that has not begun on these books. */
  boolean isNew(TradingDay day) {
    TradingDay known = halts.day();
    return known == null || day.compareTo(known) > 0;
  }

  /** Brings the search attribute and the run sheet up to date. */
  void show() {
    halts.blocked(!switches.blocks().isEmpty());
    Ladder ladder = halts.ladder();
    if (ladder != shown) {
      Workflow.upsertTypedSearchAttributes(
          SearchAttributes.ACCOUNT.valueSet(account.value()),
          SearchAttributes.LADDER_STATE.valueSet(ladder.name()));
      shown = ladder;
    }
    Workflow.setCurrentDetails(GuardSheet.markdown(this));
  }

  WatchPlan watchPlan(AccountPolicy policy, boolean handOver) {
    Trip trip = halts.trip();
    return new WatchPlan(
        policy,
        halts.epoch(),
        halts.ladder(),
        halts.acceptedLoss(),
        halts.base() == Ladder.PROBATION ? HALF : BigDecimal.ONE,
        halts.baselines(),
        trip != null && trip.level() == TripLevel.FLATTEN,
        halts.softDay() != null && Objects.equals(halts.softDay(), halts.day()),
        halts.reflexWanted() || (policy.ownership().foreign() && halts.tripped()),
        halts.flattening(),
        permits.refs(),
        handOver,
        !halts.cleanSeen(),
        switches.plan(firstRun, limits(policy).configuredHash()),
        arming.plan());
  }

  GuardStatus status(AccountPolicy policy) {
    Ladder ladder = halts.ladder();
    TradingDay day = halts.day();
    return new GuardStatus(
        policy,
        ladder,
        ladder.halted(),
        halts.epoch(),
        day == null ? null : day.text(),
        entryBlock().orElse(null),
        halts.trip(),
        incidents.open(),
        permits.refs(),
        halts.suspected(),
        session,
        halts.lastFlatten(),
        halts.baselines(),
        clock,
        permits.granted(),
        permits.refused(),
        SlippageDesk.view(this, policy),
        limits(policy),
        SwitchStates.of(this, policy),
        switches.blocks(),
        arming.state());
  }

  /** Why an entry is refused now; empty when it may pass. */
  Optional<String> entryBlock() {
    List<String> blocks = new ArrayList<>();
    TradingDay soft = halts.softDay();
    if (soft != null) {
      blocks.add("K1S daily loss, soft: of " + soft);
    }
    switches.blocks().forEach(block -> blocks.add(block.sentence()));
    return halts
        .entryBlock()
        .map(why ->
            halts.base().halted() || switches.blocks().isEmpty()
                ? why
                : why + " by " + String.join("; by ", blocks));
  }

  /** What the file says and what people changed; the policy's where nothing was changed yet. */
  LimitsInForce limits(AccountPolicy policy) {
    LimitsInForce known = limits;
    return known == null
        ? new LimitsInForce(policy.limits(), policy.configurationHash(), List.of())
        : known;
  }

  GuardState carry(AccountPolicy policy, Map<String, TripAnswer> trips, CaseMemory cases) {
    return new GuardState(
        policy,
        firstRun,
        halts.base(),
        halts.verified(),
        halts.suspected(),
        halts.epoch(),
        permits.last(),
        halts.day(),
        halts.softDay(),
        halts.probationDay(),
        halts.trip(),
        halts.baselines(),
        halts.acceptedLoss(),
        halts.flattening(),
        flattenRequests,
        halts.lastFlatten(),
        session,
        clock,
        permits.unsettled(),
        incidents.openWithCauses(),
        incidents.numbers(),
        permits.answered(),
        recent(trips),
        permits.granted(),
        permits.refused(),
        caps.today(),
        slippage,
        limits,
        lastReset,
        fills,
        cases,
        switches.memory(),
        arming.state(),
        rules.carry(),
        incidents.ended());
  }

  /** Answers are kept as long as what they answer may be repeated. */
  private static <T> Map<String, T> recent(Map<String, T> answers) {
    Map<String, T> kept = new LinkedHashMap<>();
    answers.entrySet().stream()
        .skip(Math.max(0, answers.size() - ANSWERS_KEPT))
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }
}
