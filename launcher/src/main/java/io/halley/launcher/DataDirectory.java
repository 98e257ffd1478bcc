/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The directory that keeps everything of one node, held by this process until it ends: the
 * database, {@code log/}, and {@code run/}, which is made anew at every start.
 */
final class DataDirectory implements AutoCloseable {
  private final Path path;

  private final FileLock lock;

  private DataDirectory(Path path, FileLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory where there is none, and holds it.
   *
   * @throws RefusedException if it cannot be written, or another node holds it
   */
  static DataDirectory hold(Path path) {
    try {
      Files.createDirectories(path.resolve("log"));
      FileLock lock = tryLock(path.resolve(".lock"));
      if (lock == null) {
        throw new RefusedException(
            "another node is using " + path + "; choose another directory with --data.");
      }
      delete(path.resolve("run"));
      Files.createDirectories(path.resolve("run/tmp"));
      return new DataDirectory(path, lock);
    } catch (IOException e) {
      throw new RefusedException(
          "the data directory "
              + path
              + " cannot be written ("
              + e
              + "); choose another with --data.");
    }
  }

  private static @Nullable FileLock tryLock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      // this very process holds it
      channel.close();
      return null;
    }
  }

  /** Lets go of the directory; the end of the process, however it comes, does the same. */
  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  Path log() {
    return path.resolve("log");
  }

  /** What only one run needs. */
  Path run() {
    return path.resolve("run");
  }

  /** Deletes a directory with everything in it, where there is one. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
