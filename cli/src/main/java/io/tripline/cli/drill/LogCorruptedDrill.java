package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.runbook.Cause;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A line in the middle of the audit's file is destroyed. The check finds it, maintenance leaves it
 * alone while the market is open, and writes the file anew from the journal once it is closed; the
 * damaged one is kept. The drill changes only the file and the broker's clock.
 */
final class LogCorruptedDrill implements Rehearsal {
  private static final String MARK = "#### DRILL: this line was destroyed ";

  private final Stage stage;
  private final MinorIncident minor;
  private int turns;

  LogCorruptedDrill(Stage stage) {
    this.stage = stage;
    this.minor = new MinorIncident(stage, Cause.LOG_CORRUPTED);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = stage.begin();
    stage.endsTheSession();
    minor.schedules();
    int orders = stage.broker().get("/v2/orders?status=all&limit=500").size();
    Path audit = stage.place().where().logs().resolve("trade_audit.csv");
    List<String> before = Files.readAllLines(audit);
    destroy(audit, before);
    Instant destroyed = Instant.now();
    String incident = minor.checked();
    IncidentView last = stage.follow().toTheEnd(incident, this::turn);
    return minor.judge(
        incident,
        last,
        hash,
        destroyed,
        orders,
        (verdict, checks) -> {
          checks.windows(minor.windows(), "NOT_NOW", "MENDED");
          checks.restored(audit, before);
          checks.damagedKept(stage.place().where().logs(), "trade_audit.damaged-1.csv", MARK);
          int code = stage.typed().run("journal", "verify");
          verdict.found("audit chain whole", code == 0, "journal verify ended with " + code);
        });
  }

  private void turn(IncidentView view) throws IOException, InterruptedException {
    if (!MinorIncident.waitsForFix(view) || turns > 1) {
      return;
    }
    if (turns++ == 0) {
      stage.say("drill: maintenance is begun although the market is open");
      minor.maintains();
    } else {
      stage.say("drill: moving the simulated clock past the close");
      stage.market().nextClose();
      minor.maintains();
    }
  }

  /** In place and of the same length, as a bad block of a disk would. */
  private void destroy(Path audit, List<String> lines) throws IOException {
    if (lines.size() < 4) {
      throw new CommandFailure(ExitCode.FAILED, audit + " has only " + lines.size() + " lines");
    }
    int victim = lines.size() / 2;
    long offset = 0;
    for (String line : lines.subList(0, victim)) {
      offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
    }
    int length = lines.get(victim).getBytes(StandardCharsets.UTF_8).length;
    byte[] damage =
        (MARK + "x".repeat(length)).substring(0, length).getBytes(StandardCharsets.UTF_8);
    stage.say("drill: line " + (victim + 1) + " of " + audit + " is destroyed");
    try (RandomAccessFile file = new RandomAccessFile(audit.toFile(), "rw")) {
      file.seek(offset);
      file.write(damage);
    }
  }
}
