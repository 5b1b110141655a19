package io.tripline.worker;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** Sends the log of a worker to its console and to {@code <name>.log}. */
final class WorkerLog {
  private WorkerLog() {}

  static void to(Path folder, String name) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    URL configuration =
        Objects.requireNonNull(WorkerLog.class.getResource("/tripline-worker-logback.xml"));
    context.reset();
    context.putProperty("folder", folder.toString());
    context.putProperty("name", name);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("the worker's log can't be set up", e);
    }
  }
}
