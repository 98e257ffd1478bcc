/**
 * What happened to each key of a load, and whether the delivery promise was kept.
 *
 * <p>Owns the journals and the judgement on them. Calls none of its neighbours. Must not know how a
 * push or a subscription is made.
 */
@NullMarked
package io.halley.system.journal;

import org.jspecify.annotations.NullMarked;
