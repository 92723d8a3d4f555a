Feature: Requests that a destination must accept
  Segment posts each call as JSON to one static URL, one call per request. Segment's own headers, every common field and
  unknown fields are ordinary traffic.

  @AST-HTTP-001 @must
  Rule: Calls arrive as POST requests with a JSON body at one static URL and are accepted

    @AST-HTTP-001.1
    Scenario Outline: A minimal <type> call is accepted
      When this body is posted:
        """
        <body>
        """
      Then the destination accepts it

      Examples:
        | case     | type     | body                                                                                                                                            |
        | identify | identify | {"type": "identify", "userId": "{id:ada}", "traits": {"email": "{email:ada}"}, "messageId": "{message}", "timestamp": "{now}"}                  |
        | group    | group    | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}     |
        | track    | track    | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |

  @AST-HTTP-002 @must @needs-public-address
  Rule: The endpoint is reached over HTTPS

    @AST-HTTP-002.1
    Scenario: The URL of the destination uses HTTPS
      When an identify for user "ada" is posted with the API key
      Then the destination accepts it
      And the address of the destination uses HTTPS

  @AST-HTTP-003 @should
  Rule: An accepted call is answered with 200 or 202

    @AST-HTTP-003.1
    Scenario Outline: An accepted <type> call is answered 200 or 202
      When this body is posted:
        """
        <body>
        """
      Then the destination answers 200 or 202

      Examples:
        | case     | type     | body                                                                                                                                        |
        | identify | identify | {"type": "identify", "userId": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                       |
        | group    | group    | {"type": "group", "userId": "{id:ada}", "groupId": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"} |
        | track    | track    | {"type": "track", "userId": "{id:ada}", "event": "Signed Up", "properties": {}, "messageId": "{message}", "timestamp": "{now}"}             |

  @AST-HTTP-007 @should
  Rule: The casing of fields may vary; graded on the id fields of identify, group and track: `user_id`, `userid`, `UserId`, `USER_ID`, and the same for anonymousId and groupId; with read-back, an accepted call must also be found stored

    @AST-HTTP-007.1
    Scenario Outline: A call that writes its id as <field> is accepted
      When this body is posted:
        """
        <body>
        """
      Then the destination accepts it

      Examples:
        | case               | field                   | body                                                                                                                                               |
        | user_id            | user_id                 | {"type": "identify", "user_id": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                             |
        | userid             | userid                  | {"type": "identify", "userid": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                              |
        | UserId             | UserId                  | {"type": "identify", "UserId": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                              |
        | USER_ID            | USER_ID                 | {"type": "identify", "USER_ID": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                             |
        | anonymous_id       | anonymous_id            | {"type": "identify", "anonymous_id": "{id:zed}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                        |
        | anonymousid        | anonymousid             | {"type": "identify", "anonymousid": "{id:zed}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                         |
        | AnonymousId        | AnonymousId             | {"type": "identify", "AnonymousId": "{id:zed}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                         |
        | ANONYMOUS_ID       | ANONYMOUS_ID            | {"type": "identify", "ANONYMOUS_ID": "{id:zed}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}                        |
        | group_id           | group_id                | {"type": "group", "userId": "{id:ada}", "group_id": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}       |
        | groupid            | groupid                 | {"type": "group", "userId": "{id:ada}", "groupid": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}        |
        | GroupId            | GroupId                 | {"type": "group", "userId": "{id:ada}", "GroupId": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}        |
        | GROUP_ID           | GROUP_ID                | {"type": "group", "userId": "{id:ada}", "GROUP_ID": "{id:acme}", "traits": {"name": "Acme"}, "messageId": "{message}", "timestamp": "{now}"}       |
        | track user_id      | user_id of a track      | {"type": "track", "user_id": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}      |
        | track userid       | userid of a track       | {"type": "track", "userid": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}       |
        | track UserId       | UserId of a track       | {"type": "track", "UserId": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}       |
        | track USER_ID      | USER_ID of a track      | {"type": "track", "USER_ID": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}      |
        | track anonymous_id | anonymous_id of a track | {"type": "track", "anonymous_id": "{id:zed}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |

    @AST-HTTP-007.2 @if-readback
    Scenario Outline: An identify that writes its id as <field> is stored
      When this body is posted:
        """
        <body>
        """
      And the destination accepted it
      Then the User for user "ada" holds:
        | plan | "pro" |

      Examples:
        | case        | field   | body                                                                                                                   |
        | snake case  | user_id | {"type": "identify", "user_id": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |
        | lower case  | userid  | {"type": "identify", "userid": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}  |
        | Pascal case | UserId  | {"type": "identify", "UserId": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"}  |
        | upper case  | USER_ID | {"type": "identify", "USER_ID": "{id:ada}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |

    @AST-HTTP-007.3 @if-readback
    Scenario Outline: An identify that writes its anonymous ID as <field> is stored like any other
      Given visitor "yan" is identified with:
        | plan | "free" |
      When this body is posted:
        """
        <body>
        """
      And the destination accepted it
      And provided that the User for visitor "yan" holds:
        | plan | "free" |
      Then the User for visitor "zed" holds:
        | plan | "pro" |

      Examples:
        | case         | field        | body                                                                                                                        |
        | ANONYMOUS_ID | ANONYMOUS_ID | {"type": "identify", "ANONYMOUS_ID": "{id:zed}", "traits": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |

    @AST-HTTP-007.4 @if-readback
    Scenario Outline: A group that writes its groupId as <field> is stored
      When this body is posted:
        """
        <body>
        """
      And the destination accepted it
      Then the Account for account "acme" holds:
        | plan | "starter" |

      Examples:
        | case        | field    | body                                                                                                                                            |
        | snake case  | group_id | {"type": "group", "userId": "{id:ada}", "group_id": "{id:acme}", "traits": {"plan": "starter"}, "messageId": "{message}", "timestamp": "{now}"} |
        | lower case  | groupid  | {"type": "group", "userId": "{id:ada}", "groupid": "{id:acme}", "traits": {"plan": "starter"}, "messageId": "{message}", "timestamp": "{now}"}  |
        | Pascal case | GroupId  | {"type": "group", "userId": "{id:ada}", "GroupId": "{id:acme}", "traits": {"plan": "starter"}, "messageId": "{message}", "timestamp": "{now}"}  |
        | upper case  | GROUP_ID | {"type": "group", "userId": "{id:ada}", "GROUP_ID": "{id:acme}", "traits": {"plan": "starter"}, "messageId": "{message}", "timestamp": "{now}"} |

    @AST-HTTP-007.5 @if-readback
    Scenario Outline: A group that writes its user ID as <field> associates the User
      Given user "ada" is identified and visible
      When this body is posted:
        """
        <body>
        """
      And the destination accepted it
      Then user "ada" belongs to account "acme"

      Examples:
        | case        | field   | body                                                                                                                           |
        | upper case  | USER_ID | {"type": "group", "USER_ID": "{id:ada}", "groupId": "{id:acme}", "traits": {}, "messageId": "{message}", "timestamp": "{now}"} |

    @AST-HTTP-007.6 @if-readback
    Scenario Outline: A track that writes its user ID as <field> is stored like any other
      Given user "ada" does "Report Exported" with:
        | format | "csv" |
      When this body is posted:
        """
        <body>
        """
      And the destination accepted it
      And provided that the event "Report Exported" of user "ada" holds:
        | format | "csv" |
      Then the event "Signed Up" of user "ada" holds:
        | plan | "pro" |

      Examples:
        | case        | field   | body                                                                                                                                          |
        | upper case  | USER_ID | {"type": "track", "USER_ID": "{id:ada}", "event": "Signed Up", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "{now}"} |

  @AST-HTTP-008 @must
  Rule: Segment's own headers and every common field of the Spec are tolerated; an unknown field never causes a refusal

    @AST-HTTP-008.1
    Scenario: A call with every common field of the Spec is accepted
      When this body is posted:
        """
        {
          "type": "identify",
          "userId": "{id:ada}",
          "anonymousId": "{id:zed}",
          "traits": {"email": "{email:ada}", "name": "{name:ada}"},
          "context": {
            "active": true,
            "app": {"name": "Backoffice", "version": "5.4.0", "build": "3.0.1"},
            "campaign": {"name": "spring", "source": "newsletter", "medium": "email"},
            "device": {"id": "B5372DB0-C21E-11E4-8DFC-AA07A5B093DB", "type": "ios"},
            "ip": "192.0.2.10",
            "library": {"name": "analytics.js", "version": "2.11.1"},
            "locale": "de-AT",
            "network": {"wifi": true},
            "os": {"name": "iPhone OS", "version": "17.1"},
            "page": {"path": "/pricing", "title": "Pricing", "url": "https://shop.example/pricing"},
            "screen": {"density": 2, "height": 568, "width": 320},
            "timezone": "Europe/Vienna",
            "userAgent": "Mozilla/5.0"
          },
          "integrations": {"All": true, "Astrolabe": true, "Mixpanel": false},
          "messageId": "{message}",
          "timestamp": "{now}",
          "originalTimestamp": "{now}",
          "sentAt": "{now}",
          "receivedAt": "{now}",
          "channel": "browser",
          "projectId": "conformance",
          "version": 2,
          "_metadata": {"bundled": [], "unbundled": ["Astrolabe"]}
        }
        """
      Then the destination accepts it

    @AST-HTTP-008.5
    Scenario: Common fields in their less common forms are accepted
      When this body is posted:
        """
        {
          "type": "track",
          "userId": "{id:ada}",
          "event": "Signed Up",
          "properties": {},
          "context": {
            "app": {"name": "Büro", "version": 5, "build": 301, "namespace": "com.acme.buero"},
            "campaign": {"name": "", "term": "crm+b2b", "content": "logo link", "id": 7},
            "device": {"adTrackingEnabled": false, "manufacturer": "Apple", "model": "iPhone15,2"},
            "groupId": "{id:acme}",
            "ip": "2001:db8:85a3::8a2e:370:7334",
            "library": {"name": "analytics-go", "version": "v3"},
            "locale": "zh-Hant-TW",
            "location": {"city": "São Paulo", "latitude": -23.5505, "longitude": -46.6333, "speed": 0},
            "network": {"bluetooth": false, "carrier": "", "cellular": true, "wifi": false},
            "os": {"name": "Android", "version": 14},
            "page": {"path": "/", "referrer": "", "search": "?q=a%20b&x=%F0%9F%9A%80", "title": "", "url": "https://shop.example/?q=a%20b#top"},
            "referrer": {"id": "", "type": "search"},
            "screen": {"density": 2.625, "height": 891, "width": 411},
            "timezone": "America/Argentina/Buenos_Aires",
            "traits": {"email": "{email:ada}", "logins": 0},
            "userAgent": "",
            "userAgentData": {"brands": [{"brand": "Chromium", "version": "126"}], "mobile": false}
          },
          "integrations": {"All": false, "Astrolabe": {"option": 1}},
          "messageId": "{message}",
          "timestamp": "{now}"
        }
        """
      Then the destination accepts it

    @AST-HTTP-008.2
    Scenario: Segment's settings header is tolerated
      When an identify for user "ada" is posted with the headers:
        | X-Segment-Settings | e30=                 |
        | X-Request-Id       | 0b1c3f5e-conformance |
      Then the destination accepts it

    @AST-HTTP-008.3
    Scenario: Fields that no document names are tolerated
      When this body is posted:
        """
        {
          "type": "identify",
          "userId": "{id:ada}",
          "traits": {"plan": "pro", "a_trait_of_our_own": {"nested": [1, null]}},
          "fieldFromTheFuture": {"deep": {"deeper": true}},
          "email": "{email:ada}",
          "context": {"somethingNew": [1, 2, 3]},
          "messageId": "{message}",
          "timestamp": "{now}"
        }
        """
      Then the destination accepts it

    @AST-HTTP-008.4
    Scenario: Common fields that are null are tolerated
      When this body is posted:
        """
        {"type": "identify", "userId": "{id:ada}", "anonymousId": null, "traits": {"plan": "pro"}, "sentAt": null, "messageId": "{message}", "timestamp": "{now}"}
        """
      Then the destination accepts it

  @AST-HTTP-009 @should
  Rule: A call of up to 32 KB is accepted

    @AST-HTTP-009.1
    Scenario Outline: A call of <size> KB is accepted
      When an identify of <size> KB for user "ada" is posted
      Then the destination accepts it

      Examples:
        | case  | size |
        | 16 KB | 16   |
        | 32 KB | 32   |

  @AST-HTTP-012 @should
  Rule: `application/json` with a charset parameter is accepted

    @AST-HTTP-012.1
    Scenario Outline: A call posted as "<content type>" is accepted
      When an identify for user "ada" is posted with the headers:
        | Content-Type | <content type> |
      Then the destination accepts it

      Examples:
        | case       | content type                    |
        | lower case | application/json; charset=utf-8 |
        | upper case | application/json;charset=UTF-8  |
