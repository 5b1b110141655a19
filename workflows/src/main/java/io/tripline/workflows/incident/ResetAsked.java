package io.tripline.workflows.incident;

import io.tripline.workflows.approval.Gate;
import java.util.List;

/** The reset gate as it stands, with what the reset does and what it does not do. */
public record ResetAsked(
    Gate gate, boolean joined, List<String> approvedBy, List<String> resets, List<String> keeps) {}
