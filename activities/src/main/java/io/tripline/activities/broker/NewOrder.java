package io.tripline.activities.broker;

import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The order that one POST asks for.
 *
 * @param limit null means a market order
 * @param extendedHours only for DAY limit orders of whole shares
 */
public record NewOrder(
    ClientOrderId clientOrderId,
    Symbol symbol,
    PositionIntent positionIntent,
    Quantity quantity,
    @Nullable Price limit,
    TimeInForce timeInForce,
    boolean extendedHours) {

  /** What the order may do to a position; the broker refuses it where that is not so. */
  public enum PositionIntent {
    BUY_TO_OPEN(Side.BUY),
    BUY_TO_CLOSE(Side.BUY),
    SELL_TO_CLOSE(Side.SELL);

    private final Side side;

    PositionIntent(Side side) {
      this.side = side;
    }

    /** The side that goes with it. */
    public Side side() {
      return side;
    }
  }

  /** How long the order stands; {@code OPG} only trades at the open. */
  public enum TimeInForce {
    DAY,
    OPG
  }

  /**
   * Throws {@link IllegalArgumentException} if the quantity is not above 0, or extended hours are
   * asked for a market order (which never fills there).
   */
  public NewOrder {
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException("quantity: must be above 0, was " + quantity);
    }
    if (extendedHours && (limit == null || timeInForce != TimeInForce.DAY)) {
      throw new IllegalArgumentException("extendedHours: needs a DAY limit order");
    }
  }

  /** A DAY order; throws {@link IllegalArgumentException} for an entry that sells short. */
  public static NewOrder of(ClientOrderId id, OrderIntent intent) {
    if (intent.entry() && intent.side() == Side.SELL) {
      throw new IllegalArgumentException("intent: an entry must buy, this account is long or flat");
    }
    PositionIntent positionIntent =
        intent.entry()
            ? PositionIntent.BUY_TO_OPEN
            : intent.side() == Side.SELL
                ? PositionIntent.SELL_TO_CLOSE
                : PositionIntent.BUY_TO_CLOSE;
    return new NewOrder(
        id,
        intent.symbol(),
        positionIntent,
        intent.quantity(),
        intent.limit(),
        TimeInForce.DAY,
        false);
  }

  /** A market DAY order that closes: {@code sell_to_close}. */
  public static NewOrder close(ClientOrderId id, Symbol symbol, Quantity quantity) {
    return new NewOrder(
        id, symbol, PositionIntent.SELL_TO_CLOSE, quantity, null, TimeInForce.DAY, false);
  }

  /** True where it can only reduce risk. */
  public boolean closes() {
    return switch (positionIntent) {
      case BUY_TO_OPEN -> false;
      case BUY_TO_CLOSE, SELL_TO_CLOSE -> true;
    };
  }
}
