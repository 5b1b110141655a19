package io.tripline.cli.init;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Tripline;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Never overwrites a configuration unless told to. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Write a commented tripline.yaml with every default.")
public final class InitCommand implements Callable<Integer> {
  @Mixin Common common;

  @Option(names = "--force", description = "Replace an existing file; the old one is kept as .bak.")
  boolean force;

  @Override
  public Integer call() throws IOException {
    Path file = common.installation().configuration();
    if (Files.exists(file)) {
      if (!force) {
        throw new CommandFailure(
            ExitCode.CONFLICT, file + " exists already and was left as it is; --force replaces it");
      }
      Files.copy(file, Path.of(file + ".bak"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    try (InputStream template = Tripline.class.getResourceAsStream("/tripline.template.yaml")) {
      if (template == null) {
        throw new IllegalStateException("the template is missing from this build");
      }
      Files.write(file, template.readAllBytes());
    }
    common.output().line("wrote " + file + "; every value in it is the default");
    common.output().line("next: ./tripline up, or ./tripline drill daily-loss");
    common.output().document(Map.of("path", file.toString()));
    return ExitCode.OK.number();
  }
}
