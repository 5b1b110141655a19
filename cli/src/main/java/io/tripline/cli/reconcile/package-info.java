/** The weekly reconciliation by hand, and its reports. */
@NullMarked
package io.tripline.cli.reconcile;

import org.jspecify.annotations.NullMarked;
