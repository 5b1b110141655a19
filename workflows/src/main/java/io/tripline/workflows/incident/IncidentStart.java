package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.guard.IncidentBrief;
import org.jspecify.annotations.Nullable;

/**
 * Starts an incident; lenient. The guard sends the brief by signal as well; a start by hand names
 * the account, who declares it and why, and the procedure trips the manual switch itself.
 */
public record IncidentStart(
    @Nullable AccountName account,
    @Nullable String by,
    @Nullable String reason,
    @Nullable AccountPolicy policy,
    @Nullable IncidentBrief brief) {}
