/** Trading sessions: start, status, stop, list. */
@NullMarked
package io.tripline.cli.session;

import org.jspecify.annotations.NullMarked;
