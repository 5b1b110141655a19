package io.tripline.workflows.session;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import org.jspecify.annotations.Nullable;

/**
 * Starts a session; lenient.
 *
 * @param once one pass, then the end
 * @param policy absent: asked of the worker's configuration
 * @param interval market time between two decisions, such as {@code 15m}; absent: as configured
 * @param carried only by a session that continues as new
 */
public record SessionStart(
    @Nullable AccountName account,
    @Nullable Boolean once,
    @Nullable AccountPolicy policy,
    @Nullable String by,
    @Nullable String interval,
    @Nullable SessionCarried carried) {
  /** With the interval of the configuration. */
  public SessionStart(
      @Nullable AccountName account,
      @Nullable Boolean once,
      @Nullable AccountPolicy policy,
      @Nullable String by) {
    this(account, once, policy, by, null, null);
  }
}
