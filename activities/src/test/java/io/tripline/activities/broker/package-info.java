/** Contract tests of the Alpaca client over real HTTP. */
@NullMarked
package io.tripline.activities.broker;

import org.jspecify.annotations.NullMarked;
