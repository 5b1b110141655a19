package io.tripline.worker;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is missing in a value that came from outside: JSON that leaves a component out makes
 * it null whatever the record says. What may be absent is marked {@code @Nullable}; everything else
 * must be there, at every depth. Pure, so that a replay decides the same.
 */
final class Completeness {
  private static final String OURS = "io.tripline.";

  private Completeness() {}

  /**
   * The path of the first missing part, such as {@code session.close}; the empty path where the
   * value itself is missing. Empty when all is there.
   */
  static Optional<String> missing(@Nullable Object value, AnnotatedType declared) {
    return missing(value, declared, "");
  }

  private static Optional<String> missing(
      @Nullable Object value, AnnotatedType declared, String name) {
    if (value == null) {
      return declared.isAnnotationPresent(Nullable.class) ? Optional.empty() : Optional.of(name);
    }
    return switch (value) {
      case Collection<?> items -> inItems(items, declared, name);
      case Map<?, ?> map -> inItems(map.values(), declared, name);
      case Record made when made.getClass().getName().startsWith(OURS) -> inRecord(made, name);
      default -> Optional.empty();
    };
  }

  private static Optional<String> inItems(
      Collection<?> items, AnnotatedType declared, String name) {
    if (!(declared instanceof AnnotatedParameterizedType generic)) {
      return Optional.empty();
    }
    AnnotatedType[] inner = generic.getAnnotatedActualTypeArguments();
    AnnotatedType last = inner[inner.length - 1];
    for (Object each : items) {
      Optional<String> found = missing(each, last, name + "[]");
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inRecord(Record made, String name) {
    for (RecordComponent each : made.getClass().getRecordComponents()) {
      Optional<String> found =
          missing(valueOf(made, each.getAccessor()), each.getAnnotatedType(), each.getName());
      if (found.isPresent()) {
        return Optional.of(name.isEmpty() ? found.get() : name + "." + found.get());
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object valueOf(Record made, Method accessor) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(made);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a component of " + made.getClass() + " can't be read", e);
    }
  }
}
