/** Control of a running simulator, in the process and over HTTP, and the log of requests. */
@NullMarked
package io.tripline.simulator.admin;

import org.jspecify.annotations.NullMarked;
