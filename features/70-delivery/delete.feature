Feature: Delete calls cause no server errors
  Segment sends privacy requests to every destination, in three shapes. Astrolabe's page does not mention them; after a
  server error Segment would retry for hours.

  @AST-DEL-001 @should
  Rule: A `delete` call, in each of its documented shapes, never causes a 5xx other than 501

    @AST-DEL-001.1
    Scenario Outline: A delete call <case> causes no server error
      When this body is posted:
        """
        <body>
        """
      Then the destination answers with no server error except 501

      Examples:
        | case                      | body                                                                                                                                                                                                                                                 |
        | with nulls and a Go time  | {"type": "delete", "userId": "{id:ada}", "channel": "server", "context": null, "integrations": null, "messageId": "{message}", "originalTimestamp": "2026-02-28 10:11:12.123456789 +0000 UTC", "receivedAt": "{now}", "sentAt": null, "timestamp": "{now}", "projectId": "conformance", "version": 2} |
        | with empty arrays         | {"type": "delete", "userId": "{id:ada}", "context": [], "integrations": [], "messageId": "{message}", "timestamp": "{now}"}                                                                                                                          |
        | that is bare              | {"type": "delete", "userId": "{id:ada}", "timestamp": "{now}"}                                                                                                                                                                                       |
