package io.tripline.workflows.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands.
 *
 * @param executes how it decides and executes now, in words; null where that is not known
 * @param decidedAt market time of the last decision of a session that decides all day; null: none
 *     yet, or it decides once
 * @param decidesEach market time between two of them; null where it decides once
 */
public record SessionStatus(
    String session,
    String phase,
    boolean once,
    List<String> orders,
    List<String> lines,
    @Nullable SessionReport report,
    @Nullable String executes,
    @Nullable Instant decidedAt,
    @Nullable Duration decidesEach) {
  /** Without a word on how it executes and decides. */
  public SessionStatus(
      String session,
      String phase,
      boolean once,
      List<String> orders,
      List<String> lines,
      @Nullable SessionReport report) {
    this(session, phase, once, orders, lines, report, null, null, null);
  }
}
