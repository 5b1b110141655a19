package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a permit.
 *
 * @param requestId first run id + step + attempt of the asker; same id = same answer
 * @param asker workflow id of the asker
 * @param probe true when nothing will be sent: not counted, only answered
 * @param rest true when it prices the unfilled rest of an earlier order anew: no further change of
 *     the position; null: no
 * @param mid middle of the quote that the asker decided on; null: it does not say
 * @param accountId the broker's own id of the account that the asker reads; null: it does not say
 */
public record PermitRequest(
    String requestId,
    AccountName account,
    String asker,
    OrderIntent intent,
    boolean probe,
    @Nullable Boolean rest,
    @Nullable Price mid,
    @Nullable String accountId) {
  /** For an order of its own. */
  public PermitRequest(
      String requestId, AccountName account, String asker, OrderIntent intent, boolean probe) {
    this(requestId, account, asker, intent, probe, null, null, null);
  }

  /** True where it only prices the rest of an earlier order anew. */
  boolean ofARest() {
    return Boolean.TRUE.equals(rest);
  }
}
