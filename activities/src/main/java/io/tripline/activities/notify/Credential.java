package io.tripline.activities.notify;

import java.io.IOException;

/** Where a secret is read when it is needed, so that it can be changed under a running process. */
@FunctionalInterface
public interface Credential {
  /** Reads it; the exception names the source, never the secret. */
  String read() throws IOException;
}
