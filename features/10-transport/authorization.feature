Feature: Authorization
  Segment authenticates with Basic auth: the connector's API key as user name, an empty password, and always the colon.
  A destination that accepts anything except the exact key lets strangers write into a workspace.

  @AST-AUTH-003 @should
  Rule: An unknown or malformed API key is answered with 401

    @AST-AUTH-003.1
    Scenario Outline: An identify with <credential> is answered 401
      When an identify for user "ada" is posted with <credential>
      Then the destination answers 401

      Examples:
        | case      | credential          |
        | unknown   | an unknown API key  |
        | malformed | a malformed API key |

  @AST-AUTH-004 @must
  Rule: A call without Authorization is never answered with 2xx

    @AST-AUTH-004.1
    Scenario: An identify without Authorization is not accepted
      When an identify for user "ada" is posted with no Authorization
      Then the destination does not accept it

    @AST-AUTH-004.2
    Scenario: An identify without Authorization is not accepted on a connection that carried the key
      Given an identify for user "ada" is posted with the API key
      And provided that the destination accepts it
      When an identify for user "ada" is posted with no Authorization
      Then the destination does not accept it

  @AST-AUTH-005 @should
  Rule: A call without Authorization is answered with 401

    @AST-AUTH-005.1
    Scenario: An identify without Authorization is answered 401
      When an identify for user "ada" is posted with no Authorization
      Then the destination answers 401

  @AST-AUTH-006 @must
  Rule: A near miss of the key (cut, lengthened, or in another case if it has letters) is never answered with 2xx

    @AST-AUTH-006.1
    Scenario Outline: An identify with the API key <case> is not accepted
      When an identify for user "ada" is posted with <credential>
      Then the destination does not accept it

      Examples:
        | case       | credential                              |
        | cut        | the API key cut by one character        |
        | lengthened | the API key lengthened by one character |

    @AST-AUTH-006.2 @needs-key-with-letters
    Scenario: An identify with the key in another case is not accepted
      When an identify for user "ada" is posted with the API key in another case
      Then the destination does not accept it

  @AST-AUTH-007 @should @needs-restricted-key
  Rule: A valid key without permission is answered with 403

    @AST-AUTH-007.1
    Scenario: An identify with the restricted key is answered 403
      When an identify for user "ada" is posted with the restricted API key
      Then the destination answers 403

  @AST-AUTH-008 @must
  Rule: No response repeats a key that was sent, valid or not, raw or Base64

    @AST-AUTH-008.1
    Scenario Outline: The response to <credential> does not contain it
      When an identify for user "ada" is posted with <credential>
      Then the response contains no key

      Examples:
        | case       | credential                              |
        | right      | the API key                             |
        | unknown    | an unknown API key                      |
        | lengthened | the API key lengthened by one character |

    @AST-AUTH-008.2
    Scenario: The response to a malformed body does not contain the key
      When this body is posted:
        """
        {"type": "identify", "traits": "not an object"
        """
      Then the response contains no key

    @AST-AUTH-008.4
    Scenario Outline: The response to <case> does not contain the key
      When this body is posted with <credential>:
        """
        <body>
        """
      Then the response contains no key

      Examples:
        | case                    | credential                              | body                                                                                                                         |
        | a page                  | the API key                             | {"type": "page", "userId": "{id:ada}", "name": "Pricing", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}  |
        | an array                | the API key                             | []                                                                                                                           |
        | a cut key               | the API key cut by one character        | {"type": "identify", "userId": "{id:ada}", "traits": {}, "messageId": "{message}", "timestamp": "{now}"}                     |
        | no key after the key    | no Authorization                        | {"type": "identify", "userId": "{id:ada}", "traits": {}, "messageId": "{message}", "timestamp": "{now}"}                     |
