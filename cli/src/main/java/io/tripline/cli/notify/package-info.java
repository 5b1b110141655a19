/** Telling people, tried out. */
@NullMarked
package io.tripline.cli.notify;

import org.jspecify.annotations.NullMarked;
