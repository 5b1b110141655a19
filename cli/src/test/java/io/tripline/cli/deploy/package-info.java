/** What we ship for deployments: the compose file, the image and their scripts. */
@NullMarked
package io.tripline.cli.deploy;

import org.jspecify.annotations.NullMarked;
