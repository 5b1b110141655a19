/**
 * One installation's settings: {@code tripline.yaml}, strictly read, with the environment on top.
 */
@NullMarked
package io.tripline.worker.config;

import org.jspecify.annotations.NullMarked;
