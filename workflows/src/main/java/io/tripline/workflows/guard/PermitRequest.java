package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.OrderIntent;

/**
 * Asks for a permit.
 *
 * @param requestId first run id + step + attempt of the asker; same id = same answer
 * @param asker workflow id of the asker
 * @param probe true when nothing will be sent: not counted, only answered
 */
public record PermitRequest(
    String requestId, AccountName account, String asker, OrderIntent intent, boolean probe) {}
