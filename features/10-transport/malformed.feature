Feature: Malformed calls and unsupported call types
  A destination that accepts a malformed call loses data silently: Segment counts the call as delivered and does not
  retry it. A 400 tells the owner of the source what to fix, a 501 that the destination does not support the type.

  @AST-HTTP-004 @must
  Rule: A body that is not JSON, or is not a JSON object, is never answered with 2xx

    @AST-HTTP-004.1
    Scenario Outline: A body of <case> is not accepted
      When this body is posted:
        """
        <body>
        """
      Then the destination does not accept it

      Examples:
        | case                    | body                                                                                                                 |
        | words                   | this is not JSON                                                                                                     |
        | cut short               | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "pro"                                                  |
        | an array                | [{"type": "identify", "userId": "{id:ada}", "traits": {}}]                                                           |
        | a string                | "identify"                                                                                                           |
        | null                    | null                                                                                                                 |
        | nothing                 |                                                                                                                      |
        | false                   | false                                                                                                                |
        | two calls in an array   | [{"type": "identify", "userId": "{id:ada}", "traits": {}}, {"type": "identify", "userId": "{id:ada}", "traits": {}}] |
        | two calls on two lines  | {"type": "identify", "userId": "{id:ada}", "traits": {}}\n{"type": "identify", "userId": "{id:ada}", "traits": {}}   |
        | text after the call     | {"type": "identify", "userId": "{id:ada}", "traits": {}} and more                                                    |
        | names without quotes    | {type: "identify", userId: "{id:ada}", traits: {}}                                                                   |
        | single quotes           | {'type': 'identify', 'userId': '{id:ada}', 'traits': {}}                                                             |
        | a comma too many        | {"type": "identify", "userId": "{id:ada}", "traits": {}, }                                                           |
        | a comment               | {/* identify */ "type": "identify", "userId": "{id:ada}", "traits": {}}                                              |
        | NaN                     | {"type": "identify", "userId": "{id:ada}", "traits": {"SEATS": NaN}}                                                 |
        | a line break in a text  | {"type": "identify", "userId": "{id:ada}", "traits": {"NOTE": "a\nb"}}                                               |
        | JSON in a string        | "{\\"type\\": \\"identify\\", \\"userId\\": \\"{id:ada}\\"}"                                                         |
        | a form                  | type=identify&userId={id:ada}                                                                                        |
        | a group cut short | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"plan": "star |
        | a group in an array | [{"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {}}] |
        | a group and a brace | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {}}} |
        | a track cut short | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro" |
        | a track in an array | [{"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": {}}] |
        | a track as a JSON text | "{\\"type\\": \\"track\\", \\"userId\\": \\"{id:ada}\\", \\"event\\": \\"Signed Up\\"}" |

  @AST-HTTP-005 @should
  Rule: A malformed call (not JSON; identify or track with neither userId nor anonymousId; group without groupId; track without event; traits or properties that are an array, a string or a number) is answered with 400

    @AST-HTTP-005.1
    Scenario Outline: A malformed call (<case>) is answered 400
      When this body is posted:
        """
        <body>
        """
      Then the destination answers 400

      Examples:
        | case                       | body                                                                                                                             |
        | not JSON                   | this is not JSON                                                                                                                 |
        | identify without any id    | {"type": "identify", "traits": {"email": "{email:ada}"}, "messageId": "{message}", "timestamp": "{now}"}                         |
        | track without any id       | {"type": "track", "event": "Signed Up", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}                        |
        | group without groupId      | {"type": "group", "userId": "{id:ada}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}              |
        | track without event        | {"type": "track", "userId": "{id:ada}", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}                        |
        | identify, traits an array  | {"type": "identify", "userId": "{id:ada}", "traits": ["pro"], "messageId": "{message}", "timestamp": "{now}"}                    |
        | identify, traits a string  | {"type": "identify", "userId": "{id:ada}", "traits": "pro", "messageId": "{message}", "timestamp": "{now}"}                      |
        | identify, traits a number  | {"type": "identify", "userId": "{id:ada}", "traits": 7, "messageId": "{message}", "timestamp": "{now}"}                          |
        | group, traits an array     | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": [], "messageId": "{message}", "timestamp": "{now}"}    |
        | group, traits a string     | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": "x", "messageId": "{message}", "timestamp": "{now}"}   |
        | track, properties an array | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": [], "messageId": "{message}", "timestamp": "{now}"}  |
        | track, properties a string | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": "x", "messageId": "{message}", "timestamp": "{now}"} |
        | track, properties a number | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": 1, "messageId": "{message}", "timestamp": "{now}"}   |
        | group, traits a number     | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": 7, "messageId": "{message}", "timestamp": "{now}"}     |
        | nothing                    |                                                                                                                                  |
        | text after the call        | {"type": "identify", "userId": "{id:ada}", "traits": {}} and more                                                                |

  @AST-HTTP-006 @should
  Rule: A call of a type that is not supported (page, screen, alias) is answered with 501

    @AST-HTTP-006.1
    Scenario Outline: A <case> call is answered 501
      When this body is posted:
        """
        <body>
        """
      Then the destination answers 501

      Examples:
        | case   | body                                                                                                                                          |
        | page   | {"type": "page", "userId": "{id:ada}", "name": "Pricing", "properties": {"path": "/pricing"}, "messageId": "{message}", "timestamp": "{now}"} |
        | screen | {"type": "screen", "userId": "{id:ada}", "name": "Home", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}                    |
        | alias  | {"type": "alias", "userId": "{id:ada}", "previousId": "{id:zed}", "messageId": "{message}", "timestamp": "{now}"}                             |

  @AST-HTTP-010 @must @needs-readback
  Rule: A call that was refused because of its key, shape or type changes nothing that is stored: no record appears, no property changes, no User is associated

    @AST-HTTP-010.6
    Scenario: Refused calls change no User, no Account and no events
      Given user "ada" is identified with:
        | plan | "free" |
      And user "bob" is grouped into account "acme" with:
        | plan | "starter" |
      And the User for user "ada" holds:
        | plan | "free" |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When each of these bodies is posted with its credential:
        | case                              | credential                              | body |
        | an unknown key, new User          | an unknown API key                      | {"type": "identify", "userId": "{id:eve}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | no Authorization, new User        | no Authorization                        | {"type": "identify", "userId": "{id:eve}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | a lengthened key, new User        | the API key lengthened by one character | {"type": "identify", "userId": "{id:eve}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | traits as an array, new User      | the API key                             | {"type": "identify", "userId": "{id:fay}", "traits": ["{row}"], "messageId": "{message}", "timestamp": "{now}"} |
        | traits as text, new User          | the API key                             | {"type": "identify", "userId": "{id:fay}", "traits": "{row}", "messageId": "{message}", "timestamp": "{now}"} |
        | a body cut short, new User        | the API key                             | {"type": "identify", "userId": "{id:fay}", "traits": {"plan": "{row}" |
        | a page, new User                  | the API key                             | {"type": "page", "userId": "{id:gil}", "name": "Pricing", "properties": {}, "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | an alias, new User                | the API key                             | {"type": "alias", "userId": "{id:gil}", "previousId": "{id:ada}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | group traits as text, new Account | the API key                             | {"type": "group", "userId": "{id:ada}", "groupId": "{id:initech}", "traits": "{row}", "messageId": "{message}", "timestamp": "{now}"} |
        | an unknown key                    | an unknown API key                      | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | no Authorization                  | no Authorization                        | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | traits as an array                | the API key                             | {"type": "identify", "userId": "{id:ada}", "traits": ["{row}"], "messageId": "{message}", "timestamp": "{now}"} |
        | traits as text                    | the API key                             | {"type": "identify", "userId": "{id:ada}", "traits": "{row}", "messageId": "{message}", "timestamp": "{now}"} |
        | a trailing comma                  | the API key                             | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "{row}"},} |
        | words after the object            | the API key                             | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "{row}"}} and more |
        | an array of calls                 | the API key                             | [{"type": "identify", "userId": "{id:ada}", "traits": {"plan": "{row}"}}] |
        | no groupId                        | the API key                             | {"type": "group", "userId": "{id:ada}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | no event                          | the API key                             | {"type": "track", "userId": "{id:ada}", "properties": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | a page                            | the API key                             | {"type": "page", "userId": "{id:ada}", "name": "Pricing", "properties": {"plan": "{row}"}, "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | a screen                          | the API key                             | {"type": "screen", "userId": "{id:ada}", "name": "Home", "properties": {"plan": "{row}"}, "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | a group with an unknown key       | an unknown API key                      | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | a group without Authorization     | no Authorization                        | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | group traits as an array          | the API key                             | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": ["{row}"], "messageId": "{message}", "timestamp": "{now}"} |
        | group traits as a number          | the API key                             | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": 7, "messageId": "{message}", "timestamp": "{now}"} |
        | a track with an unknown key       | an unknown API key                      | {"type": "track", "userId": "{id:hal}", "event": "Order Completed", "properties": {"plan": "{row}"}, "messageId": "{message}", "timestamp": "{now}"} |
        | properties as an array            | the API key                             | {"type": "track", "userId": "{id:ian}", "event": "Order Completed", "properties": ["{row}"], "messageId": "{message}", "timestamp": "{now}"} |
        | properties as text                | the API key                             | {"type": "track", "userId": "{id:ian}", "event": "Order Completed", "properties": "{row}", "messageId": "{message}", "timestamp": "{now}"} |
      Then those that the destination turned down changed nothing in:
        | no User    | eve     |                     |
        | no User    | fay     |                     |
        | no User    | gil     |                     |
        | no Account | initech |                     |
        | no events  | hal     |                     |
        | no events  | ian     |                     |
        | no events  | ada     |                     |
        | User       | ada     | {"plan": "free"}    |
        | Account    | acme    | {"plan": "starter"} |

  @AST-HTTP-013 @should
  Rule: No malformed call is answered with a 5xx other than 501

    @AST-HTTP-013.1
    Scenario Outline: A malformed call (<case>) causes no server error
      When this body is posted:
        """
        <body>
        """
      Then the destination answers with no server error except 501

      Examples:
        | case                    | body                                                                                                                            |
        | words                   | this is not JSON                                                                                                                |
        | an array                | []                                                                                                                              |
        | null                    | null                                                                                                                            |
        | identify without any id | {"type": "identify", "traits": {"email": "{email:ada}"}, "messageId": "{message}", "timestamp": "{now}"}                        |
        | group without groupId   | {"type": "group", "userId": "{id:ada}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}             |
        | track without event     | {"type": "track", "userId": "{id:ada}", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}                       |
        | traits as a string      | {"type": "identify", "userId": "{id:ada}", "traits": "pro", "messageId": "{message}", "timestamp": "{now}"}                     |
        | a group cut short       | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"plan": "star |
        | properties as an array  | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": [], "messageId": "{message}", "timestamp": "{now}"} |
        | nothing                 |                                                                                                                                 |
        | false                   | false                                                                                                                           |
        | cut short               | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "pro"                                                             |
        | text after the call     | {"type": "identify", "userId": "{id:ada}", "traits": {}} and more                                                               |
        | group, traits a string  | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": "x", "messageId": "{message}", "timestamp": "{now}"}  |
        | group, traits an array  | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": [], "messageId": "{message}", "timestamp": "{now}"}   |
