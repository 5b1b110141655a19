package io.tripline.cli.doctor;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.DeadManService;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.StreamsKnown;
import io.tripline.cli.connect.Temporal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks what the other commands need. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check the machine: JDK, Temporal, ports, disk, keys, configuration.")
public final class DoctorCommand implements Callable<Integer> {
  private static final long ENOUGH_MIB = 500;

  @Mixin Common common;

  private record Finding(String check, String result, String detail) {}

  @Override
  public Integer call() {
    Installation installation = common.installation();
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk());
    findings.add(temporalCli(installation));
    findings.add(temporal());
    findings.add(streams());
    findings.add(port(7233, "Temporal"));
    findings.add(port(8233, "Temporal UI"));
    findings.add(disk(installation.data()));
    findings.add(configuration(installation));
    findings.add(keys());
    findings.add(runbooks(installation));
    findings.add(deadMan(installation));
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Finding each : findings) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("check", each.check());
      row.put("result", each.result());
      row.put("detail", each.detail());
      rows.add(row);
    }
    common.output().rows("checks", rows);
    boolean failed = findings.stream().anyMatch(each -> each.result().equals("FAIL"));
    return (failed ? ExitCode.FAILED : ExitCode.OK).number();
  }

  private static Finding deadMan(Installation installation) {
    DeadManService service =
        DeadManService.look(installation, System.getenv(), java.time.Instant.now());
    return new Finding("dead-man", service.beats() ? "ok" : "note", service.sentence());
  }

  private static Finding jdk() {
    int version = Runtime.version().feature();
    return new Finding(
        "jdk",
        version >= 21 ? "ok" : "FAIL",
        "Java " + Runtime.version() + " in " + System.getProperty("java.home"));
  }

  private static Finding temporalCli(Installation installation) {
    Path cache = installation.home().resolve(".tripline").resolve("temporal");
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(java.io.File.pathSeparator, -1)) {
      Path binary = Path.of(folder.isEmpty() ? "." : folder, "temporal");
      if (Files.isExecutable(binary)) {
        return new Finding("temporal cli", "ok", binary.toString());
      }
    }
    if (System.getenv("TEMPORAL_CLI") != null) {
      return new Finding("temporal cli", "ok", System.getenv("TEMPORAL_CLI"));
    }
    if (Files.isDirectory(cache)) {
      return new Finding("temporal cli", "ok", "in " + cache);
    }
    return new Finding(
        "temporal cli", "note", "none yet; `./tripline up` installs one (about 45 MB)");
  }

  private Finding temporal() {
    try (Temporal temporal = common.temporal()) {
      return new Finding(
          "temporal", "ok", temporal.address() + ", namespace " + temporal.namespace());
    } catch (CommandFailure e) {
      return new Finding("temporal", "note", String.valueOf(e.getMessage()));
    }
  }

  private Finding streams() {
    StreamsKnown streams;
    try (Temporal temporal = common.temporal()) {
      streams = StreamsKnown.of(temporal, common.account());
    } catch (CommandFailure e) {
      streams = StreamsKnown.unknown("Temporal or the account can't be asked");
    }
    return new Finding(
        "streams",
        streams.problem().isEmpty() && !streams.troubled() ? "ok" : "note",
        String.join("; ", streams.describe()));
  }

  private static Finding port(int port, String what) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return new Finding("port " + port, "note", "in use (" + what + " stands there by default)");
    } catch (IOException e) {
      return new Finding("port " + port, "ok", "free for " + what);
    }
  }

  private static Finding disk(Path data) {
    try {
      Path there = data;
      while (!Files.exists(there) && there.getParent() != null) {
        there = there.getParent();
      }
      FileStore store = Files.getFileStore(there);
      long free = store.getUsableSpace() / (1024 * 1024);
      boolean writable = Files.isWritable(there);
      return new Finding(
          "disk",
          free >= ENOUGH_MIB && writable ? "ok" : "FAIL",
          free + " MiB free for " + data + (writable ? "" : ", which can't be written"));
    } catch (IOException e) {
      return new Finding("disk", "FAIL", data + " can't be looked at: " + e.getMessage());
    }
  }

  private static Finding configuration(Installation installation) {
    return Files.exists(installation.configuration())
        ? new Finding("configuration", "ok", installation.configuration().toString())
        : new Finding(
            "configuration",
            "note",
            "no "
                + installation.configuration()
                + ": the defaults on a simulated account; `./tripline init` writes one");
  }

  private static Finding keys() {
    boolean both =
        System.getenv("APCA_API_KEY_ID") != null && System.getenv("APCA_API_SECRET_KEY") != null;
    return new Finding(
        "keys",
        both ? "ok" : "note",
        both
            ? "APCA_API_KEY_ID and APCA_API_SECRET_KEY are set (not shown)"
            : "APCA_API_KEY_ID and APCA_API_SECRET_KEY are not both set: only the simulator");
  }

  private static Finding runbooks(Installation installation) {
    List<String> warnings = Configured.runbookWarnings(installation);
    return warnings.isEmpty()
        ? new Finding("runbooks", "ok", "every document that serves has its steps")
        : new Finding("runbooks", "FAIL", String.join("; ", warnings));
  }
}
