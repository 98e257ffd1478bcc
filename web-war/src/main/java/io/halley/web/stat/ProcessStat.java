/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.stat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.RuntimeMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Instant;

/** What the platform says of this process: sizes in bytes, times in milliseconds. */
final class ProcessStat {
  private final String node;

  ProcessStat(String node) {
    this.node = node;
  }

  JsonObject memory() {
    var memory = ManagementFactory.getMemoryMXBean();
    JsonObjectBuilder collectors = Json.createObjectBuilder();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectors.add(
          collector.getName(),
          Json.createObjectBuilder()
              .add("count", collector.getCollectionCount())
              .add("millis", collector.getCollectionTime()));
    }
    JsonObjectBuilder buffers = Json.createObjectBuilder();
    for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      buffers.add(
          pool.getName(),
          Json.createObjectBuilder()
              .add("count", pool.getCount())
              .add("used", pool.getMemoryUsed()));
    }
    return Json.createObjectBuilder()
        .add("heap", usage(memory.getHeapMemoryUsage()))
        .add("nonHeap", usage(memory.getNonHeapMemoryUsage()))
        .add("buffers", buffers)
        .add("collectors", collectors)
        .build();
  }

  JsonObject server() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return Json.createObjectBuilder()
        .add("node", node)
        .add("pid", runtime.getPid())
        .add("started", Instant.ofEpochMilli(runtime.getStartTime()).toString())
        .add("uptimeMillis", runtime.getUptime())
        .add("os", system.getName() + " " + system.getVersion())
        .add("architecture", system.getArch())
        .add("processors", system.getAvailableProcessors())
        .add("loadAverage", system.getSystemLoadAverage())
        .build();
  }

  JsonObject jvm() {
    RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    return Json.createObjectBuilder()
        .add("name", runtime.getVmName())
        .add("vendor", runtime.getVmVendor())
        .add("version", Runtime.version().toString())
        .add("threads", threads.getThreadCount())
        .add("threadsPeak", threads.getPeakThreadCount())
        .add("threadsStarted", threads.getTotalStartedThreadCount())
        .add("classes", classes.getLoadedClassCount())
        .add("classesUnloaded", classes.getUnloadedClassCount())
        .build();
  }

  private static JsonObjectBuilder usage(MemoryUsage usage) {
    return Json.createObjectBuilder()
        .add("used", usage.getUsed())
        .add("committed", usage.getCommitted())
        .add("max", usage.getMax());
  }
}
