package io.tripline.activities.broker;

import io.tripline.workflows.fault.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a list that the broker shows page by page.
 *
 * @param next where the next part begins, to be handed back as it is; empty after the last
 */
public record Part<T>(List<T> values, String next) {
  /** A list that has no end after so many parts is not read in one go. */
  static final int MOST = 40;

  /** Copies. */
  public Part {
    values = List.copyOf(values);
  }

  /** True where nothing follows. */
  public boolean last() {
    return next.isEmpty();
  }

  /** All parts, each value once; a part that brings nothing new is the last. */
  static <T> Answer<List<T>> all(Function<String, Answer<Part<T>>> reader, Function<T, String> id) {
    Map<String, T> found = new LinkedHashMap<>();
    String next = "";
    for (int part = 0; part < MOST; part++) {
      Answer<Part<T>> answer = reader.apply(next);
      if (!(answer instanceof Answer.Done<Part<T>>(Part<T> read, String requestId))) {
        return answer.map(Part::values);
      }
      int known = found.size();
      read.values().forEach(value -> found.put(id.apply(value), value));
      if (read.last() || found.size() == known) {
        return new Answer.Done<>(List.copyOf(found.values()), requestId);
      }
      next = read.next();
    }
    return tooMany();
  }

  static <T> Answer<T> tooMany() {
    return new Answer.Failed<>(
        Fault.UNREADABLE_ANSWER,
        "more than " + MOST + " pages: the list can't be read to its end",
        Answer.Extras.none(200, ""));
  }
}
