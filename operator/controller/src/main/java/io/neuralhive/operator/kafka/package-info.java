/** Topics as the operator needs them: made, grown, put right, removed. No records pass here. */
package io.neuralhive.operator.kafka;
