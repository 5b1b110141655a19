package io.tripline.workflows.killswitch;

import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.slippage.SlippageLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The limits that people may set, by their names in {@code tripline.yaml}. Of each the higher value
 * is the looser one, because it trips later or looks away longer; only of windows that count
 * failures, and of waits before a block lifts, the lower one is.
 */
public enum LimitName {
  DAILY_LOSS("dailyLoss", Unit.FRACTION),
  DAILY_LOSS_SOFT("dailyLossSoft", Unit.FRACTION),
  CONFIRM_READS("confirmReads", Unit.COUNT),
  CONFIRM_SPAN("confirmSpan", Unit.DURATION),
  INSTANT_FACTOR("instantFactor", Unit.NUMBER),
  VERDICT_WITHIN("verdictWithin", Unit.DURATION),
  API_AUTH_IN_A_ROW("apiErrors.authInARow", Unit.COUNT),
  API_TRADING_IN_A_ROW("apiErrors.tradingInARow", Unit.COUNT),
  API_DATA_IN_A_ROW("apiErrors.dataInARow", Unit.COUNT),
  API_RATE("apiErrors.rate", Unit.FRACTION),
  API_RATE_CALLS("apiErrors.rateCalls", Unit.COUNT),
  API_RATE_WINDOW("apiErrors.rateWindow", Unit.DURATION),
  SLIPPAGE_FILL("slippage.fill", Unit.BPS),
  SLIPPAGE_IN_A_ROW("slippage.inARow", Unit.BPS),
  SLIPPAGE_FILLS_IN_A_ROW("slippage.fillsInARow", Unit.COUNT),
  SLIPPAGE_MEAN("slippage.mean", Unit.BPS),
  SLIPPAGE_BASELINE("slippage.baseline", Unit.BPS),
  FILLS_SLOW("fills.slow", Unit.DURATION),
  FILLS_PARTIAL("fills.partial", Unit.FRACTION),
  FILLS_ORDERS("fills.orders", Unit.COUNT),
  DRAWDOWN("switches.drawdown", Unit.FRACTION),
  DRAWDOWN_SESSIONS("switches.drawdownSessions", Unit.COUNT),
  DATA_FAILS("switches.dataFails", Unit.COUNT),
  DATA_UNKNOWN("switches.dataUnknown", Unit.DURATION),
  DATA_CLEAN("switches.dataClean", Unit.COUNT),
  POSITION_WITHIN("switches.positionWithin", Unit.DURATION),
  COLLAR("switches.collarBps", Unit.BPS),
  OVER_PLAN("switches.overPlan", Unit.NUMBER),
  REFUSALS("switches.refusals", Unit.COUNT),
  LOSING_TRIPS("switches.losingTrips", Unit.COUNT),
  LOSING_SESSIONS("switches.losingSessions", Unit.COUNT),
  PAUSE_SESSIONS("switches.pauseSessions", Unit.COUNT),
  RESUME_AFTER("switches.resumeAfter", Unit.DURATION),
  SKEW("switches.skew", Unit.DURATION);

  private static final Pattern TIME = Pattern.compile("(?:(\\d{1,4})m)?(?:(\\d{1,6})s)?");
  private static final BigDecimal HUNDRED = new BigDecimal("100");

  private enum Unit {
    FRACTION("a fraction such as 2 % or 0.02"),
    COUNT("a whole number"),
    DURATION("a duration such as 30s or 2m"),
    NUMBER("a number"),
    BPS("basis points such as 50");

    private final String words;

    Unit(String words) {
      this.words = words;
    }
  }

  private final String key;
  private final Unit unit;

  LimitName(String key, Unit unit) {
    this.key = key;
    this.unit = unit;
  }

  /** The name in the file and on the command line. */
  public String key() {
    return key;
  }

