package io.tripline.worker.config;

import io.tripline.workflows.killswitch.Limits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Reads the limits. What is allowed is known to {@link Limits} alone: each number is tried in the
 * shipped limits by itself, so that every wrong one is found at once.
 */
final class LimitsReader {
  private static final BigDecimal TWO = new BigDecimal("2");

  private LimitsReader() {}

  static Limits read(Section section) {
    Limits limits = Limits.DEFAULT;
    BigDecimal hard =
        section.value("dailyLoss", limits.dailyLoss(), Amounts.FRACTION, Amounts::fraction);
    limits = tried(section, "dailyLoss", limits, hard, each -> withLoss(each, hard, half(hard)));
    BigDecimal usualSoft = half(limits.dailyLoss()).min(Limits.DEFAULT.dailyLossSoft());
    limits = withLoss(limits, limits.dailyLoss(), usualSoft);
    BigDecimal soft =
        section.value("dailyLossSoft", usualSoft, Amounts.FRACTION, Amounts::fraction);
    limits =
        tried(
            section, "dailyLossSoft", limits, soft, each -> withLoss(each, each.dailyLoss(), soft));
    int reads =
        section.value(
            "confirmReads", limits.confirmReads(), "must be 1 to 20", LimitsReader::whole);
    limits =
        tried(
            section,
            "confirmReads",
            limits,
            reads,
            each ->
                new Limits(
                    each.dailyLoss(),
                    each.dailyLossSoft(),
                    reads,
                    each.confirmSpan(),
                    each.instantFactor(),
                    each.verdictWithin()));
    Duration span =
        section.value("confirmSpan", limits.confirmSpan(), Amounts.DURATION, Amounts::duration);
    limits =
        tried(
            section,
            "confirmSpan",
            limits,
            span,
            each ->
                new Limits(
                    each.dailyLoss(),
                    each.dailyLossSoft(),
                    each.confirmReads(),
                    span,
                    each.instantFactor(),
                    each.verdictWithin()));
    BigDecimal factor =
        section.value("instantFactor", limits.instantFactor(), "must be a number", Amounts::number);
    limits =
        tried(
            section,
            "instantFactor",
            limits,
            factor,
            each ->
                new Limits(
                    each.dailyLoss(),
                    each.dailyLossSoft(),
                    each.confirmReads(),
                    each.confirmSpan(),
                    factor,
                    each.verdictWithin()));
    Duration within =
        section.value("verdictWithin", limits.verdictWithin(), Amounts.DURATION, Amounts::duration);
    limits =
        tried(
            section,
            "verdictWithin",
            limits,
            within,
            each ->
                new Limits(
                    each.dailyLoss(),
                    each.dailyLossSoft(),
                    each.confirmReads(),
                    each.confirmSpan(),
                    each.instantFactor(),
                    within));
    limits = limits.with(ApiErrorLimitsReader.read(section.section("apiErrors")));
    limits = limits.with(SlippageReader.read(section.section("slippage")));
    limits = limits.with(FillsReader.read(section.section("fills")));
    limits = limits.with(SwitchLimitsReader.read(section.section("switches")));
    section.refuseOthers();
    return limits;
  }

  /** The change where the limits take it; else a problem, and the limits as they were. */
  static <T> T tried(Section section, String key, T before, Object value, UnaryOperator<T> change) {
    try {
      return change.apply(before);
    } catch (IllegalArgumentException e) {
      String sentence = String.valueOf(e.getMessage());
      int must = sentence.indexOf("must be ");
      int was = sentence.lastIndexOf(", was ");
      section.problem(
          key,
          sentence.substring(Math.max(0, must), was < 0 ? sentence.length() : was)
              + ", was "
              + value);
      return before;
    }
  }

  private static Limits withLoss(Limits limits, BigDecimal hard, BigDecimal soft) {
    return new Limits(
        hard,
        soft,
        limits.confirmReads(),
        limits.confirmSpan(),
        limits.instantFactor(),
        limits.verdictWithin());
  }

  private static BigDecimal half(BigDecimal number) {
    return number.divide(TWO, 6, RoundingMode.DOWN).stripTrailingZeros();
  }

  private static int whole(String text) {
    return Integer.parseInt(text);
  }
}
