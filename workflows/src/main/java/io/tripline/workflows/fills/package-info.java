/**
 * How orders were filled: how long it took, and how much of them. Samples, their statistics, and
 * the rules that ask people to look. Pure; nothing in here trips a kill switch.
 */
@NullMarked
package io.tripline.workflows.fills;

import org.jspecify.annotations.NullMarked;
