package io.tripline.workflows.killswitch;

import io.tripline.workflows.fills.FillLimits;
import io.tripline.workflows.slippage.SlippageLimits;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * The numbers of the kill switches, from {@code tripline.yaml}; all but the last three belong to
 * the daily loss.
 *
 * @param dailyLoss hard limit as a fraction of the previous close's equity: 0.02 is 2 %
 * @param dailyLossSoft soft limit, below the hard one
 * @param confirmReads consecutive breaching readings that confirm it
 * @param confirmSpan wall time that those readings must span at least
 * @param instantFactor a loss beyond this multiple of the limit needs one valid reading only
 * @param verdictWithin wall time for the quick verdict
 * @param apiErrors the numbers of the API-error switch; the shipped ones where a payload of old has
 *     none
 * @param slippage those of the slippage switch; likewise
 * @param fills those of fill times and partial fills; likewise
 * @param switches those of the other switches; likewise
 */
public record Limits(
    BigDecimal dailyLoss,
    BigDecimal dailyLossSoft,
    int confirmReads,
    Duration confirmSpan,
    BigDecimal instantFactor,
    Duration verdictWithin,
    ApiErrorLimits apiErrors,
    SlippageLimits slippage,
    FillLimits fills,
    SwitchLimits switches) {
  /** The most that any configuration may set as hard limit: 10 %. */
  public static final BigDecimal HARD_CAP = new BigDecimal("0.10");

  /** The shipped numbers (risk.md section 8.2). */
  public static final Limits DEFAULT =
      new Limits(
          new BigDecimal("0.02"),
          new BigDecimal("0.01"),
          3,
          Duration.ofSeconds(30),
          new BigDecimal("1.5"),
          Duration.ofSeconds(60));

  /** Throws {@link IllegalArgumentException} naming the number that is out of range. */
  public Limits {
    Allowed.require(
        dailyLoss.signum() > 0 && dailyLoss.compareTo(HARD_CAP) <= 0,
        "dailyLoss",
        "above 0 and at most 0.10",
        dailyLoss);
    Allowed.require(
        dailyLossSoft.signum() > 0 && dailyLossSoft.compareTo(dailyLoss) < 0,
        "dailyLossSoft",
        "above 0 and below dailyLoss",
        dailyLossSoft);
    Allowed.require(
        confirmReads >= 1 && confirmReads <= 20, "confirmReads", "1 to 20", confirmReads);
    Allowed.require(
        !confirmSpan.isNegative() && confirmSpan.compareTo(Duration.ofMinutes(5)) <= 0,
        "confirmSpan",
        "0 s to 5 min",
        confirmSpan);
    Allowed.require(
        instantFactor.compareTo(BigDecimal.ONE) >= 0
            && instantFactor.compareTo(new BigDecimal("3")) <= 0,
        "instantFactor",
        "1 to 3",
        instantFactor);
    Allowed.require(
        !verdictWithin.isNegative() && verdictWithin.compareTo(Duration.ofMinutes(5)) <= 0,
        "verdictWithin",
        "0 s to 5 min",
        verdictWithin);
    apiErrors = apiErrors == null ? ApiErrorLimits.DEFAULT : apiErrors;
    slippage = slippage == null ? SlippageLimits.DEFAULT : slippage;
    fills = fills == null ? FillLimits.DEFAULT : fills;
    switches = switches == null ? SwitchLimits.DEFAULT : switches;
  }

  /** The numbers of the daily loss; the other switches have their shipped ones. */
  public Limits(
      BigDecimal dailyLoss,
      BigDecimal dailyLossSoft,
      int confirmReads,
      Duration confirmSpan,
      BigDecimal instantFactor,
      Duration verdictWithin) {
    this(
        dailyLoss,
        dailyLossSoft,
        confirmReads,
        confirmSpan,
        instantFactor,
        verdictWithin,
        ApiErrorLimits.DEFAULT,
        SlippageLimits.DEFAULT,
        FillLimits.DEFAULT,
        SwitchLimits.DEFAULT);
  }

  /** The same with other numbers of the API-error switch. */
  public Limits with(ApiErrorLimits other) {
    return new Limits(
        dailyLoss,
        dailyLossSoft,
        confirmReads,
        confirmSpan,
        instantFactor,
        verdictWithin,
        other,
        slippage,
        fills,
        switches);
  }

  /** The same with other numbers of the slippage switch. */
  public Limits with(SlippageLimits other) {
    return new Limits(
        dailyLoss,
        dailyLossSoft,
        confirmReads,
        confirmSpan,
        instantFactor,
        verdictWithin,
        apiErrors,
        other,
        fills,
        switches);
  }

  /** The same with other numbers of fill times and partial fills. */
  public Limits with(FillLimits other) {
    return new Limits(
        dailyLoss,
        dailyLossSoft,
        confirmReads,
        confirmSpan,
        instantFactor,
        verdictWithin,
        apiErrors,
        slippage,
        other,
        switches);
  }

  /** The same with other numbers of the other switches. */
  public Limits with(SwitchLimits other) {
    return new Limits(
        dailyLoss,
        dailyLossSoft,
        confirmReads,
        confirmSpan,
        instantFactor,
        verdictWithin,
        apiErrors,
        slippage,
        fills,
        other);
  }
}
