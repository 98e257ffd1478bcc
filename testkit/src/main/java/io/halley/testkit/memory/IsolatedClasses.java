/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.testkit.memory;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * An application's class loader, as a container has it: the classes of the test's class path once
 * more, apart from the JVM's own. For one thread; its owner closes it.
 */
public final class IsolatedClasses implements AutoCloseable {
  private final URLClassLoader loader;

  private IsolatedClasses(URLClassLoader loader) {
    this.loader = loader;
  }

  /** Opens a loader of its own. */
  public static IsolatedClasses open() {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(IsolatedClasses::url)
            .toArray(URL[]::new);
    return new IsolatedClasses(new URLClassLoader(path, ClassLoader.getPlatformClassLoader()));
  }

  /** The loader. */
  public ClassLoader loader() {
    return loader;
  }

  /**
   * Creates an object of a class that the loader has loaded anew, by its constructor without
   * parameters, and runs it.
   */
  public void run(Class<? extends Runnable> program) throws ReflectiveOperationException {
    var constructor = loader.loadClass(program.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    ((Runnable) constructor.newInstance()).run();
  }

  /** Ends the application: its files are closed, and what it has not loaded is gone. */
  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the memory of something is freed by some garbage collection within a time; nobody but
   * the caller's frames below may hold it.
   */
  public static boolean isFreed(WeakReference<?> reference, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!reference.refersTo(null) && System.nanoTime() < end) {
      System.gc();
    }
    return reference.refersTo(null);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
