package io.tripline.workflows.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands.
 *
 * @param executes how it decides and executes now, in words; null where that is not known
 */
public record SessionStatus(
    String session,
    String phase,
    boolean once,
    List<String> orders,
    List<String> lines,
    @Nullable SessionReport report,
    @Nullable String executes) {
  /** Without a word on its execution. */
  public SessionStatus(
      String session,
      String phase,
      boolean once,
      List<String> orders,
      List<String> lines,
      @Nullable SessionReport report) {
    this(session, phase, once, orders, lines, report, null);
  }
}
