package io.tripline.workflows.killswitch;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * The numbers of the API-error switch, from {@code tripline.yaml} (risk.md section 8.2, K3). Only
 * calls that failed on the broker's side count: no answer, a server error, an answer that can't be
 * read, refused keys. Our own mistakes (4xx) and 429 are no outage.
 *
 * @param authInARow refused keys in a row
 * @param tradingInARow failed calls of the Trading API in a row
 * @param dataInARow failed calls of the market-data API in a row
 * @param rate share of failed calls that trips, as a fraction
 * @param rateCalls calls that must have been made before the rate counts
 * @param rateWindow wall time over which the rate is taken
 */
public record ApiErrorLimits(
    int authInARow,
    int tradingInARow,
    int dataInARow,
    BigDecimal rate,
    int rateCalls,
    Duration rateWindow) {
  /** The shipped numbers. */
  public static final ApiErrorLimits DEFAULT =
      new ApiErrorLimits(1, 5, 10, new BigDecimal("0.2"), 20, Duration.ofMinutes(5));

  /** Throws {@link IllegalArgumentException} naming the number that is out of range. */
  public ApiErrorLimits {
    inARow("authInARow", authInARow);
    inARow("tradingInARow", tradingInARow);
    inARow("dataInARow", dataInARow);
    Allowed.require(
        rate.signum() > 0 && rate.compareTo(BigDecimal.ONE) <= 0,
        "rate",
        "above 0 and at most 1",
        rate);
    Allowed.require(rateCalls >= 5 && rateCalls <= 200, "rateCalls", "5 to 200", rateCalls);
    Allowed.require(
        rateWindow.compareTo(Duration.ofMinutes(1)) >= 0
            && rateWindow.compareTo(Duration.ofHours(1)) <= 0,
        "rateWindow",
        "1 min to 1 h",
        rateWindow);
  }

  private static void inARow(String name, int number) {
    Allowed.require(number >= 1 && number <= 50, name, "1 to 50", number);
  }
}
