package io.tripline.worker.config;

import java.util.List;
import java.util.Map;

/** A piece of YAML with the line that it begins on. */
sealed interface Node {
  int line();

  /** Keys in the order of the file. */
  record Mapping(int line, Map<String, Node> entries) implements Node {}

  /** A list. */
  record Sequence(int line, List<Node> items) implements Node {}

  /** Text as it was written: {@code 0.020} stays {@code 0.020}. */
  record Scalar(int line, String text) implements Node {}

  /** A key without a value. */
  record Nothing(int line) implements Node {}
}
