package io.tripline.cli.flatten;

import io.tripline.activities.broker.AlpacaEndpoint;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.journal.BreakGlassNote;
import io.tripline.activities.journal.BreakGlassSpool;
import io.tripline.cli.Output;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.flatten.DirectEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The note that a break-glass leaves for the guard. A disk that can't be written holds nothing up.
 */
final class DirectNotes {
  private final BreakGlassSpool spool;
  private final Output output;
  private final String by;
  private final String reason;
  private final Instant beganAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final String id =
      "direct-" + beganAt.toString().replaceAll("[^0-9]", "") + "-" + ProcessHandle.current().pid();
  private @Nullable AlpacaEndpoint endpoint;
  private @Nullable Path place;

  DirectNotes(BreakGlassSpool spool, Output output, String by, String reason) {
    this.spool = spool;
    this.output = output;
    this.by = by;
    this.reason = reason;
  }

  /** The installation's data directory where there is one, else the user's state directory. */
  static BreakGlassSpool spool(Installation installation, Map<String, String> environment) {
    return Files.isDirectory(installation.data())
        ? BreakGlassSpool.of(installation.data())
        : BreakGlassSpool.ofUser(environment, System.getProperty("user.home", "."));
  }

  /** Where the note lies; null while there is none. */
  @Nullable Path place() {
    return place;
  }

  /** Before anything is changed at the broker: a process that is killed leaves a note, too. */
  void begin(AlpacaEndpoint at) {
    endpoint = at;
    write(BreakGlassNote.UNKNOWN, null, BreakGlassNote.BEGAN, "", List.of(), List.of());
  }

  /** Just before the flag is cleared: a process that is killed from here on leaves it off. */
  void clearsSuspension() {
    write(
        BreakGlassNote.UNKNOWN,
        null,
        BreakGlassNote.BEGAN,
        "",
        List.of(),
        List.of("suspend_trade was set and is cleared; look whether it is on again"));
  }

  /** Nothing was closed. */
  void gaveUp(String why) {
    write(
        BreakGlassNote.UNKNOWN, Instant.now(), BreakGlassNote.NOT_FLAT, why, List.of(), List.of());
  }

  /**
   * The end, of whatever kind.
   *
   * @param flag what became of suspend_trade; empty where it was not touched
   */
  void end(AlpacaHttp http, DirectEnd end, String flag) {
    String account = accountOf(http, end);
    switch (end) {
      case DirectEnd.Flat(var proof) ->
          write(
              account,
              Instant.now(),
              BreakGlassNote.FLAT,
              "",
              proof.closingOrders(),
              with(DirectReport.lines(proof), flag));
      case DirectEnd.NotFlat(var reasonOf, var detail, var last, var orders, var at) ->
          write(
              account,
              Instant.now(),
              BreakGlassNote.NOT_FLAT,
              reasonOf.sentence() + " " + detail,
              orders,
              with(last == null ? List.of() : DirectReport.exposure(last), flag));
    }
  }

  private static List<String> with(List<String> lines, String flag) {
    return flag.isEmpty() ? lines : Stream.concat(lines.stream(), Stream.of(flag)).toList();
  }

  private static String accountOf(AlpacaHttp http, DirectEnd end) {
    if (end instanceof DirectEnd.NotFlat notFlat && notFlat.last() != null) {
      return notFlat.last().account().id();
    }
    return http.account() instanceof Answer.Done<Account> done
        ? done.value().id()
        : BreakGlassNote.UNKNOWN;
  }

  private void write(
      String account,
      @Nullable Instant endedAt,
      String outcome,
      String detail,
      List<String> orders,
      List<String> lines) {
    AlpacaEndpoint at = endpoint;
    if (at == null) {
      return;
    }
    try {
      place =
          spool.write(
              new BreakGlassNote(
                  1,
                  id,
                  by,
                  reason,
                  at.environment().name().toLowerCase(Locale.ROOT),
                  at.base().toString(),
                  account,
                  beganAt,
                  endedAt,
                  outcome,
                  detail,
                  orders,
                  lines));
    } catch (IOException | RuntimeException e) {
      output.say("  no note could be left in " + spool.folder() + " (" + e.getMessage() + ")");
    }
  }
}
