package io.tripline.workflows.arming;

import io.tripline.workflows.killswitch.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the watch saw of the flags, against what the guard has set.
 *
 * @param flags null where they could not be read
 * @param detail what is otherwise than set, or why it is not known
 * @param at wall time
 */
public record FlagsReading(Check check, @Nullable BrokerFlags flags, String detail, Instant at) {}
