/** The Temporal Schedules of an account: what runs by itself, and when. */
@NullMarked
package io.tripline.cli.schedule;

import org.jspecify.annotations.NullMarked;
