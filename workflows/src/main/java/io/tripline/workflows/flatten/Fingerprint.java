package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import java.util.Comparator;
import java.util.stream.Collectors;

/** How an account looks, as text that changes exactly when there is a reason to try again. */
public final class Fingerprint {
  /** Before anything was read. */
  public static final String NONE = "";

  private Fingerprint() {}

  /** Prices are left out on purpose: they change all the time. */
  public static String of(ReadOutcome outcome) {
    return switch (outcome) {
      case Unread unread -> "unread " + unread.fault();
      case ReadOutcome.Seen(var view, var agrees) -> of(view);
    };
  }

  /** The same of one reading. */
  public static String of(View view) {
    String positions =
        view.positions().stream()
            .sorted(Comparator.comparing(p -> p.symbol().value()))
            .map(Fingerprint::of)
            .collect(Collectors.joining(" "));
    String orders =
        view.openOrders().stream()
            .sorted(Comparator.comparing(Order::id))
            .map(o -> o.id() + ":" + o.status())
            .collect(Collectors.joining(" "));
    return "positions["
        + positions
        + "] orders["
        + orders
        + "] account["
        + view.account().status()
        + (view.account().tradingBlocked() ? " trading-blocked" : "")
        + (view.account().accountBlocked() ? " account-blocked" : "")
        + (view.account().suspendedByUser() ? " suspended" : "")
        + "] market["
        + (view.clock().open() ? "open" : "closed")
        + "]";
  }

  private static String of(Position position) {
    return position.symbol() + ":" + position.quantity() + "/" + position.available();
  }
}
