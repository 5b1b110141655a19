package io.tripline.workflows.guard;

import io.tripline.workflows.broker.ClientOrderId;
import java.time.Instant;

/**
 * The guard's word for one order.
 *
 * @param id the order's client order id
 * @param epoch the halt epoch under which it was granted
 * @param grantedAt wall time of the decision
 * @param expiresAt wall time after which the order must not be sent
 */
public record Permit(ClientOrderId id, int epoch, Instant grantedAt, Instant expiresAt) {}
