package io.tripline.activities.broker;

import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.fault.Fault;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What came of one HTTP call. Only {@link Done} carries a value; a call that failed is never an
 * empty list.
 */
public sealed interface Answer<T> {
  /**
   * The broker answered and the answer was read.
   *
   * @param requestId the broker's {@code X-Request-ID}; empty when it sent none
   */
  record Done<T>(T value, String requestId) implements Answer<T> {}

  /**
   * The broker refused, or its answer can't be read.
   *
   * @param detail for people; holds no secret
   */
  record Failed<T>(Fault fault, String detail, Extras extras) implements Answer<T> {}

  /** No answer came, or it was cut short: a write may have been taken. */
  record NoAnswer<T>(String detail) implements Answer<T> {}

  /**
   * What an error answer carried beside its sentence; the stable part of the contract.
   *
   * @param status the HTTP status; 0 when our own rate budget refused and nothing was sent
   * @param code Alpaca's {@code code}; 0 when the body had none
   * @param relatedOrders ids of the orders that hold the quantity; the broker may leave them out
   * @param existingOrderId id of the opposite order behind a wash-trade refusal
   * @param available what could be closed now
   * @param heldForOrders what open orders hold
   */
  record Extras(
      int status,
      long code,
      List<String> relatedOrders,
      @Nullable String existingOrderId,
      @Nullable Quantity available,
      @Nullable Quantity heldForOrders,
      String requestId) {
    /** Copies the list. */
    public Extras {
      relatedOrders = List.copyOf(relatedOrders);
    }

    static Extras none(int status, String requestId) {
      return new Extras(status, 0, List.of(), null, null, null, requestId);
    }
  }

  /** The class of what came of it; decide by this, or by the fault, never by a sentence. */
  default Outcome outcome() {
    return switch (this) {
      case Done<T>(T value, String requestId) -> new Outcome.Done();
      case Failed<T>(Fault fault, String detail, Extras extras) -> Outcome.of(fault);
      case NoAnswer<T>(String detail) -> Outcome.of(Fault.BROKER_UNREACHABLE);
    };
  }

  /**
   * The value, or the failure of the fault; for reads. No answer is {@link
   * Fault#BROKER_UNREACHABLE}.
   */
  default T orThrow() {
    return switch (this) {
      case Done<T>(T value, String requestId) -> value;
      case Failed<T>(Fault fault, String detail, Extras extras) -> throw fault.failure(detail);
      case NoAnswer<T>(String detail) -> throw Fault.BROKER_UNREACHABLE.failure(detail);
    };
  }

  /**
   * For writes: true when the broker may have taken the request although we can't tell (no answer,
   * a server error, an answer that can't be read).
   */
  default boolean mayHaveBeenTaken() {
    return switch (outcome()) {
      case Outcome.Outage outage -> true;
      case Outcome.Unknown unknown -> true;
      case Outcome.Done done -> false;
      case Outcome.Refused refused -> false;
      case Outcome.Halted halted -> false;
      case Outcome.Unauthorised unauthorised -> false;
      case Outcome.RateLimited limited -> false;
    };
  }

  /** The same outcome with another value. */
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Done<T>(T value, String requestId) -> new Done<>(change.apply(value), requestId);
      case Failed<T>(Fault fault, String detail, Extras extras) ->
          new Failed<>(fault, detail, extras);
      case NoAnswer<T>(String detail) -> new NoAnswer<>(detail);
    };
  }
}
