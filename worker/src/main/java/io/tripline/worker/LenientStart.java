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
 * ever, and people type them into the Temporal UI: so one that is not usable as a whole counts as
 * empty, and the procedure itself answers what it needs. No part of it is left out in silence: a
 * session whose {@code once} can't be read would trade all day. State carried from the run before
 * is never guessed: where one of those fields is present, everything is strict, because to go on
 * without it would lose what was known.
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
    try {
      return made(values(fields, context), context);
    } catch (IOException | IllegalArgumentException e) {
      if (carried.stream().anyMatch(fields::hasNonNull)) {
        throw e;
      }
      return made(new @Nullable Object[components.length], context);
    }
  }

  private @Nullable Object[] values(JsonNode fields, DeserializationContext context)
      throws IOException {
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      JsonNode value = fields.get(components[i].getName());
      if (value != null && !value.isNull()) {
        values[i] =
            context.readTreeAsValue(value, context.constructType(components[i].getGenericType()));
      }
    }
    return values;
  }

  private T made(@Nullable Object[] values, DeserializationContext context) throws IOException {
    try {
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      return context.reportInputMismatch(
          constructor.getDeclaringClass(), "can't be made: %s", e.getMessage());
    }
  }
}
