package io.tripline.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.tripline.workflows.flatten.FlattenStart;
import io.tripline.workflows.guard.GuardStart;
import io.tripline.workflows.session.SessionStart;
import java.util.Set;

/**
 * How records cross Temporal: JSON with ISO-8601 times and plain decimals. Unknown fields are
 * tolerated, so that a rolled-back worker reads what a newer one wrote; start arguments are read
 * leniently, because people type them.
 */
public final class Payloads {
  private Payloads() {}

  /** The converter of every client and worker of ours. */
  public static DataConverter converter() {
    ObjectMapper mapper =
        JacksonJsonPayloadConverter.newDefaultObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
            .registerModule(starts());
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new SpokenConverter(mapper));
  }

  private static SimpleModule starts() {
    return new SimpleModule("start arguments")
        .addDeserializer(GuardStart.class, new LenientStart<>(GuardStart.class, Set.of("carried")))
        .addDeserializer(
            FlattenStart.class, new LenientStart<>(FlattenStart.class, Set.of("carried", "state")))
        .addDeserializer(
            SessionStart.class, new LenientStart<>(SessionStart.class, Set.of("carried")));
  }
}
