/**
 * The store on a Redis server, in the layout of the system that this one replaces, so that stored
 * messages outlive a change from one to the other. Owns names, members and scripts there; knows
 * nothing of SQL or of a container.
 */
@NullMarked
package io.halley.message.store.redis;

import org.jspecify.annotations.NullMarked;
