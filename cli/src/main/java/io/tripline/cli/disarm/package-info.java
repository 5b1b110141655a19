/** Taking our flags at the broker off, by keys alone. */
@NullMarked
package io.tripline.cli.disarm;

import org.jspecify.annotations.NullMarked;
