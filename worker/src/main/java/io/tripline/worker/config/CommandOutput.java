package io.tripline.worker.config;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a shell command prints, within a time: one that asks somebody something waits for ever. */
final class CommandOutput {
  private CommandOutput() {}

  /**
   * Runs it and reads its output; what it started is ended with it where it takes too long.
   *
   * @param what for the message, such as {@code account.keys.id}
   * @throws ConfigurationException if it fails; its text names the command, never what it printed
   */
  static String of(String what, String line, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Process process;
    try {
      process =
          new ProcessBuilder("/bin/sh", "-c", line)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw failure(what, line, "can't be run");
    }
    FutureTask<byte[]> output = new FutureTask<>(() -> process.getInputStream().readAllBytes());
    Thread.ofPlatform().daemon().name("output of a command").start(output);
    try {
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw failure(what, line, "did not end within " + patience.toSeconds() + " s");
      }
      if (process.exitValue() != 0) {
        throw failure(what, line, "failed");
      }
      // What it left running may hold the output open.
      byte[] printed = output.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return new String(printed, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw failure(what, line, "left its output open");
    } catch (ExecutionException e) {
      throw failure(what, line, "can't be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(what, line, "was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static ConfigurationException failure(String what, String line, String why) {
    return new ConfigurationException(what, "the command " + line + " " + why);
  }
}
