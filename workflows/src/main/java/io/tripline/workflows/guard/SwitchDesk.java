package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.OrderCollar;
import io.tripline.workflows.killswitch.PostTrade;
import io.tripline.workflows.killswitch.SwitchLimits;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The switches that only stop entries, and what the watch reads of all of them. A block is written
 * down, shown and, where the table says so, opens an incident; it halts nothing. For workflow
 * threads.
 */
final class SwitchDesk {
  private static final String CHANGE = "order-collar";
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private final GuardBooks books;
  private final TripDesk trips;
  private final AlarmDesk alarms;

  SwitchDesk(GuardBooks books, TripDesk trips, AlarmDesk alarms) {
    this.books = books;
    this.trips = trips;
    this.alarms = alarms;
  }

  void begin() {
    books.rules.ask(CHANGE, 5);
  }

  /** Takes what the watch reads; answers whether a block ended by it. */
  boolean take(SwitchTable table, AccountPolicy policy) {
    boolean ended = false;
    for (SwitchBook.Change change :
        books.switches.take(table.in(books.halts.epoch()), books.dayOf(null), books.now())) {
      if (change.began()) {
        began(change.block(), policy);
      } else {
        ended = true;
        ended(change.block(), "by itself: " + change.block().killSwitch().ends());
      }
    }
    books.show();
    return ended;
  }

  private void began(Block block, AccountPolicy policy) {
    KillSwitch killSwitch = block.killSwitch();
    String incident = null;
    if (opensAnIncident(killSwitch)) {
      incident =
          alarms
              .declare(
                  new DeclareRequest(
                      null,
                      killSwitch.severity(),
                      killSwitch.cause(),
                      "the watch",
                      killSwitch.title() + ": " + block.seen().reading() + "; entries are blocked",
                      block.seen().at(),
                      block.seen().inputs()),
                  policy)
              .incident();
      books.switches.names(killSwitch, incident);
    }
    record(block, incident, "entries blocked by " + block.sentence(), policy.configurationHash());
  }

  /** The table of switches names these; a person must hear of a drift, who alone can end it. */
  private static boolean opensAnIncident(KillSwitch killSwitch) {
    return killSwitch == KillSwitch.K5 || killSwitch == KillSwitch.K18;
  }

  private void ended(Block block, String how) {
    record(block, block.incident(), "block of %s lifted %s".formatted(block.sentence(), how), "");
  }

