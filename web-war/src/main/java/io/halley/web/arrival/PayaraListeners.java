/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.web.arrival;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.hk2.api.ServiceLocator;
import org.glassfish.hk2.utilities.BuilderHelper;

/**
 * The HTTP parsers of all listeners of the Payara that this application runs in. Its kernel is in
 * no public repository, so there is nothing to compile against: what is needed of it is called by
 * name.
 */
final class PayaraListeners {
  private static final String KERNEL = "com.sun.enterprise.v3.services.impl.";
  private static final String CONFIG = "org.glassfish.grizzly.config.dom.NetworkListener";
  private static final String LISTENER = "org.glassfish.grizzly.config.GenericGrizzlyListener";

  private PayaraListeners() {}

  /**
   * The parsers of the listeners that are up now. A listener that restarts gets a new one.
   *
   * @throws ReflectiveOperationException if the server is not built as Payara 6 is
   */
  static List<HttpServerFilter> now() throws ReflectiveOperationException {
    Class<?> globals = Class.forName("org.glassfish.internal.api.Globals");
    Class<?> service = Class.forName(KERNEL + "GrizzlyService");
    Class<?> proxy = Class.forName(KERNEL + "GrizzlyProxy");
    Method proxyOf = service.getMethod("lookupNetworkProxy", Class.forName(CONFIG));
    Method listenerOf = proxy.getMethod("getUnderlyingListener");
    Method filtersOf = Class.forName(LISTENER).getMethod("getFilters", Class.class);

    ServiceLocator services = (ServiceLocator) globals.getMethod("getDefaultHabitat").invoke(null);
    Object grizzly = services.getService(service);
    List<HttpServerFilter> filters = new ArrayList<>();
    for (Object config : services.getAllServices(BuilderHelper.createContractFilter(CONFIG))) {
      Object found = proxyOf.invoke(grizzly, config);
      // a listener that is switched off has none
      if (proxy.isInstance(found)) {
        Object listener = listenerOf.invoke(found);
        for (Object filter : (List<?>) filtersOf.invoke(listener, HttpServerFilter.class)) {
          filters.add((HttpServerFilter) filter);
        }
      }
    }
    return filters;
  }
}
