package io.tripline.cli.up;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Ports on the loopback interface. */
public final class Ports {
  private Ports() {}

  /** A port that is free now. */
  public static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** True when somebody listens there. */
  static boolean inUse(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Fails in one line when the port is taken. */
  static void require(int port, String what, String remedy) {
    if (inUse(port)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "port " + port + " is in use by another program, and " + what + " needs it; " + remedy);
    }
  }
}
