package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every switch with what it read last, in the order of the table; for people. Pure. */
final class SwitchStates {
  private SwitchStates() {}

  static List<SwitchState> of(GuardBooks books, AccountPolicy policy) {
    List<SwitchState> states = new ArrayList<>();
    for (KillSwitch each : KillSwitch.values()) {
      states.add(of(each, books, policy));
    }
    return states;
  }

  private static SwitchState of(KillSwitch killSwitch, GuardBooks books, AccountPolicy policy) {
    Trip trip = books.halts.trip();
    if (trip != null && books.halts.tripped() && trip.killSwitch() == killSwitch) {
      Observation seen = trip.observation();
      return new SwitchState(
          seen == null
              ? seen(killSwitch, Check.FAIL, "tripped by " + trip.by(), "-", trip.at(), books)
              : seen,
          trip.at());
    }
    return switch (killSwitch) {
      case K1, K1S, K2, K3, K5, K6, K7, K9, K13, K15, K16, K17, K18, K19 ->
          books
              .switches
              .state(killSwitch)
              .orElseGet(() -> own(killSwitch, Check.UNKNOWN, "not read yet", "-", books));
      case K4 -> slippage(books, policy);
      case K8 ->
          own(
              killSwitch,
              Check.PASS,
              books.switches.refusals() + " refused orders today",
              policy.limits().switches().refusals() + " a day",
              books);
      case K10 ->
          own(
              killSwitch,
              Check.PASS,
              books.caps.today().stream().filter(each -> each.entry() && each.changed()).count()
                  + " entries today",
              OrderCaps.ROUND_TRIPS
                  + " round trips a day, "
                  + OrderCaps.CHANGES
                  + " changes an hour",
              books);
      case K11 ->
          own(
              killSwitch,
              Check.PASS,
              books.caps.today().size() + " orders today",
              policy.session().executing().interval() == null
                  ? OrderCaps.ORDERS_ONCE + " a day"
                  : OrderCaps.ORDERS_A_MINUTE + " a minute",
              books);
      case K12 -> duplicates(books);
      case K14 -> deadMan(books);
    };
  }

  /** It refuses and halts nothing: what it has refused today is all there is to read. */
  private static SwitchState duplicates(GuardBooks books) {
    List<String> refused = books.permits.refusedToday("K12");
    return own(
        KillSwitch.K12,
        refused.isEmpty() ? Check.PASS : Check.FAIL,
        refused.isEmpty()
            ? "none refused today"
            : refused.size() + " refused today, last " + refused.getLast(),
        "the same entry once in " + OrderCaps.SAME_WITHIN.toSeconds() + " s",
        books);
  }

  /**
   * A guard that stands still can't say so: only somebody else can judge that. What it knows is
   * that somebody has found the system down.
   */
  private static SwitchState deadMan(GuardBooks books) {
    List<String> outages = books.incidents.outages();
    return own(
        KillSwitch.K14,
        outages.isEmpty() ? Check.UNKNOWN : Check.FAIL,
        outages.isEmpty()
            ? "judged elsewhere, by schedule deadman-" + books.account
            : "the system is down: " + outages.getFirst(),
        "no reading older than three intervals while a session is due",
        books);
  }

  private static SwitchState slippage(GuardBooks books, AccountPolicy policy) {
    SlippageView view = SlippageDesk.view(books, policy);
    boolean any = view.statistics().recent().n() > 0;
    return own(
        KillSwitch.K4,
        any ? Check.PASS : Check.UNKNOWN,
        any ? view.statistics().sentence() : "no usable fill yet",
        "%s bps once, or %s bps %d times"
            .formatted(
                view.limits().fill().toPlainString(),
                view.limits().inARow().toPlainString(),
                view.limits().fillsInARow()),
        books);
  }

  private static SwitchState own(
      KillSwitch killSwitch, Check check, String reading, String limit, GuardBooks books) {
    Instant now = books.now();
    return new SwitchState(seen(killSwitch, check, reading, limit, now, books), now);
  }

  private static Observation seen(
      KillSwitch killSwitch,
      Check check,
      String reading,
      String limit,
      Instant at,
      GuardBooks books) {
    return new Observation(killSwitch, check, reading, limit, Map.of(), books.marketNow(), at);
  }
}
