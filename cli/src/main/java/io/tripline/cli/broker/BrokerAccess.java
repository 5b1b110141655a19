package io.tripline.cli.broker;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import java.util.Map;
import java.util.Optional;

/**
 * How to reach an account at the broker. Never written down, never printed.
 *
 * @param url base of the trading API, without a slash at the end
 * @param environment simulator, paper or live, for people
 */
public record BrokerAccess(String url, String keyId, String secretKey, String environment) {
  private static final String PAPER = "https://paper-api.alpaca.markets";

  /** The simulator of what runs here, else the account of Alpaca's usual variables. */
  public static BrokerAccess find(Installation installation, Map<String, String> environment) {
    Optional<RunState> running = installation.running();
    if (running.isPresent() && running.get().simulator() != null) {
      RunState.SimulatorAt simulator = running.get().simulator();
      return new BrokerAccess(
          simulator.url(), simulator.keyId(), simulator.secretKey(), "simulator");
    }
    String key = environment.getOrDefault("APCA_API_KEY_ID", "");
    String secret = environment.getOrDefault("APCA_API_SECRET_KEY", "");
    if (key.isBlank() || secret.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no broker to ask: nothing runs here, and APCA_API_KEY_ID and APCA_API_SECRET_KEY are not"
              + " both set; `./tripline up` starts a simulated one");
    }
    String url = environment.getOrDefault("APCA_API_BASE_URL", PAPER);
    String base = (url.isBlank() ? PAPER : url.strip()).replaceFirst("(/v2)?/*$", "");
    return new BrokerAccess(base, key, secret, base.equals(PAPER) ? "paper" : base);
  }

  @Override
  public String toString() {
    return environment + " at " + url;
  }
}
