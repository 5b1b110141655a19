package io.tripline.cli.up;

import io.tripline.cli.Tripline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Command lines that start this program again as another process. */
public final class JavaCommand {
  private JavaCommand() {}

  /** The same program with other arguments, for a process that lives long. */
  public static List<String> service(String... arguments) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx512m"));
    String more = System.getenv("TRIPLINE_JAVA_OPTS");
    if (more != null && !more.isBlank()) {
      options.addAll(Arrays.asList(more.strip().split("\\s+")));
    }
    return command(options, List.of(arguments));
  }

  /** The same program with other arguments, for a command that ends soon. */
  public static List<String> brief(List<String> arguments) {
    return command(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments);
  }

  private static List<String> command(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    if (Runtime.version().feature() >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Tripline.class.getName());
    command.addAll(arguments);
    return command;
  }
}
