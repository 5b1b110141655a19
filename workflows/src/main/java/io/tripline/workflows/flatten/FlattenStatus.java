package io.tripline.workflows.flatten;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.proof.FlattenResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a flatten stands; {@code state} is a name of risk.md section 7.2. */
public record FlattenStatus(
    String state,
    int attempt,
    String detail,
    List<String> requests,
    List<String> closingOrders,
    @Nullable Gate gate,
    @Nullable FlattenResult result) {}
