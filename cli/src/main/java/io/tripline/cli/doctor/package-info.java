/** Checking the machine. */
@NullMarked
package io.tripline.cli.doctor;

import org.jspecify.annotations.NullMarked;
