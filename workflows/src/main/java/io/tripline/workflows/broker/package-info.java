/** What the broker shows and takes: values, readings, orders and the outcomes of writes. */
@NullMarked
package io.tripline.workflows.broker;

import org.jspecify.annotations.NullMarked;
