package io.tripline.workflows.approval;

import org.jspecify.annotations.Nullable;

/**
 * What somebody sends to decide a gate; lenient, because the Temporal UI, scripts and our CLI all
 * send it. {@code Approvals} checks it.
 *
 * @param requestId same id = same decision, however often it arrives
 * @param gate id of the gate; absent: the only open one
 * @param verdict {@code approve} or {@code deny}
 * @param by the name of the person, claimed and not proven
 * @param digest digest of the plan that the person saw; absent: not compared
 */
public record DecisionRequest(
    @Nullable String requestId,
    @Nullable String gate,
    @Nullable String verdict,
    @Nullable String by,
    @Nullable String reason,
    @Nullable String digest) {}
