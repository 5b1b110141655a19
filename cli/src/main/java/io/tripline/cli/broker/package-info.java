/** Looking at the broker over plain HTTP, without our own client. */
@NullMarked
package io.tripline.cli.broker;

import org.jspecify.annotations.NullMarked;
