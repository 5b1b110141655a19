package io.tripline.workflows.proof;

import io.tripline.workflows.account.AccountPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The guard's request to prove the account flat.
 *
 * @param requestId part of the closing orders' ids, at most 40 characters of {@code [a-z0-9-]}
 * @param incident the incident that it belongs to
 * @param unsettled permits whose orders may still arrive
 * @param askedAt wall time; no proof may be older
 * @param suspendIsOurs true where a {@code suspend_trade} at the broker is the guard's own: it is
 *     cleared before the close
 */
public record FlattenRequest(
    String requestId,
    AccountPolicy policy,
    int epoch,
    @Nullable String incident,
    String reason,
    List<PermitRef> unsettled,
    Instant askedAt,
    boolean suspendIsOurs) {
  /** Of an account on which the guard has set nothing. */
  public FlattenRequest(
      String requestId,
      AccountPolicy policy,
      int epoch,
      @Nullable String incident,
      String reason,
      List<PermitRef> unsettled,
      Instant askedAt) {
    this(requestId, policy, epoch, incident, reason, unsettled, askedAt, false);
  }
}
