package io.tripline.workflows.limits;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.approval.Gate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of a limit as people see it.
 *
 * @param gate while it is open
 * @param result once it has ended
 */
public record LimitChangeStatus(
    LimitChangeStart asked,
    @Nullable Gate gate,
    List<String> approvedBy,
    List<DecisionRecord> decisions,
    @Nullable LimitChangeResult result) {}
