package io.tripline.cli.up;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start one process of the system.
 *
 * @param name what people call it, such as {@code worker trading}
 * @param environment added to ours; an empty value takes the variable away
 * @param log where its output goes, appended
 */
record ChildPlan(String name, List<String> command, Map<String, String> environment, Path log) {
  ChildPlan {
    command = List.copyOf(command);
    environment = Map.copyOf(new LinkedHashMap<>(environment));
  }
}
