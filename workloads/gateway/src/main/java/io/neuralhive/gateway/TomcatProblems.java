package io.neuralhive.gateway;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/** Answers what Tomcat refuses before it comes to a route, e.g. a path that is no path. */
public final class TomcatProblems extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var status = HttpStatus.resolve(code);
    if (status == null) {
      return;
    }
    var body = Responses.problemBody(status, "the request is not well-formed HTTP for this server");
    response.setContentType(Responses.PROBLEM);
    try {
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      // The client is gone; nobody is left to answer.
      container.getLogger().debug("an answer could not be written", e);
    }
  }
}
