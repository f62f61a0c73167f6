package io.neuralhive.inference;

/** The tensor element types of the Open Inference Protocol that this server carries. */
enum Datatype {
  /** UTF-8 text. */
  BYTES,
  /** 32-bit IEEE float. */
  FP32,
  /** 64-bit signed integer. */
  INT64
}
