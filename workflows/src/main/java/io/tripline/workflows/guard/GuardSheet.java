package io.tripline.workflows.guard;

import io.tripline.workflows.proof.FlattenNotice;

/** The guard's run sheet for the Temporal UI: Markdown lists, no tables. */
final class GuardSheet {
  private GuardSheet() {}

  static String markdown(GuardBooks books) {
    StringBuilder text = new StringBuilder();
    text.append("**Account ").append(books.account).append("**: ").append(books.halts.ladder());
    text.append(", is_halted = ").append(books.halts.ladder().halted() ? "True" : "False");
    text.append(", halt epoch ").append(books.halts.epoch()).append("\n\n");
    books
        .halts
        .entryBlock()
        .ifPresent(why -> text.append("- entries are refused: ").append(plain(why)).append('\n'));
    Trip trip = books.halts.trip();
    if (trip != null) {
      text.append("- tripped by ").append(trip.killSwitch()).append(" (");
      text.append(trip.killSwitch().title())
          .append("): ")
          .append(plain(trip.reason()))
          .append('\n');
      text.append("- incident `").append(trip.incident()).append("`\n");
      text.append("- next: `./tripline incident show ").append(trip.incident()).append("`\n");
    }
    FlattenNotice flatten = books.halts.lastFlatten();
    if (books.halts.flattening() || flatten != null) {
      text.append("- flatten: ");
      text.append(flatten == null ? "asked" : flatten.stage() + ", " + plain(flatten.detail()));
      text.append('\n');
    }
    ArmingState arming = books.arming.state();
    if (arming.found() != null) {
      text.append("- at the broker: ").append(arming.armed() ? "armed" : "not armed yet");
      text.append(", suspend_trade of ours: ").append(arming.suspend()).append('\n');
    }
    text.append("- permits today: ").append(books.permits.granted()).append(" granted, ");
    text.append(books.permits.refused()).append(" refused, ");
    text.append(books.permits.refs().size()).append(" unsettled\n");
    return text.toString();
  }

  /** Text of people and of the broker must not become markup. */
  private static String plain(String text) {
    String cut = text.length() > 300 ? text.substring(0, 300) + "…" : text;
    return cut.replaceAll("[<>`*\\[\\]\\r\\n]", " ");
  }
}
