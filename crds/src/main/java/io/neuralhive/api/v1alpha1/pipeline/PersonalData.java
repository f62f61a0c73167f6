package io.neuralhive.api.v1alpha1.pipeline;

/** Kinds of personal data that can be found and masked in text. */
public enum PersonalData {
  /** E-mail address. */
  Email,
  /** Brazilian taxpayer number. */
  Cpf,
  /** Telephone number. */
  Phone,
  /** Payment card number. */
  Card
}
