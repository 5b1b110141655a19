package io.tripline.workflows.incident;

import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the report says of halts and flattens: of each halt by itself where the account tripped
 * again, because entries passed in between and each flatten closed something else. Pure.
 */
final class HaltsText {
  private HaltsText() {}

  /**
   * @param end of the last halt where its reset was not seen
   * @param scope in words
   */
  static void impact(Markdown text, List<HaltSpan> halts, @Nullable Instant end, String scope) {
    for (int i = 0; i < halts.size(); i++) {
      HaltSpan halt = halts.get(i);
      boolean last = i == halts.size() - 1;
      Instant until = halt.until() == null && last ? end : halt.until();
      text.paragraph(
          named(halt, halts)
              + "No order that raises exposure was permitted from the trip until the reset ("
              + (until == null && !last
                  ? "which nobody saw; it tripped again after "
                      + Plain.span(halt.from(), halts.get(i + 1).from())
                  : Plain.span(halt.from(), until))
              + "); scope: "
              + scope
              + ".");
      text.paragraph(closed(halt.flatten()));
    }
    if (halts.size() > 1) {
      text.paragraph("Between these halts entries passed.");
    }
  }

  /** The proof of each flatten. */
  static void proofs(Markdown text, List<HaltSpan> halts) {
    for (HaltSpan halt : halts) {
      if (halts.size() > 1) {
        text.paragraph(named(halt, halts).strip());
      }
      proof(text, halt.flatten());
    }
  }

  private static String named(HaltSpan halt, List<HaltSpan> halts) {
    return halts.size() == 1
        ? ""
        : "Halt epoch "
            + halt.epoch()
            + ", "
            + halt.killSwitch()
            + " at "
            + Plain.time(halt.from())
            + ": ";
  }

  static String closed(@Nullable FlattenNotice flatten) {
    FlattenResult result = flatten == null ? null : flatten.result();
    return result == null ? "No position was closed." : flat(result);
  }

  static String flat(FlattenResult result) {
    return switch (result) {
      case FlattenResult.ProvenFlat(var proof) ->
          proof.closingOrders().isEmpty()
              ? "The account was proven flat; nothing had to be closed."
              : "Every position in scope was closed and the account was proven flat; average price "
                  + (proof.averagePrice().isEmpty() ? "unknown" : proof.averagePrice())
                  + ".";
      case FlattenResult.ResidualAccepted(var by, var reason, var residual) ->
          residual.size()
              + " position(s) could not be closed and were accepted by "
              + String.join(" and ", by)
              + ": "
              + reason;
      case FlattenResult.Aborted(var by, var reason) ->
          "The flatten was aborted by " + String.join(" and ", by) + ": " + reason;
    };
  }

  static void proof(Markdown text, @Nullable FlattenNotice flatten) {
    if (flatten == null || !(flatten.result() instanceof FlattenResult.ProvenFlat flat)) {
      text.paragraph("none: the account was not flattened to a proof");
      return;
    }
    ProofOfFlat proof = flat.proof();
    text.paragraph(
        "account "
            + proof.account()
            + ", scope "
            + proof.scope()
            + ", proven at "
            + Plain.time(proof.provenAt())
            + " (market time "
            + Plain.time(proof.marketAt())
            + ")");
    for (FlatRead read : proof.reads()) {
      text.item(
          "read at "
              + read.at()
              + ": "
              + read.positions()
              + " positions, "
              + read.openOrders()
              + " open orders");
    }
    text.item(
        "closing orders: "
            + (proof.closingOrders().isEmpty()
                ? "none"
                : String.join(", ", proof.closingOrders())));
    if (!proof.symbols().isEmpty()) {
      text.table(
          List.of("Symbol", "Opening", "+ bought", "- sold", "= remaining"),
          proof.symbols().stream()
              .<List<String>>map(each ->
                  List.of(
                      String.valueOf(each.symbol()),
                      String.valueOf(each.opening()),
                      String.valueOf(each.bought()),
                      String.valueOf(each.sold()),
                      String.valueOf(each.remaining())))
              .toList());
    }
  }
}
