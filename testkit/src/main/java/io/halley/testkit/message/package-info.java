/**
 * What a {@link io.halley.cluster.rpc.MessageService} must do, as a contract kit that every
 * implementation passes, and a fake that passes it in memory. May use {@code testkit.time}; knows
 * no store and no transport.
 */
@NullMarked
package io.halley.testkit.message;

import org.jspecify.annotations.NullMarked;
