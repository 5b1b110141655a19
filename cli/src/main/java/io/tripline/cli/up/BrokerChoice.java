package io.tripline.cli.up;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Configured;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.account.Environment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which broker an {@code up} works with, checked before anything is started.
 *
 * @param environment simulator, paper or live
 * @param workerEnvironment what the workers must know of the choice
 */
record BrokerChoice(
    String environment, boolean startsSimulator, Map<String, String> workerEnvironment) {
  static BrokerChoice of(
      Settings settings, @Nullable String live, Map<String, String> environment) {
    Environment chosen = settings.account().environment();
    if (!settings.confirmed(live)) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "account "
              + settings.account().name()
              + " is LIVE: repeat its name to start: --live "
              + settings.account().name());
    }
    Map<String, String> workers = new HashMap<>();
    if (environment.containsKey("TRIPLINE_BROKER")) {
      workers.put("TRIPLINE_BROKER", environment.getOrDefault("TRIPLINE_BROKER", ""));
    }
    return switch (chosen) {
      case SIMULATOR -> new BrokerChoice("simulator", settings.account().url() == null, workers);
      case PAPER -> {
        checkKeys("https://paper-api.alpaca.markets", "paper", settings, environment);
        yield new BrokerChoice("paper", false, workers);
      }
      case LIVE -> {
        checkKeys("https://api.alpaca.markets", "live", settings, environment);
        yield new BrokerChoice("live", false, workers);
      }
    };
  }

  /** Wrong keys, no network or an unknown symbol are known before anything is started. */
  private static void checkKeys(
      String url, String name, Settings settings, Map<String, String> environment) {
    Configured.Keys keys = Configured.keys(settings, environment);
    PlainBroker broker =
        new PlainBroker(new BrokerAccess(url, keys.keyId(), keys.secretKey(), name));
    broker.get("/v2/account");
    TradedSymbol.check(broker, settings);
  }
}
