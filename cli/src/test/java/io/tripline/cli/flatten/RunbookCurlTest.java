package io.tripline.cli.flatten;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.Quantity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lines of the runbook that people type when there is nothing but curl. */
@Timeout(120)
class RunbookCurlTest {
  @TempDir Path folder;

  @Test
  void theCurlLinesOfP0CancelCloseAndShowFlat() throws Exception {
    try (DirectRig rig = new DirectRig(folder).holding("73").withExitAt("900", "73")) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", lines());
      shell
          .environment()
          .putAll(
              Map.of(
                  "APCA_API_KEY_ID", rig.simulator.keyId(),
                  "APCA_API_SECRET_KEY", rig.simulator.secretKey(),
                  "APCA_API_BASE_URL", rig.simulator.url().toString()));
      Process process = shell.redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(said).isZero();
      assertThat(said).contains("sell_to_close", "[]\n[]\n[]\n[]\n[]\n[]\n");
      assertThat(rig.held()).isEqualTo(Quantity.ZERO);
      assertThat(rig.http.openOrders().orThrow()).isEmpty();
      assertThat(rig.closing())
          .singleElement()
          .satisfies(order -> assertThat(order.filled()).isEqualTo(Quantity.of("73")));
    }
  }

  private static String lines() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory.resolve("runbooks"))) {
      directory = directory.getParent();
    }
    assertThat(directory).as("the folder of the runbooks above the working directory").isNotNull();
    String text =
        Files.readString(Objects.requireNonNull(directory).resolve("runbooks/p0-system-down.md"));
    String part = text.substring(text.indexOf("Without this repository"), text.indexOf("### 3."));
    return Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL)
        .matcher(part)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining("\n"));
  }
}
