Feature: A track is stored as an event
  Predictions are made from what people do in a product. An event is stored with its name, properties and timestamp, and
  never changes the properties of the User.

  @AST-TRACK-001 @must
  Rule: A track call is accepted, for an identified user and for a user ID that was never identified

    @AST-TRACK-001.1
    Scenario: The documented example of an identified user is accepted
      Given user "ada" is identified
      When this body is posted:
        """
        {"type": "track", "userId": "{id:ada}", "event": "User Registered", "properties": {"plan": "Pro Annual", "accountType": "Facebook"}, "messageId": "{message}", "timestamp": "{now}"}
        """
      Then the destination accepts it

    @AST-TRACK-001.2
    Scenario: A track for a user ID that was never identified is accepted
      When this body is posted:
        """
        {"type": "track", "userId": "{id:stranger}", "event": "User Registered", "properties": {"plan": "Pro Annual"}, "messageId": "{message}", "timestamp": "{now}"}
        """
      Then the destination accepts it

    @AST-TRACK-001.3
    Scenario Outline: An event <case> is accepted
      When this body is posted:
        """
        {"type": "track", "userId": "{id:ada}", "event": "<event>", "properties": {"plan": "pro"}, "messageId": "{message}", "timestamp": "<time>"}
        """
      Then the destination accepts it

      Examples:
        | case                | event                          | time                     |
        | with punctuation    | Order Completed - 50% off! (2) | {now}                    |
        | with other letters  | 注文完了 / Größe geändert          | {now}                    |
        | of a year ago       | Signed Up                      | {ago:400d}               |
        | of a clock in front | Signed Up                      | {in:90s}                 |

  @AST-TRACK-002 @should @needs-readback
  Rule: A track call is recorded for its user with its event name and properties

    @AST-TRACK-002.1
    Scenario: The event is stored with its properties
      Given user "ada" is identified
      When user "ada" does "User Registered" with:
        | plan        | "Pro Annual" |
        | accountType | "Facebook"   |
        | seats       | 12           |
        | trial       | false        |
      Then the event "User Registered" of user "ada" holds:
        | plan        | "Pro Annual" |
        | accountType | "Facebook"   |
        | seats       | 12           |
        | trial       | false        |

    @AST-TRACK-002.3
    Scenario Outline: An event keeps its <corpus> of all kinds
      Then the event of user "ada" keeps the corpus "<corpus>" in one call

      Examples:
        | case            | corpus          |
        | values          | values          |
        | names           | names           |
        | texts           | texts           |
        | texts in arrays | texts in arrays |
        | objects         | objects         |

    @AST-TRACK-002.4
    Scenario: An event keeps its values behind a null and an object
      Then the event of user "ada" keeps the corpus "values" behind a null and an object

    @AST-TRACK-002.5 @many-requests
    Scenario: Events keep their names
      Then the events of user "ada" keep the corpus "event names" in one call

    @AST-TRACK-002.6 @many-requests
    Scenario: An event is kept once, whatever other calls follow
      Given user "ada" is identified
      And user "ada" does "Order Completed" with:
        | total | 10 |
      And the event "Order Completed" of user "ada" holds:
        | total | 10 |
      When these calls arrive one after another:
        | identify | ada               | plan            | "pro"               |
        | group    | ada               | acme            | {"plan": "starter"} |
        | does     | bob               | Order Completed | {"total": 20}       |
        | group    | bob               | acme            |                     |
        | does     | bob (visitor zed) | Order Completed | {"total": 30}       |
        | does     | visitor zed       | Order Completed | {"total": 40}       |
        | does     | acme              | Order Completed | {"total": 50}       |
        | enters   | ada               | power_users     |                     |
        | does     | ada               | Order Cancelled |                     |
      Then user "ada" has the event "Order Completed" exactly 1 time
      And the event "Order Completed" of user "ada" holds:
        | total | 10 |
      And the event "Order Completed" of user "bob" holds:
        | total | 20 |

    @AST-TRACK-002.7
    Scenario: The event of a user who is identified later is stored
      Given user "ada" does "Signed Up" with:
        | plan | "trial" |
      When user "ada" is identified with:
        | title | "VP Sales" |
      Then the event "Signed Up" of user "ada" holds:
        | plan | "trial" |

    @AST-TRACK-002.8
    Scenario: Events are kept while they grow to 26, with up to 104 properties each
      Given user "ada" is identified
      Then none of the events of user "ada" is lost while they grow to 26

  @AST-TRACK-003 @must @needs-readback
  Rule: A track call's properties never become the User's

    @AST-TRACK-003.1
    Scenario: An event with the names of traits changes neither a User who has them nor one who has not, known or not
      Given user "ada" is identified with:
        | plan    | "free"               |
        | title   | "Countess"           |
        | company | "Analytical Engines" |
        | revenue | 1                    |
      When user "bob" does "Invitation Sent" with:
        | email       | "{email:bob}"           |
        | phone       | "+431234567"            |
        | name        | "{name:bob}"            |
        | firstName   | "Bob"                   |
        | lastName    | "Builder"               |
        | username    | "bobthebuilder"         |
        | title       | "Foreman"               |
        | company     | {"name": "Initech"}     |
        | address     | {"city": "Scranton"}    |
        | avatar      | "https://cdn.example/b" |
        | website     | "https://bob.example"   |
        | description | "fixes it"              |
        | age         | 41                      |
        | plan        | "enterprise"            |
        | industry    | "Construction"          |
        | employees   | 329                     |
        | revenue     | 49.5                    |
        | value       | 49.5                    |
        | currency    | "EUR"                   |
      And user "ada" does "Invitation Sent" with:
        | email       | "{email:bob}"           |
        | phone       | "+431234567"            |
        | name        | "{name:bob}"            |
        | firstName   | "Bob"                   |
        | lastName    | "Builder"               |
        | username    | "bobthebuilder"         |
        | title       | "Foreman"               |
        | company     | {"name": "Initech"}     |
        | address     | {"city": "Scranton"}    |
        | avatar      | "https://cdn.example/b" |
        | website     | "https://bob.example"   |
        | description | "fixes it"              |
        | age         | 41                      |
        | plan        | "enterprise"            |
        | industry    | "Construction"          |
        | employees   | 329                     |
        | revenue     | 49.5                    |
        | value       | 49.5                    |
        | currency    | "EUR"                   |
      Then the User for user "bob" holds none of the values of this call
      And the User for user "ada" holds none of the values of this call
      And the User for user "ada" still holds:
        | plan    | "free"               |
        | title   | "Countess"           |
        | company | "Analytical Engines" |
        | revenue | 1                    |

  @AST-TRACK-004 @should @needs-readback
  Rule: Two track calls that differ only in messageId are two events

    @AST-TRACK-004.1
    Scenario: Two calls that differ only in messageId are two events
      Given user "ada" is identified
      When user "ada" does "Report Exported" with:
        | format | "csv" |
      And the last call is sent again with another messageId
      Then user "ada" has the event "Report Exported" exactly 2 times

  @AST-TRACK-005 @should @needs-readback
  Rule: The event keeps the call's timestamp

    @AST-TRACK-005.1
    Scenario Outline: An event of <case> keeps its timestamp
      Given user "ada" is identified
      When user "ada" does "Report Exported" at "<time>"
      Then the event "Report Exported" of user "ada" has the timestamp "<time>"

      Examples:
        | case          | time                     |
        | last year     | 2025-11-03T09:26:53.589Z |
        | a leap day    | 2024-02-29T23:59:59.999Z |
        | whole seconds | 2026-01-01T00:00:00Z     |
