package io.tripline.cli.broker;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to reach an account at the broker. Never written down, never printed.
 *
 * @param url base of the trading API, without a slash at the end
 * @param environment simulator, paper or live, for people
 */
public record BrokerAccess(String url, String keyId, String secretKey, String environment) {
  static final String PAPER = "https://paper-api.alpaca.markets";

  /**
   * The way to the guarded account; fails in one line where there is none.
   *
   * @param wanted the account that was named; null: that of the installation
   */
  public static BrokerAccess find(
      Installation installation, Map<String, String> environment, @Nullable AccountName wanted) {
    return of(BrokerLookup.find(installation, environment, wanted));
  }

  /** What was found; fails in one line where that is no way. */
  public static BrokerAccess of(BrokerLookup found) {
    return switch (found) {
      case BrokerLookup.At(var access, var scope) -> access;
      case BrokerLookup.Nowhere(var why) -> throw new CommandFailure(ExitCode.USAGE, why);
      case BrokerLookup.Closed(var at, var why) -> throw new CommandFailure(ExitCode.USAGE, why);
    };
  }

  /** The address as it is used here; that of paper trading where it is blank. */
  static String base(String url) {
    return (url.isBlank() ? PAPER : url.strip()).replaceFirst("(/v2)?/*$", "");
  }

  @Override
  public String toString() {
    return environment + " at " + url;
  }
}
