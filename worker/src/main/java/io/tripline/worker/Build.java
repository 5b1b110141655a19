package io.tripline.worker;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which program this process runs. */
final class Build {
  /**
   * Digest of the names and checksums in the program's jar, read when the process starts: a jar
   * that is replaced later is another program. Empty where the program is no jar.
   */
  static final String DIGEST = digest();

  private static final int SHOWN = 12;

  private Build() {}

  private static String digest() {
    try {
      CodeSource source = Build.class.getProtectionDomain().getCodeSource();
      Path place = source == null ? null : Path.of(source.getLocation().toURI());
      if (place == null || !Files.isRegularFile(place)) {
        return "";
      }
      try (ZipFile jar = new ZipFile(place.toFile())) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<String> lines = jar.stream().map(Build::line).sorted().toList();
        lines.forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
      }
    } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
      return "";
    }
  }

  private static String line(ZipEntry entry) {
    return entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize() + '\n';
  }
}
