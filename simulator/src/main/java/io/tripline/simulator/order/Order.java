package io.tripline.simulator.order;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tripline.simulator.account.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One order: its terms and where it stands. Not thread-safe: the owner guards it. */
public final class Order {
  private final OrderTerms terms;
  private OrderStatus status;
  private BigDecimal filled = BigDecimal.ZERO;
  private BigDecimal filledValue = BigDecimal.ZERO;
  private @Nullable BigDecimal reducedQuantity;
  private Instant submittedAt;
  private Instant updatedAt;
  private @Nullable Instant filledAt;
  private @Nullable Instant canceledAt;
  private @Nullable Instant expiredAt;
  private @Nullable Instant replacedAt;
  private @Nullable Instant cancelRequestedAt;
  private @Nullable Instant cancelDueAt;
  private @Nullable Instant noFillBefore;
  private @Nullable Instant startsAt;
  private @Nullable Instant failedAt;
  private @Nullable BigDecimal filledWhenAsked;
  private boolean refusedAtStart;
  private @Nullable String replacedBy;
  private @Nullable BigDecimal best;
  private boolean triggered;

  /** An order as it arrives. */
  @JsonCreator
  public Order(
      @JsonProperty("terms") OrderTerms terms, @JsonProperty("status") OrderStatus status) {
    this.terms = terms;
    this.status = status;
    this.submittedAt = terms.createdAt();
    this.updatedAt = terms.createdAt();
  }

  /** The same as it is now; later changes of this one do not show in the copy. */
  public Order copy() {
    var copy = new Order(terms, status);
    copy.filled = filled;
    copy.filledValue = filledValue;
    copy.reducedQuantity = reducedQuantity;
    copy.submittedAt = submittedAt;
    copy.updatedAt = updatedAt;
    copy.filledAt = filledAt;
    copy.canceledAt = canceledAt;
    copy.expiredAt = expiredAt;
    copy.replacedAt = replacedAt;
    copy.cancelRequestedAt = cancelRequestedAt;
    copy.cancelDueAt = cancelDueAt;
    copy.noFillBefore = noFillBefore;
    copy.startsAt = startsAt;
    copy.failedAt = failedAt;
    copy.filledWhenAsked = filledWhenAsked;
    copy.refusedAtStart = refusedAtStart;
    copy.replacedBy = replacedBy;
    copy.best = best;
    copy.triggered = triggered;
    return copy;
  }

  /** What was agreed. */
  public OrderTerms terms() {
    return terms;
  }

  /** The broker's id. */
  public String id() {
    return terms.id();
  }

  /** The symbol. */
  public String symbol() {
    return terms.symbol();
  }

  /** The side. */
  public Side side() {
    return terms.side();
  }

  /** Where it stands. */
  public OrderStatus status() {
    return status;
  }

  /** Whether something can still happen to it. */
  public boolean isOpen() {
    return !status.isTerminal();
  }

  /** Whether it can fill now. */
  public boolean isWorking() {
    return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED || isPendingChange();
  }

  private boolean isPendingChange() {
    return status == OrderStatus.PENDING_CANCEL || status == OrderStatus.PENDING_REPLACE;
  }

  /** Shares filled so far. */
  public BigDecimal filled() {
    return filled;
  }

  /** Average price of the shares filled so far, or empty. */
  public Optional<BigDecimal> averagePrice() {
    return filled.signum() == 0
        ? Optional.empty()
        : Optional.of(
            filledValue
                .divide(filled, new MathContext(18, RoundingMode.HALF_EVEN))
                .setScale(6, RoundingMode.HALF_EVEN));
  }

  /** Shares asked for; of an order in dollars, the shares that they buy at a price. */
  public BigDecimal quantityAt(BigDecimal price) {
    if (reducedQuantity != null) {
      return reducedQuantity;
    }
    if (terms.quantity() != null) {
      return terms.quantity();
    }
    BigDecimal notional = terms.notional() == null ? BigDecimal.ZERO : terms.notional();
    return notional.divide(price, 9, RoundingMode.DOWN);
  }

  /** Shares not yet filled. */
  public BigDecimal leavesAt(BigDecimal price) {
    return quantityAt(price).subtract(filled);
  }

  /** The quantity to show, or empty for an order in dollars. */
  public Optional<BigDecimal> quantity() {
    return Optional.ofNullable(reducedQuantity != null ? reducedQuantity : terms.quantity());
  }

  /** When the market took it. */
  public Instant submittedAt() {
    return submittedAt;
  }

  /** When anything last happened to it. */
  public Instant updatedAt() {
    return updatedAt;
  }

  /** When the last share was filled. */
  public Optional<Instant> filledAt() {
    return Optional.ofNullable(filledAt);
  }

  /** When it was canceled. */
  public Optional<Instant> canceledAt() {
    return Optional.ofNullable(canceledAt);
  }

  /** When time ended it. */
  public Optional<Instant> expiredAt() {
    return Optional.ofNullable(expiredAt);
  }

