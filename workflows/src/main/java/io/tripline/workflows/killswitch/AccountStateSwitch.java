package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The switches that need nothing but the account as the broker shows it (risk.md section 8.2): K7
 * accounting identity, K9 exposure, K17 broker account, and K13 where somebody suspended trading at
 * the broker. One view that breaks a rule blocks entries; the rule's own number of them in a row
 * trips. An unknown reading clears nothing and never counts as clean. A new halt epoch starts the
 * counts anew. For one thread.
 */
public final class AccountStateSwitch {
  /** Clean views in a row that lift the suspicion. */
  public static final int CLEAN_TO_LIFT = 3;

  /** Equity may differ from its parts by this fraction, and by a dollar (D1). */
  static final BigDecimal IDENTITY = new BigDecimal("0.0002");

  /** What is held may exceed the equity by this fraction: prices move after the order (K9). */
  static final BigDecimal OVER_EQUITY = new BigDecimal("0.02");

  /** The broker's word for an account that may trade. */
  private static final String ACTIVE = "ACTIVE";

  private final Map<KillSwitch, Streak> streaks = new EnumMap<>(KillSwitch.class);
  private @Nullable String accountId;
  private int epoch = -1;
  private int clean;
  // Whoever watched before may have left a suspicion behind: clean views lift it.
  private Suspicion suspicion = Suspicion.INHERITED;

  private enum Suspicion {
    NONE,
    INHERITED,
    STANDS
  }

  /** How many views in a row, and over how long, confirm a breach. */
  private enum Rule {
    /** Longer than a daily loss takes: wrong equity is first judged as one. */
    ACCOUNTING(KillSwitch.K7, 3, Duration.ofSeconds(60), "off by $1 or 2 bps of equity at most"),
    EXPOSURE(KillSwitch.K9, 3, Duration.ZERO, "never short, never more than the equity and 2 %"),
    BROKER_ACCOUNT(KillSwitch.K17, 1, Duration.ZERO, "the same account, ACTIVE, nothing blocked"),
    /** Somebody stopped the account on the broker's side: as good as a manual trip. */
    SUSPENDED(KillSwitch.K13, 3, Duration.ZERO, "suspend_trade set by nobody but us");

    private final KillSwitch killSwitch;
    private final int views;
    private final Duration span;
    private final String limit;

    Rule(KillSwitch killSwitch, int views, Duration span, String limit) {
      this.killSwitch = killSwitch;
      this.views = views;
      this.span = span;
      this.limit = limit;
    }
  }

  /**
   * What goes with a view.
   *
   * @param epoch the halt epoch of the guard's plan
   * @param stands switches that have tripped in that epoch
   * @param facts further inputs of an observation, such as what is held
   * @param marketAt market time, or wall time where it is not known
   * @param at wall time
   * @param suspendIsOurs true where the guard itself has set {@code suspend_trade}
   */
  public record Moment(
      Scope scope,
      int epoch,
      Set<KillSwitch> stands,
      Map<String, String> facts,
      Instant marketAt,
      Instant at,
      boolean suspendIsOurs) {
    /** Copies. */
    public Moment {
      stands = Set.copyOf(stands);
      facts = Map.copyOf(facts);
    }

    /** Of a guard that has set nothing at the broker. */
    public Moment(
        Scope scope,
        int epoch,
        Set<KillSwitch> stands,
        Map<String, String> facts,
        Instant marketAt,
        Instant at) {
      this(scope, epoch, stands, facts, marketAt, at, false);
    }
  }

