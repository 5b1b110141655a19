/** The ledger: cash, positions, activities and the daily roll of the equity baseline. */
@NullMarked
package io.tripline.simulator.account;

import org.jspecify.annotations.NullMarked;
