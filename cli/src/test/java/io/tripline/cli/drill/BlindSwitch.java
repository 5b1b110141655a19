package io.tripline.cli.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles a copy of the daily-loss switch that never objects. Put before the real one on a class
 * path it makes workers whose evaluation always says PASS; production code has no way to ask for
 * that.
 */
final class BlindSwitch {
  private static final String EVALUATES =
      "public List<SwitchStep> on(Reading<DailyLoss> reading, Moment moment) {";

  private BlindSwitch() {}

  /** Answers the directory to put before the class path. */
  static Path compile(Path folder) throws IOException {
    Path source =
        DrillProcess.repository()
            .resolve(
                "workflows/src/main/java/io/tripline/workflows/killswitch/DailyLossSwitch.java");
    String text = Files.readString(source);
    if (!text.contains(EVALUATES)) {
      throw new AssertionError("the switch looks different now; this test must follow it");
    }
    Path copy = Files.createDirectories(folder.resolve("blind")).resolve("DailyLossSwitch.java");
    Files.writeString(
        copy, text.replace(EVALUATES, EVALUATES + " if (moment != null) { return List.of(); }"));
    Path classes = Files.createDirectories(folder.resolve("blind-classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-d",
                      classes.toString(),
                      "-cp",
                      System.getProperty("java.class.path", "")),
                  null,
                  files.getJavaFileObjects(copy))
              .call();
      if (!compiled) {
        throw new AssertionError("the blind switch does not compile");
      }
    }
    return classes;
  }
}
