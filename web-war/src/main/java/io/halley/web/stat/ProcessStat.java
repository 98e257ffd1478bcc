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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** What the platform says of this process: sizes in bytes, times in milliseconds. */
final class ProcessStat {
  private final String node;
  private final Map<String, LongSupplier> counters;

  ProcessStat(String node, Map<String, LongSupplier> counters) {
    this.node = node;
    this.counters = new TreeMap<>(counters);
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
    JsonObjectBuilder server =
        Json.createObjectBuilder()
            .add("node", node)
            .add("pid", runtime.getPid())
            .add("started", Instant.ofEpochMilli(runtime.getStartTime()).toString())
            .add("uptimeMillis", runtime.getUptime())
            .add("os", system.getName() + " " + system.getVersion())
            .add("architecture", system.getArch())
            .add("processors", system.getAvailableProcessors())
            .add("loadAverage", system.getSystemLoadAverage());
    counters.forEach((name, counter) -> server.add(name, counter.getAsLong()));
    return server.build();
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
