/*
 * Copyright The Halley Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What an operator may set: one record a component, with default, unit and bound beside each
 * property. All mistakes are found in one reading. Every property is explained in {@code
 * server-config/halley.properties}.
 */
@NullMarked
package io.halley.cluster.settings;

import org.jspecify.annotations.NullMarked;
