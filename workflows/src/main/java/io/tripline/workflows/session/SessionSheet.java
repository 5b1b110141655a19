package io.tripline.workflows.session;

import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What people see of a session while it runs: its state, its lines, its orders. */
final class SessionSheet {
  /** The UI's details stay small; the report has all lines. */
  private static final int SHOWN = 40;

  /** A day of decisions each minute must not grow without bound. */
  private static final int KEPT = 500;

  private final List<String> lines = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private String execution = "";
  private SessionState state = new SessionState.Preflight();

  void to(SessionState next) {
    state = next;
    show();
  }

  /** Adds a line with the wall time, UTC. */
  void line(String text) {
    Instant now =
        Instant.ofEpochMilli(Workflow.currentTimeMillis()).truncatedTo(ChronoUnit.SECONDS);
    lines.add(now + " " + text);
    if (lines.size() > KEPT) {
      lines.remove(0);
    }
    show();
  }

  /** Takes over what an earlier run of this session showed. */
  void goOnAfter(List<String> earlierLines, List<String> earlierOrders) {
    lines.addAll(earlierLines);
    orders.addAll(earlierOrders);
  }

  /** Shows how orders are executed now. */
  void executes(String words) {
    execution = words;
    show();
  }

  /** How orders are executed; empty before that is known. */
  String execution() {
    return execution;
  }

  /** Notes an order by its id, once. */
  void order(String clientOrderId) {
    if (!orders.contains(clientOrderId)) {
      orders.add(clientOrderId);
    }
  }

  SessionState state() {
    return state;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The newest of them. */
  List<String> lastLines(int count) {
    return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
  }

  List<String> orders() {
    return List.copyOf(orders);
  }

  private void show() {
    StringBuilder text = new StringBuilder("**").append(state.words()).append("**\n\n");
    if (!execution.isEmpty()) {
      text.append(execution).append("\n\n");
    }
    for (String line : lines.subList(Math.max(0, lines.size() - SHOWN), lines.size())) {
      text.append("- ").append(line.replace('<', '‹').replace('\n', ' ')).append('\n');
    }
    Workflow.setCurrentDetails(text.toString());
  }
}
