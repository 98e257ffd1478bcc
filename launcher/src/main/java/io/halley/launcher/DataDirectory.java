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
import java.nio.file.FileSystemException;
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
  /** What Payara Micro unpacks at each start, and some for the log and the first messages. */
  private static final long LEAST_BYTES = 160L << 20;

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
      OwnerOnly.directory(path);
      Files.createDirectories(path.resolve("log"));
      FileLock lock = tryLock(path.resolve(".lock"));
      if (lock == null) {
        throw new RefusedException(
            "another node is using " + path + "; choose another directory with --data.");
      }
      delete(path.resolve("run"));
      Files.createDirectories(path.resolve("run/tmp"));
      requireSpace(path, Files.getFileStore(path).getUsableSpace());
      return new DataDirectory(path, lock);
    } catch (IOException e) {
      throw new RefusedException(unwritable(path, e));
    }
  }

  /**
   * Refuses a disk on which a server could not be unpacked: it would fail anywhere, in a stack
   * trace.
   *
   * @param usable bytes that this user may still write
   */
  static void requireSpace(Path path, long usable) {
    if (usable < LEAST_BYTES) {
      throw new RefusedException(
          "the disk of the data directory "
              + path
              + " has "
              + (usable >> 20)
              + " MB left, but a node needs "
              + (LEAST_BYTES >> 20)
              + " MB to start; make room, or choose another with --data.");
    }
  }

  /** What an operator can do about a file of a node that could not be written. */
  static String unwritable(Path path, IOException failure) {
    String reason =
        failure instanceof FileSystemException file && file.getReason() == null
            ? file.getClass().getSimpleName().replace("Exception", "") + ": " + file.getMessage()
            : String.valueOf(failure.getMessage());
    return "the data directory "
        + path
        + " cannot be written ("
        + reason
        + "); see that its disk has room and that it belongs to this user, or choose another with"
        + " --data.";
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
