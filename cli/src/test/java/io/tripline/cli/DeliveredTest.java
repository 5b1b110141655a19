package io.tripline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import picocli.CommandLine;

/** Data that does not arrive. */
class DeliveredTest {
  private final StringWriter err = new StringWriter();

  /** Takes a part and then fails. */
  private static OutputStream failing(String why) {
    return new OutputStream() {
      private int taken;

      @Override
      public void write(int one) throws IOException {
        if (++taken > 20) {
          throw new IOException(why);
        }
      }
    };
  }

  private int run(OutputStream to, String... arguments) {
    CommandLine line = Tripline.commandLine();
    line.setErr(new PrintWriter(err, true));
    return Tripline.execute(line, new Delivered(to), UTF_8, arguments);
  }

  @Test
  void aFullDiskIsNoSuccess() {
    assertThat(run(failing("No space left on device"), "runbook", "list", "-o", "json"))
        .isEqualTo(1);
    assertThat(err.toString()).contains("the output is cut", "No space left on device");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theSystemsOwnFullDeviceIsNoSuccess() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      assertThat(run(full, "runbook", "list")).isEqualTo(1);
    }
  }

  @Test
  void whoReadsOnlyTheBeginningIsToldNothing() {
    assertThat(run(failing("Broken pipe"), "runbook", "list")).isEqualTo(0);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFailureKeepsItsOwnCode() {
    assertThat(run(failing("No space left on device"), "runbook", "show", "P9")).isEqualTo(2);
  }
}
