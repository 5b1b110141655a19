package io.tripline.cli.flatten;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.RateBudget;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which account the break-glass works on: the keys of Alpaca's usual variables, else the simulator
 * of what runs here. No configuration file is read. Never printed with its keys.
 */
public record DirectBroker(AlpacaEndpoint endpoint, AlpacaCredentials credentials) {
  private static final String PAPER = "https://paper-api.alpaca.markets";
  private static final String LIVE_HOST = "api.alpaca.markets";
  private static final String PAPER_HOST = "paper-api.alpaca.markets";

  /** The account's name in proofs: which one it is, the keys decide. */
  static final AccountName ACCOUNT = new AccountName("break-glass");

  /** Alpaca allows 200 a minute; a worker that still lives takes at most 90 of them. */
  private static final int MESSAGES_PER_MINUTE = 110;

  /** The account that the variables name; throws a usage failure where they name none. */
  public static DirectBroker find(
      Map<String, String> environment, boolean live, Installation installation) {
    String key = environment.getOrDefault("APCA_API_KEY_ID", "").strip();
    String secret = environment.getOrDefault("APCA_API_SECRET_KEY", "").strip();
    if (key.isEmpty() && secret.isEmpty() && !live) {
      Optional<RunState.SimulatorAt> simulator = installation.running().map(RunState::simulator);
      if (simulator.isPresent()) {
        return new DirectBroker(
            AlpacaEndpoint.simulator(URI.create(simulator.get().url())),
            new AlpacaCredentials(simulator.get().keyId(), simulator.get().secretKey()));
      }
    }
    if (key.isEmpty() || secret.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          (key.isEmpty() ? "APCA_API_KEY_ID" : "APCA_API_SECRET_KEY")
              + " is not set: break-glass needs both keys of the account, and nothing else");
    }
    try {
      return new DirectBroker(
          endpoint(environment.getOrDefault("APCA_API_BASE_URL", "").strip(), live),
          new AlpacaCredentials(key, secret));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "APCA_API_BASE_URL or keys: " + e.getMessage(), e);
    }
  }

  private static AlpacaEndpoint endpoint(String url, boolean live) {
    URI base = URI.create(url.isEmpty() ? PAPER : url);
    String host = String.valueOf(base.getHost()).toLowerCase(Locale.ROOT);
    if (host.equals(LIVE_HOST) && !live) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "APCA_API_BASE_URL names the live host, real money: add --live to work on that account");
    }
    if (live && (host.equals(LIVE_HOST) || host.equals(PAPER_HOST))) {
      // Whoever types --live means it; paper keys are refused there.
      return AlpacaEndpoint.live(ACCOUNT, true, ACCOUNT.value());
    }
    if (live) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--live is for Alpaca's live host, but APCA_API_BASE_URL names " + host + "; unset one");
    }
    return host.equals(PAPER_HOST) ? AlpacaEndpoint.paper() : AlpacaEndpoint.simulator(base);
  }

  /** A client that may use the whole budget. */
  public AlpacaHttp http(InstantSource clock) {
    return new AlpacaHttp(endpoint, credentials, RateBudget.perMinute(MESSAGES_PER_MINUTE), clock)
        .forSafety();
  }

  /** True at the paper host. */
  public boolean paper() {
    return endpoint.environment() == Environment.PAPER;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
