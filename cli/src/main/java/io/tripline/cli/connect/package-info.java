/** Where an installation is, what runs of it, and the way to its Temporal server. */
@NullMarked
package io.tripline.cli.connect;

import org.jspecify.annotations.NullMarked;
