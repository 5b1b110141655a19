/**
 * What fills cost: samples, their statistics, and the rules that trip or only ask people to look.
 * Pure; the execution cost alone counts, delay is kept beside it.
 */
@NullMarked
package io.tripline.workflows.slippage;

import org.jspecify.annotations.NullMarked;
