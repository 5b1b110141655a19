package io.tripline.workflows.guard;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the guard carries of the incidents that it declared.
 *
 * @param declared answers to declarations, by request id: a late repeat is the same one
 * @param told which outage goes before the incident of the halt, as last told
 * @param halt incident of the last halt, which is not over when the halt is lifted
 */
public record CaseMemory(
    Map<String, DeclareAnswer> declared, @Nullable Told told, @Nullable String halt) {
  /** Nothing was declared. */
  static final CaseMemory EMPTY = new CaseMemory(Map.of(), null, null);

  /** Copies the map, in its order. */
  public CaseMemory {
    declared = declared == null ? Map.of() : new LinkedHashMap<>(declared);
  }

  /** Which outage an incident was told to wait for; null: none. */
  public record Told(String incident, @Nullable String outage) {}
}