  /** When it was replaced. */
  public Optional<Instant> replacedAt() {
    return Optional.ofNullable(replacedAt);
  }

  /** When it was refused although it had been taken. */
  public Optional<Instant> failedAt() {
    return Optional.ofNullable(failedAt);
  }

  /** When a cancel was asked for. */
  public Optional<Instant> cancelRequestedAt() {
    return Optional.ofNullable(cancelRequestedAt);
  }

  /** Id of its successor. */
  public Optional<String> replacedBy() {
    return Optional.ofNullable(replacedBy);
  }

  /** Best price seen by a trailing stop. */
  public Optional<BigDecimal> best() {
    return Optional.ofNullable(best);
  }

  /** Whether a stop was reached. */
  public boolean isTriggered() {
    return triggered;
  }

  /** When it starts, a requested cancel is due, or the next fill may come. */
  public Optional<Instant> nextEvent() {
    return Optional.ofNullable(
        switch (status) {
          case PENDING_NEW -> startsAt;
          case PENDING_CANCEL -> cancelDueAt;
          default -> noFillBefore;
        });
  }

  /** Whether it waits for a time of its own before the market takes it. */
  public boolean isStartDue(Instant now) {
    return status == OrderStatus.PENDING_NEW && startsAt != null && !now.isBefore(startsAt);
  }

  /** Whether it is to be refused when it would start. */
  public boolean isRefusedAtStart() {
    return refusedAtStart;
  }

  /** Whether shares were filled since a replacement was asked for. */
  public boolean hasFilledSinceAsked() {
    return filledWhenAsked != null && filled.compareTo(filledWhenAsked) != 0;
  }

  /** Whether a fault keeps it from filling at an instant. */
  public boolean mayFill(Instant now) {
    return noFillBefore == null || !now.isBefore(noFillBefore);
  }

  /** Whether a requested cancel is due. */
  public boolean isCancelDue(Instant now) {
    return status == OrderStatus.PENDING_CANCEL
        && (cancelDueAt == null || !now.isBefore(cancelDueAt));
  }

  /** The market takes it. */
  public void work(Instant now) {
    status = OrderStatus.NEW;
    submittedAt = now;
    updatedAt = now;
  }

  /** No fill before that instant. */
  public void delayFillsUntil(Instant instant) {
    noFillBefore = instant;
  }

  /** Some or all of its shares are filled. */
  public void fill(BigDecimal quantity, BigDecimal price, Instant now) {
    filled = filled.add(quantity);
    filledValue = filledValue.add(quantity.multiply(price));
    updatedAt = now;
    if (leavesAt(price).signum() <= 0 || terms.notional() != null) {
      status = OrderStatus.FILLED;
      filledAt = now;
    } else if (!isPendingChange()) {
      status = OrderStatus.PARTIALLY_FILLED;
    }
  }

  /** It stays {@code pending_new} until that instant, and may be refused then. */
  public void startLater(Instant instant, boolean refused) {
    startsAt = instant;
    refusedAtStart = refused;
  }

  /** A replacement is asked for. */
  public void requestReplace(Instant now) {
    status = OrderStatus.PENDING_REPLACE;
    filledWhenAsked = filled;
    updatedAt = now;
  }

  /** Nothing more today. */
  public void endForDay(Instant now) {
    status = OrderStatus.DONE_FOR_DAY;
    updatedAt = now;
  }

  /** It works on, after a refused replacement or in a new session. */
  public void workOn(Instant now) {
    status = filled.signum() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.NEW;
    updatedAt = now;
  }

  /** It is refused although it had been taken. */
  public void reject(Instant now) {
    status = OrderStatus.REJECTED;
    failedAt = now;
    updatedAt = now;
  }

  /** The stop was reached. */
  public void trigger(Instant now) {
    triggered = true;
    updatedAt = now;
  }

  /** A trailing stop saw a better price. */
  public void follow(BigDecimal price) {
    best = price;
  }

  /** A cancel is asked for and takes until that instant. */
  public void requestCancel(Instant now, Instant due) {
    status = OrderStatus.PENDING_CANCEL;
    cancelRequestedAt = now;
    cancelDueAt = due;
    updatedAt = now;
  }

  /** It ends by a cancel. */
  public void cancel(Instant now) {
    status = OrderStatus.CANCELED;
    canceledAt = now;
    updatedAt = now;
  }

  /** It ends by time. */
  public void expire(Instant now) {
    status = OrderStatus.EXPIRED;
    expiredAt = now;
    updatedAt = now;
  }

  /** It ends by its successor. */
  public void replaceBy(String successor, Instant now) {
    status = OrderStatus.REPLACED;
    replacedAt = now;
    replacedBy = successor;
    updatedAt = now;
  }

  /** A sibling filled in part, so this one protects fewer shares. */
  public void reduceTo(BigDecimal quantity, Instant now) {
    reducedQuantity = quantity;
    updatedAt = now;
  }
}
