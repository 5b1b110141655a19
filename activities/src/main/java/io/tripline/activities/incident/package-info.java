/** What an incident's investigation looks at beyond the account: the market around the trip. */
@NullMarked
package io.tripline.activities.incident;

import org.jspecify.annotations.NullMarked;
