package io.tripline.cli.drill;

import io.tripline.cli.connect.Installation;
import io.tripline.cli.up.Ports;
import io.tripline.cli.up.SystemPlan;
import io.tripline.workflows.broker.AccountName;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
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
record DrillPlace(
    Installation where, int temporalPort, int uiPort, int simulatorPort, boolean foreign) {
  static final AccountName ACCOUNT = new AccountName("drill");
  static final String NAMESPACE = "drill";

  /** The responder, the first of the roster. */
  static final List<String> ROSTER = List.of("alice", "bob", "carol");

  static final String SYMBOL = "SPY";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** Makes it, configured as the plot says. */
  static DrillPlace make(Installation real, Instant now, Plot plot) throws IOException {
    Path drills = DrillFolders.below(real.home());
    Files.createDirectories(drills);
    Path folder = newFolder(drills, STAMP.format(now));
    Path configuration = folder.resolve("tripline.yaml");
    Files.writeString(configuration, yaml(plot));
    int temporal = Ports.free();
    Files.writeString(
        folder.resolve("temporal.toml"),
        "[profile.default]\naddress = \"127.0.0.1:%d\"\nnamespace = \"%s\"\n"
            .formatted(temporal, NAMESPACE));
    int ui = Ports.free();
    int simulator = Ports.free();
    return new DrillPlace(
        new Installation(real.home(), configuration, folder),
        temporal,
        ui,
        simulator,
        plot.foreign());
  }

  /** Several drills may begin in the same second. */
  private static Path newFolder(Path drills, String stamp) throws IOException {
    for (int n = 1; ; n++) {
      try {
        return Files.createDirectory(drills.resolve(n == 1 ? stamp : stamp + "-" + n));
      } catch (FileAlreadyExistsException e) {
        // Another drill's: the next number.
      }
    }
  }

  private static String yaml(Plot plot) {
    return """
    # A drill's configuration: what is not here is the default.
    version: 1
    account:
      name: %s
      environment: simulator
      scope: %s
      trader: %s
    session:
      trades: %s
      symbol: %s
    %sapprovers: [%s]
    journal:
      url: sqlite
    %s\
    """
        .formatted(
            ACCOUNT,
            plot.foreign() ? "[" + SYMBOL + "]" : "everything",
            plot.foreign() ? "other" : "tripline",
            !plot.foreign(),
            SYMBOL,
            plot.session(),
            String.join(", ", ROSTER),
            plot.configuration());
  }

  /** The system that runs there. */
  SystemPlan plan() {
    return new SystemPlan(
        where,
        ACCOUNT,
        "simulator",
        true,
        !foreign,
        "127.0.0.1:" + temporalPort,
        uiPort,
        NAMESPACE,
        false,
        Optional.of(simulatorPort),
        foreign ? List.of("--symbol", SYMBOL + "=650", "--symbol", "QQQ=500") : List.of(),
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
          || name.equals("TRIPLINE_HALT")
          || name.equals("TRIPLINE_BROKER")) {
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
