Feature: Errors that explain themselves
  Segment shows a destination's error body to the owners of the source. The body is optional; if there is one, they
  should be able to read it.

  @AST-ERR-001 @should
  Rule: An error body, if there is one, is JSON, and Content-Type says so

    @AST-ERR-001.1
    Scenario Outline: The error for <case> is JSON
      When this body is posted with <credential>:
        """
        <body>
        """
      Then any error body is JSON, with a JSON Content-Type

      Examples:
        | case                  | credential         | body                                                                                                                         |
        | words                 | the API key        | this is not JSON                                                                                                             |
        | group without groupId | the API key        | {"type": "group", "userId": "{id:ada}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}          |
        | page                  | the API key        | {"type": "page", "userId": "{id:ada}", "name": "Pricing", "properties": {}, "messageId": "{message}", "timestamp": "{now}"} |
        | an unknown key        | an unknown API key | {"type": "identify", "userId": "{id:ada}", "traits": {}, "messageId": "{message}", "timestamp": "{now}"}                     |

  @AST-ERR-002 @should
  Rule: An error body, if there is one, explains the error in a string `message`

    @AST-ERR-002.1
    Scenario Outline: The error for <case> has a message
      When this body is posted with <credential>:
        """
        <body>
        """
      Then any error body has a message

      Examples:
        | case                  | credential         | body                                                                                                                         |
        | words                 | the API key        | this is not JSON                                                                                                             |
        | group without groupId | the API key        | {"type": "group", "userId": "{id:ada}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}          |
        | page                  | the API key        | {"type": "page", "userId": "{id:ada}", "name": "Pricing", "properties": {}, "messageId": "{message}", "timestamp": "{now}"} |
        | an unknown key        | an unknown API key | {"type": "identify", "userId": "{id:ada}", "traits": {}, "messageId": "{message}", "timestamp": "{now}"}                     |
