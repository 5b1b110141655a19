/** What measures, and what is rehearsed so that it starts fast. */
@NullMarked
package io.tripline.cli.bench;

import org.jspecify.annotations.NullMarked;
