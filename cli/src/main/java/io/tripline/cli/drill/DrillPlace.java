package io.tripline.cli.drill;

import io.tripline.cli.connect.Installation;
import io.tripline.cli.up.Ports;
import io.tripline.cli.up.SystemPlan;
import io.tripline.workflows.broker.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A drill's own place: directory, configuration, ports, namespace and account, beside a real {@code
 * up}. Limits, waits and procedures are the shipped ones.
 */
record DrillPlace(Installation where, int temporalPort, int uiPort, int simulatorPort) {
  static final AccountName ACCOUNT = new AccountName("drill");
  static final String NAMESPACE = "drill";

  /** The responder, the first of the roster. */
  static final List<String> ROSTER = List.of("alice", "bob", "carol");

  static final String SYMBOL = "SPY";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * Makes it.
   *
   * @param session further lines below {@code session} of its configuration
   */
  static DrillPlace make(Installation real, Instant now, String session) throws IOException {
    Path drills = real.home().resolve(".tripline").resolve("drills");
    Files.createDirectories(drills);
    Path folder = drills.resolve(STAMP.format(now));
    for (int n = 2; Files.exists(folder); n++) {
      folder = drills.resolve(STAMP.format(now) + "-" + n);
    }
    Files.createDirectory(folder);
    Path configuration = folder.resolve("tripline.yaml");
    Files.writeString(configuration, yaml(session));
    int temporal = Ports.free();
    Files.writeString(
        folder.resolve("temporal.toml"),
        "[profile.default]\naddress = \"127.0.0.1:%d\"\nnamespace = \"%s\"\n"
            .formatted(temporal, NAMESPACE));
    int ui = Ports.free();
    int simulator = Ports.free();
    return new DrillPlace(
        new Installation(real.home(), configuration, folder), temporal, ui, simulator);
  }

  private static String yaml(String session) {
    return """
    # A drill's configuration: every limit and every wait is the default.
    version: 1
    account:
      name: %s
      environment: simulator
      scope: everything
    session:
      trades: true
      symbol: %s
    %sapprovers: [%s]
    journal:
      url: sqlite
    """
        .formatted(ACCOUNT, SYMBOL, session, String.join(", ", ROSTER));
  }

  /** The system that runs there. */
  SystemPlan plan() {
    return new SystemPlan(
        where,
        ACCOUNT,
        "simulator",
        true,
        true,
        "127.0.0.1:" + temporalPort,
        uiPort,
        NAMESPACE,
        false,
        Optional.of(simulatorPort),
        List.of(),
        cleared());
  }

  /** What our own environment says of brokers and servers is not the drill's. */
  private Map<String, String> cleared() {
    Map<String, String> cleared = new HashMap<>();
    for (String name : System.getenv().keySet()) {
      boolean ours =
          name.equals("TEMPORAL_ADDRESS")
              || name.equals("TEMPORAL_NAMESPACE")
              || name.startsWith("TRIPLINE_")
              || name.startsWith("APCA_");
      if (name.startsWith("TEMPORAL_") && !name.equals("TEMPORAL_CLI") && !ours) {
        cleared.put(name, "");
      }
      if (name.equals("TRIPLINE_USER")
          || name.equals("TRIPLINE_BROKER")
          || name.equals("TRIPLINE_LIVE")) {
        cleared.put(name, "");
      }
    }
    cleared.put("APCA_API_DATA_URL", "");
    cleared.put("TEMPORAL_CONFIG_FILE", where.data().resolve("temporal.toml").toString());
    return cleared;
  }

  /** Environment of the commands that a person would type. */
  Map<String, String> commandEnvironment() {
    Map<String, String> all = new HashMap<>();
    for (String name : System.getenv().keySet()) {
      if (name.startsWith("APCA_")
          || (name.startsWith("TEMPORAL_") && !name.equals("TEMPORAL_CLI"))
          || (name.startsWith("TRIPLINE_") && !name.equals("TRIPLINE_HOME"))) {
        all.put(name, "");
      }
    }
    return all;
  }
}
