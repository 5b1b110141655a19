package io.tripline.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON that answers in words where it can't be read: which part, and what is allowed there. Whoever
 * sends an Update by hand sees that sentence; the parser's own names our classes.
 */
final class SpokenConverter extends JacksonJsonPayloadConverter {
  private static final int LONGEST = 200;

  SpokenConverter(ObjectMapper mapper) {
    super(mapper);
  }

  @Override
  public <T> T fromData(Payload content, Class<T> valueClass, Type valueType) {
    try {
      return super.fromData(content, valueClass, valueType);
    } catch (DataConverterException e) {
      // Signals are dropped for this class of failure only, so the class must stay.
      throw e.getCause() instanceof JsonProcessingException unread
          ? new DataConverterException("INVALID_INPUT: " + sentence(unread))
          : e;
    }
  }

  static String sentence(JsonProcessingException unread) {
    if (!(unread instanceof JsonMappingException mapping)) {
      return "not JSON that can be read" + at(unread);
    }
    String part = part(mapping);
    String what =
        switch (mapping) {
          case ValueInstantiationException refused -> refused(refused.getCause());
          case InvalidFormatException wrong -> "must be " + allowed(wrong.getTargetType());
          case MismatchedInputException shape -> "must be " + allowed(shape.getTargetType());
          default -> refused(mapping.getCause());
        };
    return (part.isEmpty() ? "the message" : part) + ": " + what;
  }

  private static String part(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(each ->
            each.getFieldName() == null ? "[" + each.getIndex() + "]" : cut(each.getFieldName()))
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  /** Our own constructors name the component, the limit and the value. */
  private static String refused(@Nullable Throwable cause) {
    return cause instanceof IllegalArgumentException
            && cause.getMessage() != null
            && !(cause instanceof NumberFormatException)
        ? cut(cause.getMessage())
        : "a part of it is missing or has no value that is allowed";
  }

  private static String allowed(@Nullable Class<?> type) {
    if (type == null) {
      return "of another kind";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(each -> ((Enum<?>) each).name())
              .collect(Collectors.joining(", "));
    }
    if (Number.class.isAssignableFrom(type)
        || (type.isPrimitive() && type != boolean.class && type != char.class)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Duration.class) {
      return "a length of time such as PT30S";
    }
    if (Temporal.class.isAssignableFrom(type)) {
      return "a date or time such as 2026-11-20T15:00:00Z";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return type == String.class ? "a text" : "an object with the parts that it needs, or a text";
  }

  private static String at(JsonProcessingException unread) {
    return unread.getLocation() == null
        ? ""
        : ", line "
            + unread.getLocation().getLineNr()
            + ", column "
            + unread.getLocation().getColumnNr();
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }
}
