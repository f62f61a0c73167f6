package io.neuralhive.stages.pii;

/** Kinds of personal data that can be found in text, named as in the gateway's plan. */
public enum PersonalData {
  /** E-mail address. */
  Email("[EMAIL]"),
  /** Payment card number of 13 to 19 digits with a right Luhn digit. */
  Card("[CARD]"),
  /** Brazilian taxpayer number with right check digits. */
  Cpf("[CPF]"),
  /** Telephone number: Brazilian, North American, or any with a country code. */
  Phone("[PHONE]");

  private final String mask;

  PersonalData(String mask) {
    this.mask = mask;
  }

  /** What stands in the text instead. */
  public String mask() {
    return mask;
  }
}
