package io.tripline.cli.up;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One {@code up} per data directory. The lock goes when the process does, however it ends. */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;

  private DataLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** Empty when another process holds it. */
  static Optional<DataLock> take(Path data) throws IOException {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "the data directory " + data + " can't be made: " + e.getMessage(), e);
    }
    FileChannel channel =
        FileChannel.open(
            data.resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new DataLock(channel, lock));
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same answer.
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
