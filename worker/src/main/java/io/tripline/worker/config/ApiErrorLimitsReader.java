package io.tripline.worker.config;

import io.tripline.workflows.killswitch.ApiErrorLimits;
import java.math.BigDecimal;
import java.time.Duration;

/** Reads {@code limits.apiErrors}; what is allowed is known to {@link ApiErrorLimits} alone. */
final class ApiErrorLimitsReader {
  private static final String WHOLE = "must be a whole number";

  private ApiErrorLimitsReader() {}

  static ApiErrorLimits read(Section section) {
    ApiErrorLimits limits = ApiErrorLimits.DEFAULT;
    int auth = section.value("authInARow", limits.authInARow(), WHOLE, Integer::valueOf);
    limits =
        LimitsReader.tried(
            section,
            "authInARow",
            limits,
            auth,
            at -> rows(at, auth, at.tradingInARow(), at.dataInARow()));
    int trading = section.value("tradingInARow", limits.tradingInARow(), WHOLE, Integer::valueOf);
    limits =
        LimitsReader.tried(
            section,
            "tradingInARow",
            limits,
            trading,
            at -> rows(at, at.authInARow(), trading, at.dataInARow()));
    int data = section.value("dataInARow", limits.dataInARow(), WHOLE, Integer::valueOf);
    limits =
        LimitsReader.tried(
            section,
            "dataInARow",
            limits,
            data,
            at -> rows(at, at.authInARow(), at.tradingInARow(), data));
    BigDecimal rate = section.value("rate", limits.rate(), Amounts.FRACTION, Amounts::fraction);
    limits =
        LimitsReader.tried(
            section, "rate", limits, rate, at -> rate(at, rate, at.rateCalls(), at.rateWindow()));
    int calls = section.value("rateCalls", limits.rateCalls(), WHOLE, Integer::valueOf);
    limits =
        LimitsReader.tried(
            section, "rateCalls", limits, calls, at -> rate(at, at.rate(), calls, at.rateWindow()));
    Duration window =
        section.value("rateWindow", limits.rateWindow(), Amounts.DURATION, Amounts::duration);
    limits =
        LimitsReader.tried(
            section,
            "rateWindow",
            limits,
            window,
            at -> rate(at, at.rate(), at.rateCalls(), window));
    section.refuseOthers();
    return limits;
  }

  private static ApiErrorLimits rows(ApiErrorLimits at, int auth, int trading, int data) {
    return new ApiErrorLimits(auth, trading, data, at.rate(), at.rateCalls(), at.rateWindow());
  }

  private static ApiErrorLimits rate(
      ApiErrorLimits at, BigDecimal rate, int calls, Duration window) {
    return new ApiErrorLimits(
        at.authInARow(), at.tradingInARow(), at.dataInARow(), rate, calls, window);
  }
}
