package io.neuralhive.intention;

import java.util.ArrayList;
import java.util.List;

/** Who has a say before the tasks are executed. */
enum Route {
  /** Nobody: the tasks are executed. */
  AUTO,
  /** A person approves the plan. */
  APPROVAL,
  /** A person says what was meant. */
  VALIDATION;

  static Route of(
      Risk risk,
      double domainConfidence,
      String language,
      double minDomainConfidence,
      double approvalRisk) {
    // Written so that NaN, which only a broken model gives, is never taken for harmless or sure.
    if (risk.destructive() || !(risk.score() < approvalRisk)) {
      return APPROVAL;
    }
    if (!(domainConfidence >= minDomainConfidence) || language.equals(Languages.UNKNOWN)) {
      return VALIDATION;
    }
    return AUTO;
  }

  /** Sentences for the person who is asked, and for whoever looks at the ledger. */
  List<String> reasons(
      Risk risk, double domainConfidence, String language, double minDomainConfidence) {
    var reasons = new ArrayList<>(risk.reasons());
    if (!(domainConfidence >= minDomainConfidence)) {
      reasons.add("the domain is uncertain");
    }
    if (language.equals(Languages.UNKNOWN)) {
      reasons.add("the language is neither Portuguese nor English");
    }
    return List.copyOf(reasons);
  }
}
