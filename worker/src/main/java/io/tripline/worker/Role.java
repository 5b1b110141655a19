package io.tripline.worker;

import io.tripline.workflows.TaskQueues;
import java.util.List;
import java.util.Locale;

/** Which part of the work a process does. */
public enum Role {
  TRADING,
  RESPONSE,
  ALL;

  /** The task queues that it polls. */
  public List<String> queues() {
    return switch (this) {
      case TRADING -> List.of(TaskQueues.TRADING);
      case RESPONSE -> List.of(TaskQueues.RESPONSE);
      case ALL -> List.of(TaskQueues.RESPONSE, TaskQueues.TRADING);
    };
  }

  /** The word on the command line and in file names. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The inverse of {@link #word}; throws {@link IllegalArgumentException}. */
  public static Role parse(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("role: must be trading, response or all, was " + word);
  }
}
