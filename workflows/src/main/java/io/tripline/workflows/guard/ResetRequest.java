package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountName;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks to lift the halt of one epoch.
 *
 * @param by the people who approved; empty for the auto-reset that the runbook prescribes
 * @param automatic true for that auto-reset: needs the next trading day and flat proven before it
 * @param acceptedLoss loss fraction that an early reset accepts until the day rolls
 * @param further how many trips had joined the halt when it was decided; missing from an older
 *     worker, and not compared then
 */
public record ResetRequest(
    String requestId,
    AccountName account,
    int epoch,
    String incident,
    List<String> by,
    String reason,
    boolean automatic,
    @Nullable BigDecimal acceptedLoss,
    @Nullable Integer further) {}
