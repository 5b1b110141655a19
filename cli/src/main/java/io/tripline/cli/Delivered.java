package io.tripline.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a command's data to where it goes, and remembers what kept it from arriving. */
final class Delivered extends OutputStream {
  private final OutputStream to;
  private volatile @Nullable IOException failure;

  Delivered(OutputStream to) {
    this.to = to;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      throw kept(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      to.flush();
    } catch (IOException e) {
      throw kept(e);
    }
  }

  private IOException kept(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }

  /** Why something is missing; empty where nothing is, or where the reader wanted no more. */
  Optional<String> lost() {
    return Optional.ofNullable(failure)
        .map(e -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
        .filter(why -> !why.toLowerCase(Locale.ROOT).contains("pipe"));
  }
}
