package io.tripline.workflows.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a session stands. */
public record SessionStatus(
    String session,
    String phase,
    boolean once,
    List<String> orders,
    List<String> lines,
    @Nullable SessionReport report) {}