  /** The inverse of {@link #key}; throws {@link IllegalArgumentException} naming all of them. */
  public static LimitName parse(String name) {
    for (LimitName each : values()) {
      if (each.key.equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "name: must be one of "
            + Arrays.stream(values()).map(LimitName::key).collect(Collectors.joining(", "))
            + "; was "
            + name);
  }

  /** How people write it, such as {@code a duration such as 30s or 2m}. */
  public String form() {
    return unit.words;
  }

  /** Its value as a plain number: a fraction, a count, seconds, or basis points. */
  public BigDecimal of(Limits limits) {
    ApiErrorLimits api = limits.apiErrors();
    SlippageLimits slippage = limits.slippage();
    SwitchLimits switches = limits.switches();
    return switch (this) {
      case DAILY_LOSS -> limits.dailyLoss();
      case DAILY_LOSS_SOFT -> limits.dailyLossSoft();
      case CONFIRM_READS -> BigDecimal.valueOf(limits.confirmReads());
      case CONFIRM_SPAN -> BigDecimal.valueOf(limits.confirmSpan().toSeconds());
      case INSTANT_FACTOR -> limits.instantFactor();
      case VERDICT_WITHIN -> BigDecimal.valueOf(limits.verdictWithin().toSeconds());
      case API_AUTH_IN_A_ROW -> BigDecimal.valueOf(api.authInARow());
      case API_TRADING_IN_A_ROW -> BigDecimal.valueOf(api.tradingInARow());
      case API_DATA_IN_A_ROW -> BigDecimal.valueOf(api.dataInARow());
      case API_RATE -> api.rate();
      case API_RATE_CALLS -> BigDecimal.valueOf(api.rateCalls());
      case API_RATE_WINDOW -> BigDecimal.valueOf(api.rateWindow().toSeconds());
      case SLIPPAGE_FILL -> slippage.fill();
      case SLIPPAGE_IN_A_ROW -> slippage.inARow();
      case SLIPPAGE_FILLS_IN_A_ROW -> BigDecimal.valueOf(slippage.fillsInARow());
      case SLIPPAGE_MEAN -> slippage.mean();
      case SLIPPAGE_BASELINE -> slippage.baseline();
      case FILLS_SLOW -> BigDecimal.valueOf(limits.fills().slow().toSeconds());
      case FILLS_PARTIAL -> limits.fills().partial();
      case FILLS_ORDERS -> BigDecimal.valueOf(limits.fills().orders());
      case DRAWDOWN -> switches.drawdown();
      case DRAWDOWN_SESSIONS -> BigDecimal.valueOf(switches.drawdownSessions());
      case DATA_FAILS -> BigDecimal.valueOf(switches.dataFails());
      case DATA_UNKNOWN -> BigDecimal.valueOf(switches.dataUnknown().toSeconds());
      case DATA_CLEAN -> BigDecimal.valueOf(switches.dataClean());
      case POSITION_WITHIN -> BigDecimal.valueOf(switches.positionWithin().toSeconds());
      case COLLAR -> switches.collarBps();
      case OVER_PLAN -> switches.overPlan();
      case REFUSALS -> BigDecimal.valueOf(switches.refusals());
      case LOSING_TRIPS -> BigDecimal.valueOf(switches.losingTrips());
      case LOSING_SESSIONS -> BigDecimal.valueOf(switches.losingSessions());
      case PAUSE_SESSIONS -> BigDecimal.valueOf(switches.pauseSessions());
      case RESUME_AFTER -> BigDecimal.valueOf(switches.resumeAfter().toSeconds());
      case SKEW -> BigDecimal.valueOf(switches.skew().toSeconds());
    };
  }

  /** Its value as people read it, such as {@code 2 %} or {@code 50 bps}. */
  public String shown(Limits limits) {
    return shown(of(limits));
  }

  /** A plain number of its unit as people read it. */
  public String shown(BigDecimal value) {
    return switch (unit) {
      case FRACTION -> plain(value.multiply(HUNDRED)) + " %";
      case COUNT, NUMBER -> plain(value);
      case DURATION -> plain(value) + "s";
      case BPS -> plain(value) + " bps";
    };
  }

  /** Reads a value as people write it; throws {@link IllegalArgumentException} for what is none. */
  public BigDecimal read(String text) {
    String tight = text == null ? "" : text.replace(" ", "");
    return switch (unit) {
      case FRACTION ->
          tight.endsWith("%")
              ? number(tight.substring(0, tight.length() - 1)).movePointLeft(2)
              : number(tight);
      case NUMBER -> number(tight);
      case BPS -> number(tight.endsWith("bps") ? tight.substring(0, tight.length() - 3) : tight);
      case COUNT -> {
        BigDecimal count = number(tight);
        if (count.stripTrailingZeros().scale() > 0) {
          throw wrong(tight);
        }
        yield count;
      }
      case DURATION -> seconds(tight);
    };
  }

  /**
   * The limits with this one set; throws {@link IllegalArgumentException} naming what is allowed,
   * also beyond a hard cap.
   */
  public Limits set(Limits limits, BigDecimal value) {
    ApiErrorLimits api = limits.apiErrors();
    SlippageLimits slippage = limits.slippage();
    SwitchLimits switches = limits.switches();
    int count = unit == Unit.COUNT ? count(value) : 0;
    Duration span = Duration.ofSeconds(unit == Unit.DURATION ? count(value) : 0);
    return new Limits(
        this == DAILY_LOSS ? value : limits.dailyLoss(),
        this == DAILY_LOSS_SOFT ? value : limits.dailyLossSoft(),
        this == CONFIRM_READS ? count : limits.confirmReads(),
        this == CONFIRM_SPAN ? span : limits.confirmSpan(),
        this == INSTANT_FACTOR ? value : limits.instantFactor(),
        this == VERDICT_WITHIN ? span : limits.verdictWithin(),
        new ApiErrorLimits(
            this == API_AUTH_IN_A_ROW ? count : api.authInARow(),
            this == API_TRADING_IN_A_ROW ? count : api.tradingInARow(),
            this == API_DATA_IN_A_ROW ? count : api.dataInARow(),
            this == API_RATE ? value : api.rate(),
            this == API_RATE_CALLS ? count : api.rateCalls(),
            this == API_RATE_WINDOW ? span : api.rateWindow()),
        new SlippageLimits(
            this == SLIPPAGE_FILL ? value : slippage.fill(),
            this == SLIPPAGE_IN_A_ROW ? value : slippage.inARow(),
            this == SLIPPAGE_FILLS_IN_A_ROW ? count : slippage.fillsInARow(),
            this == SLIPPAGE_MEAN ? value : slippage.mean(),
            this == SLIPPAGE_BASELINE ? value : slippage.baseline()),
        new FillLimits(
            this == FILLS_SLOW ? span : limits.fills().slow(),
            this == FILLS_PARTIAL ? value : limits.fills().partial(),
            this == FILLS_ORDERS ? count : limits.fills().orders()),
        new SwitchLimits(
            this == DRAWDOWN ? value : switches.drawdown(),
            this == DRAWDOWN_SESSIONS ? count : switches.drawdownSessions(),
            this == DATA_FAILS ? count : switches.dataFails(),
            this == DATA_UNKNOWN ? span : switches.dataUnknown(),
            this == DATA_CLEAN ? count : switches.dataClean(),
            this == POSITION_WITHIN ? span : switches.positionWithin(),
            this == COLLAR ? value : switches.collarBps(),
            this == OVER_PLAN ? value : switches.overPlan(),
            this == REFUSALS ? count : switches.refusals(),
            this == LOSING_TRIPS ? count : switches.losingTrips(),
            this == LOSING_SESSIONS ? count : switches.losingSessions(),
            this == PAUSE_SESSIONS ? count : switches.pauseSessions(),
            this == RESUME_AFTER ? span : switches.resumeAfter(),
            this == SKEW ? span : switches.skew()));
  }

  /** True where {@code after} is the looser of both. */
  public boolean looser(Limits before, Limits after) {
    int higher = of(after).compareTo(of(before));
    return looserWhenLower() ? higher < 0 : higher > 0;
  }

  private boolean looserWhenLower() {
    return switch (this) {
      case API_RATE_WINDOW,
          DRAWDOWN_SESSIONS,
          DATA_CLEAN,
          LOSING_SESSIONS,
          PAUSE_SESSIONS,
          RESUME_AFTER ->
          true;
      case DAILY_LOSS,
          DAILY_LOSS_SOFT,
          CONFIRM_READS,
          CONFIRM_SPAN,
          INSTANT_FACTOR,
          VERDICT_WITHIN,
          API_AUTH_IN_A_ROW,
          API_TRADING_IN_A_ROW,
          API_DATA_IN_A_ROW,
          API_RATE,
          API_RATE_CALLS,
          SLIPPAGE_FILL,
          SLIPPAGE_IN_A_ROW,
          SLIPPAGE_FILLS_IN_A_ROW,
          SLIPPAGE_MEAN,
          SLIPPAGE_BASELINE,
          FILLS_SLOW,
          FILLS_PARTIAL,
          FILLS_ORDERS,
          DRAWDOWN,
          DATA_FAILS,
          DATA_UNKNOWN,
          POSITION_WITHIN,
          COLLAR,
          OVER_PLAN,
          REFUSALS,
          LOSING_TRIPS,
          SKEW ->
          false;
    };
  }

  /** The first number that became looser, in words. */
  public static Optional<String> firstLooser(Limits before, Limits after) {
    return Arrays.stream(values())
        .filter(each -> each.looser(before, after))
        .findFirst()
        .map(each -> each.key + " " + each.shown(before) + " -> " + each.shown(after));
  }

  private BigDecimal seconds(String tight) {
    Matcher found = TIME.matcher(tight);
    if (tight.isEmpty() || !found.matches()) {
      throw wrong(tight);
    }
    String minutes = found.group(1);
    String seconds = found.group(2);
    return BigDecimal.valueOf(
        60L * (minutes == null ? 0 : Long.parseLong(minutes))
            + (seconds == null ? 0 : Long.parseLong(seconds)));
  }

  private BigDecimal number(String tight) {
    if (!tight.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw wrong(tight);
    }
    // Equal numbers are to be equal, whatever zeros they were written with.
    BigDecimal stripped = new BigDecimal(tight).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private int count(BigDecimal value) {
    try {
      return value.intValueExact();
    } catch (ArithmeticException e) {
      throw wrong(value.toPlainString());
    }
  }

  private IllegalArgumentException wrong(String was) {
    return new IllegalArgumentException(key + ": must be " + unit.words + ", was " + was);
  }

  private static String plain(BigDecimal value) {
    return value.setScale(6, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
