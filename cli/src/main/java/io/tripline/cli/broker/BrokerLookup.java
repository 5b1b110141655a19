package io.tripline.cli.broker;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the way to the guarded account, which is the one that commands look at. */
public sealed interface BrokerLookup {
  /**
   * The way to it.
   *
   * @param scope which part of it is ours; empty where no configuration says so
   */
  record At(BrokerAccess access, Optional<Scope> scope) implements BrokerLookup {}

  /** No account was configured, and none runs. */
  record Nowhere(String why) implements BrokerLookup {}

  /** There is an account, and it can't be looked at: what it holds is unknown. */
  record Closed(String environment, String why) implements BrokerLookup {}

  /**
   * What runs here wins, while it lives; then {@code tripline.yaml}; Alpaca's usual variables alone
   * only where there is no file, or none that can be read.
   *
   * @param wanted the account that was named; null: that of the installation
   */
  static BrokerLookup find(
      Installation installation, Map<String, String> environment, @Nullable AccountName wanted) {
    Optional<RunState> running = installation.running();
    Optional<RunState> alive = running.filter(BrokerLookup::lives);
    Configured.Guarded account;
    try {
      account = guarded(installation, environment, alive);
    } catch (CommandFailure e) {
      return alive
          .flatMap(BrokerLookup::simulated)
          .map(access -> (BrokerLookup) new At(access, Optional.empty()))
          .orElseGet(() -> unreadable(environment, String.valueOf(e.getMessage())));
    }
    boolean configured = Files.exists(installation.configuration()) || alive.isPresent();
    if (!configured) {
      return variables(environment).orElseGet(() -> ofFile(account, running.isPresent()));
    }
    String name = alive.map(RunState::account).orElse(account.name().value());
    if (wanted != null && !wanted.value().equals(name)) {
      return new Closed(
          "broker",
          "this installation is that of account "
              + name
              + "; name that of "
              + wanted
              + " with --data or --config");
    }
    return alive
        .flatMap(BrokerLookup::simulated)
        .map(access -> (BrokerLookup) new At(access, Optional.of(account.scope())))
        .orElseGet(() -> ofFile(account, running.isPresent()));
  }

  /** The supervising process, or the simulator that it left behind. */
  private static boolean lives(RunState run) {
    return run.alive()
        || run.processes().stream().anyMatch(p -> p.name().equals("simulator") && p.alive());
  }

  private static Optional<BrokerAccess> simulated(RunState run) {
    return Optional.ofNullable(run.simulator())
        .map(at -> new BrokerAccess(at.url(), at.keyId(), at.secretKey(), "simulator"));
  }

  /** As those of what runs: {@code up --broker paper} replaces the environment of the file. */
  private static Configured.Guarded guarded(
      Installation installation, Map<String, String> environment, Optional<RunState> alive) {
    Configured.Guarded account = Configured.guarded(installation, environment);
    String runs = alive.map(RunState::environment).orElse("");
    if (!runs.matches("simulator|paper") || runs.equals(word(account.environment()))) {
      return account;
    }
    Map<String, String> as = new HashMap<>(environment);
    as.put("TRIPLINE_BROKER", runs);
    return Configured.guarded(installation, as);
  }

  private static String word(Environment environment) {
    return environment.name().toLowerCase(Locale.ROOT);
  }

  private static BrokerLookup unreadable(Map<String, String> environment, String why) {
    return variables(environment).orElseGet(() -> new Closed("broker", why));
  }

  private static BrokerLookup ofFile(Configured.Guarded account, boolean ran) {
    Environment at = account.environment();
    URI url =
        switch (at) {
          case SIMULATOR -> account.url().orElse(null);
          case PAPER -> URI.create(BrokerAccess.PAPER);
          case LIVE -> URI.create("https://api.alpaca.markets");
        };
    if (url == null) {
      String why =
          "no broker to ask: account "
              + account.name()
              + " is simulated, and no simulator runs here; `./tripline up` starts one";
      return ran ? new Closed("simulator", why) : new Nowhere(why);
    }
    try {
      Configured.Keys keys = account.keys().get();
      return new At(
          new BrokerAccess(
              BrokerAccess.base(url.toString()), keys.keyId(), keys.secretKey(), word(at)),
          Optional.of(account.scope()));
    } catch (CommandFailure e) {
      return new Closed(word(at) + " at " + url, String.valueOf(e.getMessage()));
    }
  }

  /** The account of Alpaca's usual variables; empty where they name none. */
  private static Optional<BrokerLookup> variables(Map<String, String> environment) {
    String key = environment.getOrDefault("APCA_API_KEY_ID", "");
    String secret = environment.getOrDefault("APCA_API_SECRET_KEY", "");
    if (key.isBlank() || secret.isBlank()) {
      return Optional.empty();
    }
    String base = BrokerAccess.base(environment.getOrDefault("APCA_API_BASE_URL", ""));
    return Optional.of(
        new At(
            new BrokerAccess(base, key, secret, base.equals(BrokerAccess.PAPER) ? "paper" : base),
            Optional.empty()));
  }
}
