package io.neuralhive.operator.platform;

/** A declared backing service, and what is needed to ask it. */
sealed interface Service {
  /** Name in the status. */
  String name();

  /** Address without credentials. */
  String address();

  record Kafka(String address) implements Service {
    @Override
    public String name() {
      return "kafka";
    }
  }

  record Registry(String address) implements Service {
    @Override
    public String name() {
      return "schemaRegistry";
    }
  }

  record Postgresql(String address, String username, String password) implements Service {
    @Override
    public String name() {
      return "postgresql";
    }

    @Override
    public String toString() {
      return address;
    }
  }

  record Redis(String host, int port, String password) implements Service {
    @Override
    public String name() {
      return "redis";
    }

    @Override
    public String address() {
      return host + ":" + port;
    }

    @Override
    public String toString() {
      return address();
    }
  }

  /** A service that cannot be asked, because its secret is not as it must be. */
  record Unresolved(String name, String address, String message) implements Service {}
}
