/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.server;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The services of the Payara that a class loader belongs to, and calls of them by name. */
final class PayaraServices {
  private final ClassLoader loader;
  private final Object locator;

  /**
   * @throws ReflectiveOperationException if there is no Payara
   */
  PayaraServices(ClassLoader loader) throws ReflectiveOperationException {
    this.loader = loader;
    locator =
        Objects.requireNonNull(
            type("org.glassfish.internal.api.Globals").getMethod("getDefaultHabitat").invoke(null));
  }

  Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, true, loader);
  }

  /** The service of a type, of its name where it has one. */
  Object service(String type, @Nullable String name) throws ReflectiveOperationException {
    Class<?> locatorType = type("org.glassfish.hk2.api.ServiceLocator");
    Class<?> annotations = Annotation[].class;
    Object[] none = new Annotation[0];
    Object found =
        name == null
            ? locatorType
                .getMethod("getService", Class.class, annotations)
                .invoke(locator, type(type), none)
            : locatorType
                .getMethod("getService", Class.class, String.class, annotations)
                .invoke(locator, type(type), name, none);
    if (found == null) {
      throw new ClassNotFoundException("the server has no service " + type);
    }
    return found;
  }

  /** Calls a public method without parameters that this type declares. */
  @Nullable Object get(String type, Object target, String method)
      throws ReflectiveOperationException {
    return type(type).getMethod(method).invoke(target);
  }

  /** A public method. */
  Method method(String type, String method, Class<?>... parameters)
      throws ReflectiveOperationException {
    return type(type).getMethod(method, parameters);
  }
}