  /** The switches that this one feeds. */
  public static Set<KillSwitch> switches() {
    return Arrays.stream(Rule.values())
        .map(rule -> rule.killSwitch)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The account that a watch before this one saw: another id from now on is another account. Null
   * forgets, after people accepted one.
   */
  public void knows(@Nullable String id, int halts) {
    if (accountId == null || (id == null && halts != epoch)) {
      accountId = id;
    }
  }

  /** The account that is watched; null before its first view. */
  public @Nullable String accountId() {
    return accountId;
  }

  /** What each of its switches reads in a view; all unknown without one. */
  public List<Observation> read(Reading<AccountView> reading, Moment moment) {
    List<Observation> all = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      switch (reading) {
        case Reading.Seen<AccountView>(AccountView view, Instant at) -> {
          Optional<Breach> blind = blind(rule, view);
          Optional<Breach> breach =
              blind.isPresent() ? Optional.empty() : breach(rule, view, moment);
          all.add(
              observe(
                  rule.killSwitch,
                  blind.isPresent() ? Check.UNKNOWN : breach.isPresent() ? Check.FAIL : Check.PASS,
                  blind
                      .or(() -> breach)
                      .orElseGet(() -> new Breach("as it should be", rule.limit, Map.of())),
                  moment));
        }
        case Reading.Unknown<AccountView>(var fault, String reason) ->
            all.add(
                observe(
                    rule.killSwitch,
                    Check.UNKNOWN,
                    new Breach("unknown: " + reason, rule.limit, Map.of("fault", fault.name())),
                    moment));
      }
    }
    return all;
  }

  /** Takes a view and says what follows from it, in order. */
  public List<SwitchStep> on(Reading<AccountView> reading, Moment moment) {
    if (moment.epoch() != epoch) {
      epoch = moment.epoch();
      streaks.clear();
    }
    if (!(reading instanceof Reading.Seen<AccountView>(AccountView view, Instant at))) {
      clean = 0;
      return List.of();
    }
    if (accountId == null) {
      accountId = view.account().id();
    }
    List<SwitchStep> steps = new ArrayList<>();
    boolean all = true;
    for (Rule rule : Rule.values()) {
      if (blind(rule, view).isPresent()) {
        // Neither a breach nor its end.
        all = false;
        continue;
      }
      Optional<Breach> breach = breach(rule, view, moment);
      if (breach.isEmpty()) {
        streaks.remove(rule.killSwitch);
        continue;
      }
      all = false;
      Observation seen = observe(rule.killSwitch, Check.FAIL, breach.get(), moment);
      if (suspicion != Suspicion.STANDS) {
        suspicion = Suspicion.STANDS;
        steps.add(new SwitchStep.Suspect(seen));
      }
      Streak streak =
          streaks.merge(
              rule.killSwitch, new Streak(1, moment.at()), (old, one) -> old.longer(moment.at()));
      if (!moment.stands().contains(rule.killSwitch)
          && streak.views() >= rule.views
          && !moment.at().isBefore(streak.since().plus(rule.span))) {
        steps.add(new SwitchStep.Trip(rule.killSwitch, seen, rule.views == 1));
      }
    }
    clean = all ? clean + 1 : 0;
    if (clean >= CLEAN_TO_LIFT && suspicion != Suspicion.NONE) {
      suspicion = Suspicion.NONE;
      Breach nothing = new Breach("as it should be", "no breach", Map.of());
      steps.add(new SwitchStep.Lift(observe(KillSwitch.K17, Check.PASS, nothing, moment)));
    }
    return steps;
  }

  /** What something is worth that has no price is not known. */
  private static Optional<Breach> blind(Rule rule, AccountView view) {
    return rule == Rule.ACCOUNTING || rule == Rule.EXPOSURE
        ? view.unpriced()
            .map(symbol ->
                new Breach("unknown: the broker shows no price of " + symbol, rule.limit, Map.of()))
        : Optional.empty();
  }

  private Optional<Breach> breach(Rule rule, AccountView view, Moment moment) {
    return switch (rule) {
      case ACCOUNTING -> identity(view);
      case EXPOSURE -> exposure(view, moment.scope());
      case BROKER_ACCOUNT -> restricted(view.account());
      case SUSPENDED -> moment.suspendIsOurs() ? Optional.empty() : suspended(view.account());
    };
  }

