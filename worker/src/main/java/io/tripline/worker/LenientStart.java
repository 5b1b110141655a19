package io.tripline.worker;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the start argument of a procedure. One that can't be read would block the procedure for
 * ever, and people type them into the Temporal UI: so what is unusable counts as absent, and the
 * procedure itself answers what it needs. State carried from the run before is never guessed: where
 * one of those fields is present, everything is strict, because to go on without it would lose what
 * was known.
 */
final class LenientStart<T extends Record> extends JsonDeserializer<T> {
  private final transient Constructor<T> constructor;
  private final transient RecordComponent[] components;
  private final Set<String> carried;

  /**
   * @param carried the components that only a run before writes
   */
  LenientStart(Class<T> type, Set<String> carried) {
    this.components = type.getRecordComponents();
    this.carried = Set.copyOf(carried);
    try {
      constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalArgumentException(type + " has no canonical constructor", e);
    }
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode fields = context.readTree(parser);
    boolean strict = carried.stream().anyMatch(fields::hasNonNull);
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = read(fields.get(components[i].getName()), components[i], strict, context);
    }
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      return context.reportInputMismatch(
          constructor.getDeclaringClass(), "can't be made: %s", e.getMessage());
    }
  }

  private static @Nullable Object read(
      @Nullable JsonNode value,
      RecordComponent component,
      boolean strict,
      DeserializationContext context)
      throws IOException {
    if (value == null || value.isNull()) {
      return null;
    }
    try {
      return context.readTreeAsValue(value, context.constructType(component.getGenericType()));
    } catch (IOException | IllegalArgumentException e) {
      if (strict) {
        throw e;
      }
      return null;
    }
  }
}
