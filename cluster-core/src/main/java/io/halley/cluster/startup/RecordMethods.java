/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.startup;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What the JDK keeps of the record class whose {@code equals} or {@code hashCode} was the last to
 * be called for the first time: before Java 19 the method handles from which these are made
 * remember the type that they were last converted to, and with it the class loader of an
 * application that is gone.
 */
public final class RecordMethods {
  private static final System.Logger LOG = System.getLogger(RecordMethods.class.getName());

  private RecordMethods() {}

  /**
   * Puts a class of the JDK into that place. Each module calls it when it has ended: which of an
   * application's is the last, the server decides.
   */
  public static void forget() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    Class<?> type = String.class;
    try {
      var component = lookup.findVirtual(type, "strip", MethodType.methodType(type));
      ObjectMethods.bootstrap(
          lookup,
          "equals",
          MethodType.methodType(boolean.class, type, Object.class),
          type,
          "component",
          component);
      ObjectMethods.bootstrap(
          lookup, "hashCode", MethodType.methodType(int.class, type), type, "component", component);
    } catch (Throwable e) {
      if (e instanceof Error error) {
        throw error;
      }
      LOG.log(Level.DEBUG, "the last record class stays known", e);
    }
  }
}
