package io.tripline.cli.drill;

import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The other bot of a drill: {@code examples/other-bot} with Alpaca's official Python client, in a
 * process of its own; where that can't be installed, a bot in Java that does the same over plain
 * HTTP, and the verdict says so.
 */
final class OtherBot implements AutoCloseable {
  private static final long INSTALL_SECONDS = 240;
  private static final String OUTSIDE = "QQQ";

  private final String what;
  private final @Nullable Process process;
  private final @Nullable Thread thread;

  private OtherBot(String what, @Nullable Process process, @Nullable Thread thread) {
    this.what = what;
    this.process = process;
    this.thread = thread;
  }

  /** Starts it; it buys so many shares of SPY and QQQ and then goes on ordering SPY. */
  static OtherBot start(
      DrillPlace place, RunState.SimulatorAt at, String spy, String qqq, Consumer<String> say)
      throws IOException, InterruptedException {
    Path home = place.where().home();
    String why = missing(home, say);
    if (!why.isEmpty()) {
      say.accept("drill: the other bot is plain Java: " + why);
      Thread bot = Thread.ofPlatform().daemon().name("other bot").start(() -> plain(at, spy, qqq));
      return new OtherBot("plain HTTP in Java; Alpaca's client is not there: " + why, null, bot);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                python(home).toString(),
                "-B",
                home.resolve("examples/other-bot/bot.py").toString(),
                spy,
                qqq)
            .redirectErrorStream(true);
    builder.environment().put("APCA_API_KEY_ID", at.keyId());
    builder.environment().put("APCA_API_SECRET_KEY", at.secretKey());
    builder.environment().put("APCA_API_BASE_URL", at.url());
    Process bot = builder.start();
    Thread.ofVirtual().start(() -> relay(bot, say));
    return new OtherBot("Alpaca's official Python client (alpaca-py)", bot, null);
  }

  /** Who it is. */
  String what() {
    return what;
  }

  /** Somebody stops the bot. */
  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
    Thread bot = thread;
    if (bot != null) {
      bot.interrupt();
    }
  }

  private static Path python(Path home) {
    return home.resolve(".tripline/conformance/python/bin/python");
  }

  /** Why the official client can't be used; empty where it can. */
  private static String missing(Path home, Consumer<String> say)
      throws IOException, InterruptedException {
    if (usable(home)) {
      return "";
    }
    Path install = home.resolve("simulator/conformance/install");
    if (!Files.isExecutable(install)) {
      return install + " is not here";
    }
    say.accept("drill: installing Alpaca's official Python client into .tripline/conformance");
    Process process =
        new ProcessBuilder(install.toString(), "", "python")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "it took too long to install";
    }
    return usable(home) ? "" : "it can't be installed (" + install + " says why)";
  }

  private static boolean usable(Path home) throws IOException, InterruptedException {
    return Files.isExecutable(python(home))
        && new ProcessBuilder(python(home).toString(), "-c", "import alpaca.trading.client")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private static void relay(Process bot, Consumer<String> say) {
    try (var lines = bot.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(line -> say.accept("  bot | " + line));
    } catch (IOException | java.io.UncheckedIOException e) {
      say.accept("  bot | ended");
    }
  }

  /** The same as bot.py does. */
  private static void plain(RunState.SimulatorAt at, String spy, String qqq) {
    OtherProgram broker = new OtherProgram(at);
    try {
      broker.buys(OUTSIDE, qqq, "bot-outside-held", null, "day");
      broker.buys(OUTSIDE, "1", "bot-outside-resting", "100", "gtc");
      broker.buys(DrillPlace.SYMBOL, spy, "bot-position", null, "day");
      int cancelled = 0;
      String last = "";
      for (int number = 1; ; number++) {
        TimeUnit.SECONDS.sleep(cancelled == 0 ? 15 : cancelled % 5 == 0 ? 45 : 6);
        if (!last.isEmpty()
            && broker.get("/v2/orders/" + last).body().path("status").asText().equals("canceled")) {
          cancelled++;
        }
        OtherProgram.Answer sent =
            broker.buys(DrillPlace.SYMBOL, "1", "bot-entry-" + number, "100", "day");
        last = sent.accepted() ? sent.body().path("id").asText() : "";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The simulated broker has ended, and the drill with it.
    }
  }
}
