/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.halley.cluster.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a service whose stages the service ends by itself: within one process nobody else
 * ends them, however late they are. All other calls end at the RPC deadline at the latest, wherever
 * the service is; over the network these do, too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface EndsByItself {
  /** Why it does without a deadline. */
  String value();
}
