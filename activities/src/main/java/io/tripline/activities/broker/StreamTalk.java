package io.tripline.activities.broker;

import io.tripline.workflows.broker.Symbol;
import java.util.List;
import java.util.Set;

/** What one kind of stream wants to hear, and how to read what it says. Thread-safe. */
interface StreamTalk {
  /** Said once the connection is open. */
  List<String> opening();

  /** Said once the keys were taken. */
  List<String> afterAuthentication();

  /** What a frame says; never throws. */
  List<StreamEvent> read(String frame);

  /** Said when other symbols are wanted. */
  default List<String> watch(Set<Symbol> symbols) {
    return List.of();
  }
}
