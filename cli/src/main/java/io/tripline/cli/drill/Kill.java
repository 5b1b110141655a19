package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.up.LocalSystem;
import java.util.Arrays;
import java.util.Locale;

/** Which process to kill without a word, and when; it is started again by the supervision. */
record Kill(String process, Moment moment) {
  /** Instants of the drills; each drill passes those that it has. */
  enum Moment {
    /** The session's order has filled. */
    BOUGHT,
    /** The trouble has begun. */
    FALL,
    /** The account is halted. */
    TRIP,
    /** The closing is under way. */
    FLATTEN,
    /** Flat is proven. */
    PROVEN,
    /** The reset is asked for, or the next trading day has come. */
    RESET
  }

  static Kill parse(String text) {
    int at = text.indexOf('@');
    String process = at < 0 ? text : text.substring(0, at);
    String moment = at < 0 ? "" : text.substring(at + 1).toUpperCase(Locale.ROOT);
    String name =
        switch (process) {
          case "trading" -> LocalSystem.TRADING;
          case "response" -> LocalSystem.RESPONSE;
          case "temporal" -> "temporal";
          default -> "";
        };
    boolean known = Arrays.stream(Moment.values()).anyMatch(each -> each.name().equals(moment));
    if (name.isEmpty() || !known) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--kill: must look like trading|response|temporal@"
              + String.join(
                  "|",
                  Arrays.stream(Moment.values())
                      .map(each -> each.name().toLowerCase(Locale.ROOT))
                      .toList())
              + ", was "
              + text);
    }
    return new Kill(name, Moment.valueOf(moment));
  }
}
