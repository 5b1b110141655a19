package io.tripline.activities.notify;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file of notices, one line each, appended by every process in a single write; its last part
 * tells which notices were told.
 */
final class NoticeFile {
  private static final int LOOKED_AT = 4 * 1024 * 1024;
  private final Path file;

  NoticeFile(Path file) {
    this.file = file;
  }

  boolean holds(String mark) throws IOException {
    return lastOf(mark) >= 0;
  }

  /** Where a mark stands for the last time, to be compared with another's place; -1: nowhere. */
  int lastOf(String mark) throws IOException {
    if (!Files.exists(file)) {
      return -1;
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(in.length(), LOOKED_AT)];
      in.seek(in.length() - end.length);
      in.readFully(end);
      return new String(end, StandardCharsets.UTF_8).lastIndexOf(mark);
    }
  }

  void append(String line) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
