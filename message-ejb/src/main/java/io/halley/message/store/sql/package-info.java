/**
 * The store on a relational database: H2 in a file, MariaDB or MySQL, PostgreSQL. Owns the tables
 * and their scripts. Reads and writes through JPA, so that one code serves all of them; knows only
 * that somebody begins and ends transactions ({@link io.halley.message.store.sql.SqlTransactions}),
 * not whether a container does.
 */
@NullMarked
package io.halley.message.store.sql;

import org.jspecify.annotations.NullMarked;
