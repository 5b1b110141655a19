package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Scope;
import java.time.Duration;
import java.util.Collection;

/**
 * What a flatten without Temporal is asked.
 *
 * @param request part of the closing orders' ids, {@code flat-<request>-<n>}; two processes that
 *     are started at the same time must have the same, so that the broker refuses the second order
 * @param patience wall time after which it gives up
 */
public record DirectTerms(AccountName account, Scope scope, String request, Duration patience) {
  /** Throws {@link IllegalArgumentException} for a request that can't be part of an order id. */
  public DirectTerms {
    if (!request.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "request: must match [a-z0-9][a-z0-9-]{0,39}, was " + request);
    }
  }

  /** The highest number that orders of a request bear; 0 where there is none. */
  static int spent(String request, Collection<ClientOrderId> ids) {
    String prefix = ClosingOrder.PREFIX + request + "-";
    return ids.stream()
        .map(ClientOrderId::value)
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .filter(number -> number.matches("[0-9]{1,6}"))
        .mapToInt(Integer::parseInt)
        .max()
        .orElse(0);
  }
}
