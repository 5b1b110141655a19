/**
 * The procedures and their vocabulary. Everything here is deterministic: what touches the world is
 * an activity interface.
 */
@NullMarked
package io.tripline.workflows;

import org.jspecify.annotations.NullMarked;
