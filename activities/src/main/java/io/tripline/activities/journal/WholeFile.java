package io.tripline.activities.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a file whole or not at all, so that it outlives a power cut; its owner alone reads it. */
final class WholeFile {
  private WholeFile() {}

  /** Writes {@code name} in {@code folder}, or replaces it. */
  static Path write(Path folder, String name, byte[] content) throws IOException {
    Files.createDirectories(folder);
    Path target = folder.resolve(name);
    Path part = folder.resolve("." + name + ".part");
    Files.deleteIfExists(part);
    if (posix(folder)) {
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(part);
    }
    Files.write(part, content);
    force(part, StandardOpenOption.WRITE);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    if (posix(folder)) {
      // The rename itself must be on the disk, too.
      force(folder, StandardOpenOption.READ);
    }
    return target;
  }

  private static boolean posix(Path folder) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void force(Path path, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}
