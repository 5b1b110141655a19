package io.tripline.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {
  @TempDir Path data;

  @Test
  void isHeldByOneAtATime() throws Exception {
    Optional<DataLock> first = DataLock.take(data);
    assertThat(first).isPresent();
    assertThat(DataLock.take(data)).isEmpty();
    first.get().close();
    Optional<DataLock> next = DataLock.take(data);
    assertThat(next).isPresent();
    next.get().close();
  }
}
