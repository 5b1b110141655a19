package io.tripline.workflows.session;

import java.util.List;

/** What a session did; {@code lines} are for people. */
public record SessionReport(
    String session, SessionEnd end, String detail, List<String> orders, List<String> lines) {}
