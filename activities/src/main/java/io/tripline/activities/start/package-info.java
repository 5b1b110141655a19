/**
 * How each procedure is started, said once: the guard's hands and the command line use the very
 * same ids, queues, time-outs, texts and policies. The one package beside {@code guard} that names
 * Temporal's client, and only its options.
 */
@NullMarked
package io.tripline.activities.start;

import org.jspecify.annotations.NullMarked;
