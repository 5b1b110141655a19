/** Writing a first configuration. */
@NullMarked
package io.tripline.cli.init;

import org.jspecify.annotations.NullMarked;
