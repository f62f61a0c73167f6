package io.neuralhive.planner;

/** Where a container finds what is mounted into it. */
public final class MountPaths {

  /** Folder that the plan's ConfigMap is mounted to. */
  public static final String PLAN_FOLDER = "/etc/neural-hive";

  /** Key of the plan in its ConfigMap, and so the name of the file. */
  public static final String PLAN_KEY = "plan.json";

  /** The plan file. */
  public static final String PLAN_FILE = PLAN_FOLDER + "/" + PLAN_KEY;

  private static final String SECRETS = PLAN_FOLDER + "/secrets";

  private MountPaths() {}

  /** Folder that a Secret is mounted to. */
  public static String secretFolder(String secret) {
    return SECRETS + "/" + secret;
  }

  /** File that holds the value of a key of a Secret. */
  public static String secretFile(String secret, String key) {
    return secretFolder(secret) + "/" + key;
  }
}
