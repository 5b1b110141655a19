package io.tripline.simulator.order;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All orders that were ever taken. Not thread-safe: the owner guards it. */
public final class Book {
  private final Map<String, Order> byId = new LinkedHashMap<>();
  private final Map<String, Order> byClientOrderId = new LinkedHashMap<>();
  private final Map<String, List<Order>> legs = new HashMap<>();
  private final TreeMap<Long, Order> open = new TreeMap<>();

  /** A book with these orders. */
  public Book(Collection<Order> orders) {
    orders.forEach(this::add);
  }

  /** Adds an order; its client order id is spent from now on. */
  public void add(Order order) {
    byId.put(order.id(), order);
    byClientOrderId.put(order.terms().clientOrderId(), order);
    open.put(order.terms().sequence(), order);
    String parentId = order.terms().parentId();
    if (parentId != null) {
      legs.computeIfAbsent(parentId, id -> new ArrayList<>()).add(order);
    }
  }

  /** Number for the next order. */
  public long nextSequence() {
    return byId.size() + 1L;
  }

  /** All orders in order of arrival. */
  public List<Order> all() {
    return List.copyOf(byId.values());
  }

  /** Orders to which something can still happen, in order of arrival. */
  public List<Order> open() {
    open.values().removeIf(order -> !order.isOpen());
    return List.copyOf(open.values());
  }

  /** Open orders of a symbol. */
  public List<Order> open(String symbol) {
    return open().stream().filter(order -> order.symbol().equals(symbol)).toList();
  }

  /** The order with the broker's id. */
  public Optional<Order> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The order with the client's id. */
  public Optional<Order> findByClientOrderId(String clientOrderId) {
    return Optional.ofNullable(byClientOrderId.get(clientOrderId));
  }

  /** The legs of an entry, oldest first; a replacement takes over those of its predecessor. */
  public List<Order> legsOf(Order parent) {
    if (parent.replacedBy().isPresent()) {
      return List.of();
    }
    var all = new ArrayList<Order>();
    for (Order entry = parent; entry != null; entry = predecessor(entry)) {
      all.addAll(0, legs.getOrDefault(entry.id(), List.of()));
    }
    return List.copyOf(all);
  }

  /** The order that this one has replaced; while that is pending there is none. */
  private @Nullable Order predecessor(Order order) {
    String replaces = order.terms().replaces();
    Order old = replaces == null ? null : byId.get(replaces);
    return old != null && old.replacedBy().filter(order.id()::equals).isPresent() ? old : null;
  }

  private Order successor(Order order) {
    Order last = order;
    Optional<Order> next = last.replacedBy().flatMap(this::find);
    while (next.isPresent()) {
      last = next.get();
      next = last.replacedBy().flatMap(this::find);
    }
    return last;
  }

  /** The other exits of a leg: its siblings, and the parent where that is an exit itself. */
  public List<Order> siblingsOf(Order order) {
    String parentId = order.terms().parentId();
    if (parentId == null) {
      return order.terms().orderClass() == OrderClass.OCO ? legsOf(order) : List.of();
    }
    Order parent = successor(find(parentId).orElseThrow());
    var siblings = new ArrayList<>(legsOf(parent));
    siblings.remove(order);
    if (parent.terms().orderClass() == OrderClass.OCO) {
      siblings.add(parent);
    }
    return siblings;
  }
}
