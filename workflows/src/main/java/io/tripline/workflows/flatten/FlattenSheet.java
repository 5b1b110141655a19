package io.tripline.workflows.flatten;

import io.tripline.workflows.approval.Gate;
import io.tripline.workflows.proof.FlattenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The run sheet that the Temporal UI shows: Markdown, lists only. */
final class FlattenSheet {
  private FlattenSheet() {}

  static String render(FlattenBooks books, FlattenState state, String detail, Optional<Gate> gate) {
    List<String> lines = new ArrayList<>();
    lines.add("**Flatten of " + books.account + ": " + state.label() + "**");
    lines.add("");
    lines.add("- " + detail);
    if (!books.open().isEmpty()) {
      FlattenRequest latest = books.latest();
      lines.add("- scope: " + books.scope().describe());
      lines.add("- asked: " + latest.reason() + " (request " + latest.requestId() + ")");
      lines.add("- attempts: " + books.budget.attempts());
      books
          .orders
          .all()
          .forEach(c ->
              lines.add(
                  "- `"
                      + c.order().id()
                      + "` sell "
                      + c.order().quantity()
                      + " "
                      + c.order().symbol()
                      + ": "
                      + c.fate()
                      + ", filled "
                      + c.filled()));
      lines.add("- next: `" + command(state, gate, latest) + "`");
    }
    gate.ifPresent(g ->
        lines.add(
            "- gate `" + g.id() + "`: " + g.question() + " (open until " + g.expiresAt() + ")"));
    return String.join("\n", lines);
  }

  static String command(FlattenState state, Optional<Gate> gate, FlattenRequest request) {
    String incident = request.incident() == null ? "" : " " + request.incident();
    if (gate.isPresent()) {
      return "./tripline incident approve" + incident + " --gate " + gate.get().id();
    }
    return state instanceof FlattenState.Escalated
        ? "./tripline incident retry" + incident
        : "./tripline incident show" + incident;
  }
}