  private void record(Block block, @Nullable String incident, String text, String configuration) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("block", block.killSwitch().name());
    data.put("check", block.seen().check().name());
    data.put("reading", block.seen().reading());
    data.put("limit", block.seen().limit());
    if (!configuration.isEmpty()) {
      data.put("configuration", configuration);
    }
    data.putAll(block.seen().inputs());
    // Not a TRIP: a guard that starts anew must not take a block for a halt.
    books.record(EntryKind.GUARD, incident, text, data);
  }

  /** Blocks whose time is over with a new trading day. */
  void rollDay(DayRolled rolled, AccountPolicy policy) {
    books
        .switches
        .rollDay(
            rolled.session().day(),
            rolled.openEquity(),
            rolled.flows(),
            policy.limits().switches().pauseSessions())
        .forEach(block -> ended(block, "by itself: the pause is over"));
    books.halts.blocked(!books.switches.blocks().isEmpty());
  }

  /** Ends a block by a person's word; throws where none stands or its reason lasts. */
  void unblock(UnblockRequest request) {
    KillSwitch killSwitch = request.killSwitch();
    boolean stands =
        books.switches.blocks().stream().anyMatch(each -> each.killSwitch() == killSwitch);
    if (!stands) {
      throw Fault.CONFLICT.failure("no block of " + killSwitch + " stands");
    }
    if (killSwitch != KillSwitch.K18 && killSwitch != KillSwitch.K19) {
      throw Fault.NOT_PERMITTED.failure(killSwitch + " ends " + killSwitch.ends());
    }
    Optional<SwitchState> now = books.switches.state(killSwitch);
    boolean lasts =
        killSwitch == KillSwitch.K18
            && now.map(state -> state.seen().check()).filter(this::noDrift).isEmpty();
    if (lasts) {
      throw Fault.NOT_READY.failure(
          killSwitch
              + " does not read clean: "
              + now.map(state -> state.seen().reading()).orElse("no reading"));
    }
    books
        .switches
        .unblock(killSwitch)
        .ifPresent(block -> ended(block, "by " + request.by() + ": " + request.reason()));
    books.show();
  }

  /**
   * Between sessions there is no worker to compare with, and none starts while the block stands:
   * then it is enough that nothing differs. The next session's worker is judged as it begins.
   */
  private boolean noDrift(Check check) {
    return check == Check.PASS
        || (books.rules.at(CHANGE) >= 4
            && check == Check.UNKNOWN
            && !books.switches.knowsSession());
  }

  /** True where an entry is judged by the guard's own look at the broker, too. */
  boolean looks() {
    return books.rules.at(CHANGE) >= 3;
  }

  /**
   * K8 and K9 by what the broker shows now: the guard's own quote where it is one, else that of the
   * asker; without any an entry is refused, because nobody can say what it costs.
   */
  Optional<String> collared(PermitRequest request, AccountPolicy policy, AccountSnapshot seen) {
    OrderIntent intent = request.intent();
    Optional<Price> mid = EntryPrice.of(request, seen);
    if (mid.isEmpty()) {
      return Optional.of(
          "K8: no price of %s is known, neither at the broker now nor from the asker"
              .formatted(intent.symbol()));
    }
    SwitchLimits limits = policy.limits().switches();
    Money planned = new Money(seen.account().equity().amount().multiply(exposure(policy)));
    Optional<String> why =
        OrderCollar.refusal(intent, mid.get(), planned, seen.clock().open(), limits);
    why.ifPresent(reason -> refused(reason, limits, policy));
    return why.isPresent() ? why : PostTrade.refusal(intent, mid.get(), seen, policy.scope());
  }

  /** K8: why an entry is beyond reason; empty where it is not, or where nobody told its mid. */
  Optional<String> collared(PermitRequest request, AccountPolicy policy) {
    OrderIntent intent = request.intent();
    Price mid = request.mid();
    if (books.rules.at(CHANGE) < 1 || !intent.entry() || mid == null) {
      return Optional.empty();
    }
    boolean open = books.clock == null || books.clock.open();
    SwitchLimits limits = policy.limits().switches();
    Optional<String> why = OrderCollar.refusal(intent, mid, planned(policy), open, limits);
    why.ifPresent(reason -> refused(reason, limits, policy));
    return why;
  }

  private void refused(String why, SwitchLimits limits, AccountPolicy policy) {
    int refusals = books.switches.refused();
    Observation seen =
        new Observation(
            KillSwitch.K8,
            Check.FAIL,
            "refused order %d of the day: %s".formatted(refusals, why.substring("K8: ".length())),
            limits.refusals() + " refused orders a day",
            Map.of("refusals", String.valueOf(refusals)),
            books.marketNow(),
            books.now());
    books.switches.saw(seen);
    if (books.rules.at(CHANGE) >= 2) {
      Map<String, String> data = new LinkedHashMap<>();
      data.put("switch", seen.killSwitch().name());
      data.put("check", seen.check().name());
      data.put("reading", seen.reading());
      data.put("limit", seen.limit());
      data.putAll(seen.inputs());
      data.put("configuration", policy.configurationHash());
      books.record(EntryKind.READING, null, "entry refused by the collar, " + why, data);
    }
    if (refusals < limits.refusals()) {
      return;
    }
    trips.trip(
        new TripRequest(
            books.account,
            "trip-K8-" + books.halts.epoch(),
            KillSwitch.K8,
            KillSwitch.K8.level(),
            seen,
            "the guard",
            KillSwitch.K8.title() + ": " + seen.reading(),
            null),
        policy);
  }

  /** In probation half, whatever blocks entries beside it. */
  private BigDecimal exposure(AccountPolicy policy) {
    BigDecimal configured = policy.session().exposure();
    boolean halved = books.rules.at(CHANGE) >= 5 && books.halts.base() == Ladder.PROBATION;
    return halved ? configured.multiply(HALF) : configured;
  }

  /** What may be held at most: the configured part of the day's highest equity. */
  private @Nullable Money planned(AccountPolicy policy) {
    return books
        .switches
        .highWater()
        .latest()
        .map(equity -> new Money(equity.amount().multiply(exposure(policy))))
        .orElse(null);
  }

  /** K1s opens a P3: people read of it within a day. */
  static DeclareRequest softLoss(String by, String reason, @Nullable Observation seen) {
    return new DeclareRequest(
        null,
        Severity.P3,
        Cause.DAILY_LOSS_SOFT,
        by,
        reason + "; entries are blocked until the next clean day",
        seen == null ? null : seen.at(),
        seen == null ? Map.of() : seen.inputs());
  }
}