  /** D1: cash and positions are the whole equity, whatever the scope is. */
  private static Optional<Breach> identity(AccountView view) {
    Money gap = view.gap();
    BigDecimal allowed =
        view.account().equity().amount().abs().multiply(IDENTITY).max(BigDecimal.ONE);
    return gap.amount().abs().compareTo(allowed) <= 0
        ? Optional.empty()
        : Optional.of(
            new Breach(
                "off by " + dollars(gap),
                "$1 or 2 bps of equity",
                Map.of(
                    "equity", view.account().equity().amount().toPlainString(),
                    "cash", view.account().cash().amount().toPlainString(),
                    "parts", view.parts().amount().toPlainString())));
  }

  /** Long only, and never on borrowed money. Others' positions outside the scope are not ours. */
  private static Optional<Breach> exposure(AccountView view, Scope scope) {
    List<Position> ours =
        view.positions().stream().filter(p -> scope.contains(p.symbol())).toList();
    Optional<Position> shorted =
        ours.stream()
            .filter(p -> p.quantity().signum() < 0)
            .min(Comparator.comparing(p -> p.symbol().value()));
    if (shorted.isPresent()) {
      Position position = shorted.get();
      return Optional.of(
          new Breach(
              position.quantity() + " " + position.symbol(),
              "no short position",
              Map.of("short." + position.symbol(), position.quantity().text())));
    }
    BigDecimal held = BigDecimal.ZERO;
    for (Position position : ours) {
      held = held.add(position.worth());
    }
    BigDecimal equity = view.account().equity().amount();
    return held.signum() == 0 || held.compareTo(equity.add(equity.multiply(OVER_EQUITY))) <= 0
        ? Optional.empty()
        : Optional.of(
            new Breach(
                "holds " + dollars(new Money(held)),
                "the equity of " + dollars(view.account().equity()) + " and 2 %",
                Map.of(
                    "heldValue", held.toPlainString(),
                    "equity", equity.toPlainString())));
  }

  private Optional<Breach> restricted(Account account) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("status", account.status());
    inputs.put("tradingBlocked", String.valueOf(account.tradingBlocked()));
    inputs.put("accountBlocked", String.valueOf(account.accountBlocked()));
    String what = null;
    if (!account.id().equals(accountId)) {
      what = "the account's id changed: a paper reset, or other keys";
    } else if (account.accountBlocked()) {
      what = "account_blocked is set";
    } else if (account.tradingBlocked()) {
      what = "trading_blocked is set";
    } else if (!ACTIVE.equals(account.status())) {
      what = "status " + account.status();
    }
    return Optional.ofNullable(what)
        .map(reading -> new Breach(reading, "status ACTIVE, nothing blocked", inputs));
  }

  private static String dollars(Money amount) {
    return (amount.signum() < 0 ? "-$" : "$")
        + amount.amount().abs().setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static Optional<Breach> suspended(Account account) {
    return account.suspendedByUser()
        ? Optional.of(
            new Breach(
                "suspend_trade is set, and not by the guard",
                "not set",
                Map.of("suspendedByUser", "true")))
        : Optional.empty();
  }

  private static Observation observe(
      KillSwitch killSwitch, Check check, Breach breach, Moment moment) {
    Map<String, String> inputs = new LinkedHashMap<>(breach.inputs());
    inputs.putAll(moment.facts());
    return new Observation(
        killSwitch,
        check,
        breach.reading(),
        breach.limit(),
        inputs,
        moment.marketAt(),
        moment.at());
  }

  private record Breach(String reading, String limit, Map<String, String> inputs) {}

  private record Streak(int views, Instant since) {
    /** A clock that was set back must not hold the trip up: the span begins anew. */
    Streak longer(Instant at) {
      return new Streak(views + 1, at.isBefore(since) ? at : since);
    }
  }
}
