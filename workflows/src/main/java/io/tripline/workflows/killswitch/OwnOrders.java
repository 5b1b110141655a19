package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Side;
import java.util.regex.Pattern;

/**
 * Which orders are ours, by the exact forms of the ids that we make. A first word proves nothing:
 * other programs, too, call their orders {@code exit-…} or {@code flat-…}.
 */
public final class OwnOrders {
  /**
   * Of {@code Flatten}: the guard's run, the halt epoch, the request and the order; or of {@code
   * flatten --direct}: the day and the order. Whatever guard: a flatten outlives the one that
   * asked.
   */
  private static final Pattern FLATTEN =
      Pattern.compile("flat-([0-9a-f]{8}-e\\d{1,9}-\\d{1,9}|direct-20\\d{6})-\\d{1,6}");

  /** Of an exit without a permit: the session's run and a number. */
  private static final Pattern EXIT =
      Pattern.compile("exit-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\\d{1,6}");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  private OwnOrders() {}

  /** True for an id of ours: a permit's, a flatten's, or that of an exit without a permit. */
  public static boolean ours(String clientOrderId, String permits) {
    return FLATTEN.matcher(clientOrderId).matches()
        || EXIT.matcher(clientOrderId).matches()
        || (clientOrderId.startsWith(permits + "-")
            && NUMBER.matcher(clientOrderId.substring(permits.length() + 1)).matches());
  }

  /** True for a closing order of {@code Flatten}, which only sells. */
  public static boolean closing(Order order) {
    return order.side() == Side.SELL && FLATTEN.matcher(order.clientOrderId().value()).matches();
  }
}
