package io.neuralhive.runner;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Next offsets in the database, beside the rows they stand for. Whoever is given a partition raises
 * its epoch; a commit names the epoch and the offset it starts from, so a process that was fenced
 * off changes nothing.
 */
final class SinkOffsets {

  private static final String TABLE = "neural_hive_offsets";

  private final String schema;
  private final String table;
  private final String group;
  private final String owner;
  private final Map<TopicPartition, Claim> claims = new HashMap<>();

  private record Claim(long epoch, long next) {}

  /**
   * The offsets of a group.
   *
   * @param owner name of this process and lane, for people who look into the table
   */
  SinkOffsets(String schema, String group, String owner) {
    this.schema = schema;
    this.table = SqlName.quote(schema) + "." + TABLE;
    this.group = group;
    this.owner = owner;
  }

  /** Makes the table unless it is there; a user who may not make tables can have it made before. */
  void createTable(Connection connection) throws SQLException {
    try (var lookup = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      lookup.setString(1, table);
      try (var found = lookup.executeQuery()) {
        found.next();
        if (found.getBoolean(1)) {
          return;
        }
      }
    }
    try (var create = connection.createStatement()) {
      // Two processes that create at once would collide in the catalogue.
      create.execute("SELECT pg_advisory_xact_lock(hashtext('" + TABLE + "'))");
      create.execute(
          """
          CREATE TABLE IF NOT EXISTS %s (
            consumer_group text NOT NULL,
            topic text NOT NULL,
            partition integer NOT NULL,
            next_offset bigint NOT NULL,
            epoch bigint NOT NULL,
            owner text NOT NULL,
            changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (consumer_group, topic, partition))
          """
              .formatted(table));
    }
  }

  /**
   * Takes a partition over from whoever had it.
   *
   * @param first offset to begin with when none is stored
   * @return the next offset
   */
  long claim(Connection connection, TopicPartition partition, long first) throws SQLException {
    var sql =
        """
        INSERT INTO %s AS stored (next_offset, epoch, owner, consumer_group, topic, partition)
        VALUES (?, 1, ?, ?, ?, ?)
        ON CONFLICT (consumer_group, topic, partition) DO UPDATE
        SET epoch = stored.epoch + 1, owner = excluded.owner, changed_at = clock_timestamp()
        RETURNING next_offset, epoch
        """
            .formatted(table);
    try (var claim = connection.prepareStatement(sql)) {
      claim.setLong(1, first);
      claim.setString(2, owner);
      claim.setString(3, group);
      claim.setString(4, partition.topic());
      claim.setInt(5, partition.partition());
      try (var row = claim.executeQuery()) {
        row.next();
        claims.put(partition, new Claim(row.getLong(2), row.getLong(1)));
        return row.getLong(1);
      }
    }
  }

  /**
   * Moves offsets on, if this process still owns them.
   *
   * @throws FencedException when it does not
   */
  void advance(Connection connection, Map<TopicPartition, Long> next) throws SQLException {
    var sql =
        """
        UPDATE %s SET next_offset = ?, changed_at = clock_timestamp()
        WHERE consumer_group = ? AND topic = ? AND partition = ? AND epoch = ? AND next_offset = ?
        """
            .formatted(table);
    // Always in the same order, so that two processes cannot wait for each other.
    var ordered =
        next.entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(
                    Comparator.comparing(TopicPartition::topic)
                        .thenComparing(TopicPartition::partition)))
            .toList();
    try (var update = connection.prepareStatement(sql)) {
      for (var entry : ordered) {
        var claim = claims.get(entry.getKey());
        update.setLong(1, entry.getValue());
        update.setString(2, group);
        update.setString(3, entry.getKey().topic());
        update.setInt(4, entry.getKey().partition());
        update.setLong(5, claim.epoch());
        update.setLong(6, claim.next());
        if (update.executeUpdate() == 0) {
          throw new FencedException(
              "another process writes %s of group %s into schema %s"
                  .formatted(entry.getKey(), group, schema));
        }
      }
    }
  }

  /** Remembers what has been committed. */
  void advanced(Map<TopicPartition, Long> next) {
    next.forEach(
        (partition, offset) ->
            claims.computeIfPresent(partition, (_, claim) -> new Claim(claim.epoch(), offset)));
  }
}
