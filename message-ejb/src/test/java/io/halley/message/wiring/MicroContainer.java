/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.message.wiring;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Arquillian's Payara Micro, which is told where its runner is.
 *
 * <p>The connector reads the servlets of a deployment from what Micro prints about itself, as soon
 * as that has come to the ports; the list of servlets is printed after them, and when it comes a
 * moment later the connector goes on without it, and every test ends with
 * "ArquillianServletRunnerEE9 not found".
 */
public final class MicroContainer extends PayaraMicroDeployableContainer {

  /**
   * Puts this container in the place of the connector's own; named in {@code META-INF/services}.
   */
  public static final class Extension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
      builder.override(
          DeployableContainer.class, PayaraMicroDeployableContainer.class, MicroContainer.class);
    }
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    HTTPContext printed = super.deploy(archive).getContexts(HTTPContext.class).iterator().next();
    String contextRoot = "/" + archive.getName().replaceFirst("\\.war$", "");
    return new ProtocolMetaData()
        .addContext(
            new HTTPContext(printed.getHost(), printed.getPort())
                .add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, contextRoot)));
  }
}
