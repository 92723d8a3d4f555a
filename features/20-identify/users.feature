Feature: An identify creates or updates a User
  Astrolabe stores one User for each user ID. A later identify updates the properties that it contains and keeps the
  others, because a source rarely repeats everything that it knows.

  @AST-IDENT-001 @must @needs-readback
  Rule: The first identify for a user ID creates exactly one User

    @AST-IDENT-001.1
    Scenario: A new user ID becomes one User
      When user "ada" is identified with:
        | email | "{email:ada}" |
      Then there is exactly one User for user "ada"

    @AST-IDENT-001.2
    Scenario: The User holds the traits of its first identify
      When user "ada" is identified with:
        | email | "{email:ada}" |
        | name  | "{name:ada}"  |
        | plan  | "free"        |
      Then the User for user "ada" holds:
        | email | "{email:ada}" |
        | name  | "{name:ada}"  |
        | plan  | "free"        |

    @AST-IDENT-001.3
    Scenario: An identify without traits creates the User
      When user "ada" is identified
      Then there is exactly one User for user "ada"

    @AST-IDENT-001.4
    Scenario Outline: A user whose <case> came first becomes one User
      Given these calls arrive one after another:
        | <call> | ada | <name> | <members> |
      When user "ada" is identified with:
        | title | "VP Sales" |
      Then there is exactly one User for user "ada"
      And the User for user "ada" holds:
        | title | "VP Sales" |

      Examples:
        | case  | call  | name      | members             |
        | track | does  | Signed Up | {"plan": "trial"}   |
        | group | group | acme      | {"plan": "starter"} |

    @AST-IDENT-001.5
    Scenario Outline: An identify of <case> creates the User
      When this body is posted:
        """
        {"type": "identify", "userId": "{id:ada}", "traits": {"title": "VP Sales"}, "messageId": "{message}", "timestamp": "<time>"}
        """
      Then the destination accepts it
      And the User for user "ada" holds:
        | title | "VP Sales" |

      Examples:
        | case             | time                     |
        | years ago        | 2015-02-23T22:28:55.111Z |
        | a clock in front | {in:90s}                 |

  @AST-IDENT-002 @must @needs-readback
  Rule: A later identify updates that User's properties, and there is still one User

    @AST-IDENT-002.1
    Scenario: The second identify changes a property and adds another
      Given user "ada" is identified with:
        | plan | "free" |
      And the User for user "ada" holds:
        | plan | "free" |
      When user "ada" is identified with:
        | plan  | "pro"      |
        | title | "VP Sales" |
      Then the User for user "ada" holds:
        | plan  | "pro"      |
        | title | "VP Sales" |
      And there is exactly one User for user "ada"

    @AST-IDENT-002.3
    Scenario: The last of several updates wins
      Given user "ada" is identified with:
        | seats | 1 |
      And the User for user "ada" holds:
        | seats | 1 |
      When this body is posted:
        """
        {"type": "identify", "userId": "{id:ada}", "traits": {"seats": 2}, "messageId": "{message}", "timestamp": "{now:-05:00}"}
        """
      And the destination accepts it
      And the User for user "ada" holds:
        | seats | 2 |
      And this body is posted:
        """
        {"type": "identify", "userId": "{id:ada}", "traits": {"seats": 3}, "messageId": "{message}", "timestamp": "{now:+09:00}"}
        """
      And the destination accepts it
      Then the User for user "ada" holds:
        | seats | 3 |

  @AST-IDENT-003 @must @needs-readback
  Rule: Properties that a later identify does not name keep their values

    @AST-IDENT-003.1
    Scenario: The second identify keeps the other properties of the first
      Given user "ada" is identified with:
        | email | "{email:ada}" |
        | plan  | "free"        |
      And the User for user "ada" holds:
        | plan | "free" |
      When user "ada" is identified with:
        | plan | "pro" |
      Then the User for user "ada" holds:
        | email | "{email:ada}" |
        | plan  | "pro"         |

    @AST-IDENT-003.2
    Scenario: Several updates keep the properties that they do not contain
      Given user "ada" is identified with:
        | email      | "{email:ada}" |
        | name       | "{name:ada}"  |
        | first_name | "Ada"         |
        | verified   | true          |
        | domain     | "acme.com"    |
        | seats      | 0             |
      And the User for user "ada" holds:
        | email | "{email:ada}" |
      When user "ada" is identified with:
        | seats | 1 |
      And user "ada" is identified with:
        | email | "{email:countess}" |
      And user "ada" is identified with:
        | title | "VP Sales" |
      And user "ada" is identified with:
        | region | "EMEA" |
      And user "ada" is identified
      Then the User for user "ada" still holds:
        | email      | "{email:countess}" |
        | name       | "{name:ada}"       |
        | first_name | "Ada"              |
        | verified   | true               |
        | domain     | "acme.com"         |
        | title      | "VP Sales"         |
        | region     | "EMEA"             |

    @AST-IDENT-003.4 @rests
    Scenario: Values of all types are kept when a User that was left alone gets another property
      Then the User for user "ada" keeps the corpus "values" through a rest and an update of another property

  @AST-IDENT-005 @must @needs-readback
  Rule: An identify for one User never changes another

    @AST-IDENT-005.2
    Scenario: Identifies of colleagues, namesakes and visitors leave a User as it is
      Given user "ada" (visitor "zed") is identified with:
        | plan  | "free"        |
        | email | "{email:ada}" |
      And user "ada" is grouped into account "acme"
      And the User for user "ada" holds:
        | plan | "free" |
      When these calls arrive one after another:
        | identify | bob                | title           | "VP Sales"    |
        | group    | bob                | acme            |               |
        | identify | bob                | plan            | "pro"         |
        | becomes  | bob                | computed_sample | 3             |
        | identify | acme               | plan            | "enterprise"  |
        | identify | visitor yan        | plan            | "trial"       |
        | identify | cleo (visitor zed) | plan            | "team"        |
        | identify | dan                | email           | "{email:ada}" |
      Then the User for user "ada" still holds:
        | plan  | "free"        |
        | email | "{email:ada}" |
      And the User for user "ada" does not hold "title"
      And the User for user "ada" does not hold "computed_sample"
      And the User for user "cleo" holds:
        | plan | "team" |

  @AST-IDENT-006 @should
  Rule: An identify with only an anonymousId is accepted

    @AST-IDENT-006.1
    Scenario: An identify for a visitor is accepted
      When an identify for visitor "zed" is posted with the API key
      Then the destination accepts it

  @AST-IDENT-012 @should @needs-readback
  Rule: Calls that arrive at once for one User (identifies, groups, audience calls, also the first calls for the User and deliveries of the same call) leave one User with everything that they said

    @AST-IDENT-012.5
    Scenario Outline: Calls of all kinds for a known User, <manner>, are all stored
      Given user "ada" is identified and visible
      When these calls arrive <manner>:
        | identify | ada | title           | "VP Sales"          |
        | group    | ada | acme            | {"plan": "starter"} |
        | enters   | ada | power_users     |                     |
        | does     | ada | Report Exported | {"format": "csv"}   |
        | becomes  | ada | computed_sample | 3                   |
        | identify | ada | again           | "and again"         |
        | identify | ada | again           | "and again"         |
        | leaves   | ada | likely_to_churn |                     |
        | becomes  | ada | another_sample  | "pdf"               |
        | identify | ada | region          | "EMEA"              |
      Then there is exactly one User for user "ada"
      And the User for user "ada" still holds:
        | title           | "VP Sales"  |
        | again           | "and again" |
        | region          | "EMEA"      |
        | power_users     | true        |
        | likely_to_churn | false       |
        | computed_sample | 3           |
        | another_sample  | "pdf"       |
      And user "ada" still belongs to account "acme"

      Examples: With AST-IDENT-012.6, a loss that happens every other time that two calls meet is missed in one of four runs.
        | case     | manner           |
        | in order | at the same time |

    @AST-IDENT-012.8 @many-requests
    Scenario: A property that no call had before is kept by every User who gets it at the same time
      Given users "ada", "bob" and "cleo" are identified and visible
      When these calls arrive at the same time:
        | identify | ada  | {fresh:seats} | 1 |
        | identify | bob  | {fresh:seats} | 2 |
        | identify | cleo | {fresh:seats} | 3 |
      Then the User for user "ada" holds:
        | {fresh:seats} | 1 |
      And the User for user "bob" holds:
        | {fresh:seats} | 2 |
      And the User for user "cleo" holds:
        | {fresh:seats} | 3 |

    @AST-IDENT-012.7 @many-requests
    Scenario: Three groups at the same time associate a User with three Accounts
      Given user "ada" is identified and visible
      And user "ada" is grouped into 2 numbered accounts
      And provided that user "ada" belongs to 2 numbered accounts
      When these calls arrive at the same time:
        | group | ada | acme     | {"plan": "starter"} |
        | group | ada | initech  | {"plan": "free"}    |
        | group | ada | umbrella |                     |
      Then user "ada" still belongs to account "acme"
      And user "ada" still belongs to account "initech"
      And user "ada" still belongs to account "umbrella"

    @AST-IDENT-012.6
    Scenario: Calls of all kinds for a new User, at the same time, make one User
      When these calls arrive at the same time, the last first:
        | identify | ada | title           | "VP Sales"          |
        | enters   | ada | power_users     |                     |
        | does     | ada | Report Exported | {"format": "csv"}   |
        | identify | ada | again           | "and again"         |
        | identify | ada | again           | "and again"         |
        | group    | ada | acme            | {"plan": "starter"} |
        | becomes  | ada | computed_sample | 3                   |
        | leaves   | ada | likely_to_churn |                     |
        | identify | ada | region          | "EMEA"              |
      Then there is exactly one User for user "ada"
      And the User for user "ada" still holds:
        | title           | "VP Sales"  |
        | again           | "and again" |
        | region          | "EMEA"      |
        | power_users     | true        |
        | likely_to_churn | false       |
        | computed_sample | 3           |

  @AST-IDENT-014 @must @needs-readback
  Rule: A User keeps every property that it was given, however many there are and however often it is updated

    @AST-IDENT-014.4
    Scenario: A User keeps all properties while they grow to 200, with 64 updates and almost 64 KB
      Then none of the properties of user "ada" is lost while they grow to 200

    @AST-IDENT-014.3 @many-requests
    Scenario: A User keeps its properties whatever other calls of it follow
      Given user "ada" is identified with:
        | plan  | "free" |
        | seats | 0      |
        | trial | false  |
      And the User for user "ada" holds:
        | plan | "free" |
      When these calls arrive one after another:
        | group          | ada | acme            | {"industry": "Technology"} |
        | does           | ada | Plan Compared   | {"surface": "pricing"}     |
        | group          | ada | initech         | {"industry": "Software"}   |
        | becomes        | ada | computed_sample | 3                          |
        | account enters | ada | acme            | expansion_ready            |
        | group          | ada | acme            |                            |
      Then the User for user "ada" still holds:
        | plan  | "free" |
        | seats | 0      |
        | trial | false  |
