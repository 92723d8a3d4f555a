Feature: A group creates or updates an Account
  Astrolabe stores one Account for each group ID, whichever user sent the call. Properties of the Account never appear
  on a User, and properties of a User never appear on the Account.

  @AST-GROUP-001 @must @needs-readback
  Rule: The first group for a group ID creates exactly one Account

    @AST-GROUP-001.1
    Scenario: A new group ID becomes one Account
      Given user "ada" is identified
      When user "ada" is grouped into account "acme" with:
        | name | "{company:acme}" |
      Then there is exactly one Account for account "acme"
      And the Account for account "acme" holds:
        | name | "{company:acme}" |

  @AST-GROUP-002 @must @needs-readback
  Rule: A later group updates that Account's properties, and there is still one Account, whoever sends it

    @AST-GROUP-002.1
    Scenario: The second group of a user updates the Account
      Given user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When user "ada" is grouped into account "acme" with:
        | plan | "enterprise" |
      Then the Account for account "acme" holds:
        | plan | "enterprise" |
      When user "bob" is grouped into account "acme" with:
        | plan | "pro" |
      Then the Account for account "acme" holds:
        | plan | "pro" |
      And there is exactly one Account for account "acme"

  @AST-GROUP-003 @must @needs-readback
  Rule: Properties that a later group does not name keep their values

    @AST-GROUP-003.1
    Scenario: Later groups keep the other properties of the first
      Given user "ada" is grouped into account "acme" with:
        | name | "{company:acme}" |
        | plan | "starter"        |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When user "ada" is grouped into account "acme" with:
        | plan | "enterprise" |
      And user "bob" is grouped into account "acme" with:
        | employees | 330 |
      And user "bob" is grouped into account "acme"
      Then the Account for account "acme" still holds:
        | name      | "{company:acme}" |
        | plan      | "enterprise"     |
        | employees | 330              |

    @AST-GROUP-003.3 @many-requests
    Scenario: An Account keeps its properties whatever other calls follow
      Given user "ada" is grouped into account "acme" with:
        | plan      | "starter" |
        | employees | 0         |
        | trial     | false     |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When these calls arrive one after another:
        | group          | bob         | acme            | {"region": "EMEA"}       |
        | group          | visitor zed | acme            | {"tier": "gold"}         |
        | account enters | ada         | acme            | expansion_ready          |
        | identify       | ada         | title           | "VP Sales"               |
        | becomes        | ada         | computed_sample | 3                        |
        | does           | ada         | Plan Compared   | {"surface": "pricing"}   |
        | identify       | acme        | title           | "Founder"                |
        | group          | ada         | initech         | {"industry": "Software"} |
      Then the Account for account "acme" still holds:
        | plan      | "starter" |
        | employees | 0         |
        | trial     | false     |

    @AST-GROUP-003.4
    Scenario: An Account keeps all properties while they grow to 200
      Then none of the properties of account "acme" is lost while they grow to 200

    @AST-GROUP-003.5 @rests
    Scenario: Values of all types are kept when an Account that was left alone gets another property
      Then the Account for account "acme" keeps the corpus "values" through a rest and an update of another property

  @AST-GROUP-004 @must @needs-readback
  Rule: An Account's property keeps its name, JSON type and value (string, number, boolean, array; also `total billed`)

    @AST-GROUP-004.1
    Scenario: The five traits of the documented example are stored as they were sent
      Given user "ada" is identified
      When user "ada" is grouped into account "0e8c78ea9d97a7b8185e8632" with:
        | name         | "Initech"    |
        | industry     | "Technology" |
        | employees    | 329          |
        | plan         | "enterprise" |
        | total billed | 830          |
      Then the Account for account "0e8c78ea9d97a7b8185e8632" holds:
        | name         | "Initech"    |
        | industry     | "Technology" |
        | employees    | 329          |
        | plan         | "enterprise" |
        | total billed | 830          |

    @AST-GROUP-004.3
    Scenario: An Account's values of all types are stored as they were sent, also as updates of values of other types
      Then the Account for account "acme" keeps the corpus "values" through updates there and back

    @AST-GROUP-004.4
    Scenario: An Account's values behind a null and an object are stored as they were sent
      Then the Account for account "acme" keeps the corpus "values" behind a null and an object

    @AST-GROUP-004.5
    Scenario: An Account's names of all kinds are kept, and their properties updated
      Then the Account for account "acme" keeps the corpus "names" through updates there and back

    @AST-GROUP-004.6
    Scenario: An Account's names that databases use for rows of their own are kept, unless the destination uses them
      Then the Account for account "acme" keeps the corpus "names of records" through an update, except names that the destination uses itself

  @AST-GROUP-005 @should @needs-readback
  Rule: A group with an anonymousId and no userId still creates or updates the Account

    @AST-GROUP-005.1
    Scenario: A visitor's group creates the Account
      When visitor "zed" is grouped into account "acme" with:
        | plan | "starter" |
      Then the Account for account "acme" holds:
        | plan | "starter" |

    @AST-GROUP-005.2
    Scenario: A visitor's group updates the Account
      Given user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When visitor "zed" is grouped into account "acme" with:
        | plan | "enterprise" |
      Then the Account for account "acme" holds:
        | plan | "enterprise" |

  @AST-GROUP-006 @must @needs-readback
  Rule: Account properties never appear on the User, nor a User's on the Account, even if a user ID equals a group ID

    @AST-GROUP-006.2
    Scenario: A User and an Account with the same ID keep their properties apart
      Given user "twin" is identified with:
        | title | "VP Sales" |
      When user "twin" is grouped into account "twin" with:
        | industry | "Technology" |
      And user "twin" is identified with:
        | region | "EMEA" |
      Then the Account for account "twin" holds:
        | industry | "Technology" |
      And the Account for account "twin" does not hold "title"
      And the Account for account "twin" does not hold "region"
      And the User for user "twin" does not hold "industry"

    @AST-GROUP-006.4
    Scenario: An Account with the names of a User's traits gives the User none of them
      Given user "ada" is identified with:
        | company | "Analytical Engines" |
      When user "ada" is grouped into account "acme" with:
        | email       | "{email:office}"        |
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
      Then the User for user "ada" holds none of the values of this call
      And the User for user "ada" still holds:
        | company | "Analytical Engines" |

    @AST-GROUP-006.3
    Scenario: A User and its Account keep properties with the same name apart
      Given user "ada" is identified with:
        | plan | "free" |
      And user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      And the User for user "ada" holds:
        | plan | "free" |
      And the Account for account "acme" holds:
        | plan | "starter" |
      When these calls arrive one after another:
        | identify       | ada | plan        | "pro"                  |
        | identify       | ada | title       | "VP Sales"             |
        | group          | ada | acme        | {"plan": "enterprise"} |
        | account enters | ada | acme        | expansion_ready        |
        | enters         | ada | power_users |                        |
        | group          | bob | acme        | {"employees": 330}     |
      Then the User for user "ada" still holds:
        | plan | "pro" |
      And the Account for account "acme" still holds:
        | plan | "enterprise" |
      And the User for user "ada" does not hold "expansion_ready"
      And the User for user "ada" does not hold "employees"
      And the Account for account "acme" does not hold "power_users"
      And the Account for account "acme" does not hold "title"

  @AST-GROUP-007 @should @needs-readback
  Rule: A group ID is opaque: case, Unicode and URL characters tell Accounts apart

    @AST-GROUP-007.2
    Scenario: Group IDs that a careless look-up takes for one another are Accounts of their own
      When every group ID of the corpus gets a value of its own
      Then every group ID of the corpus has its own value only

    @AST-GROUP-007.3 @needs-loopback @many-requests
    Scenario: Numbers and UUIDs are group IDs like any other
      When every group ID without a prefix gets a value of its own
      Then every group ID without a prefix has its own value only

  @AST-GROUP-008 @should @needs-readback
  Rule: Calls that arrive at once for one Account leave one Account with all the properties and members that they named

    @AST-GROUP-008.3
    Scenario: The first calls for an Account, of three users and at the same time, make one Account
      Given 3 numbered users are identified and visible
      When these calls arrive at the same time:
        | group          | user-1 | acme            | {"industry": "Technology"} |
        | group          | user-2 | acme            | {"employees": 329}         |
        | group          | user-3 | acme            | {"region": "EMEA"}         |
        | group          | user-3 | acme            | {"region": "EMEA"}         |
        | account enters | user-1 | acme            | expansion_ready            |
        | group          | user-1 | acme            | {"tier": "gold"}           |
        | does           | user-1 | Report Exported | {"format": "csv"}          |
        | identify       | user-2 | title           | "VP Sales"                 |
        | enters         | user-3 | power_users     |                            |
      Then there is exactly one Account for account "acme"
      And the Account for account "acme" holds:
        | industry        | "Technology" |
        | employees       | 329          |
        | region          | "EMEA"       |
        | tier            | "gold"       |
        | expansion_ready | true         |
      And 3 numbered users still belong to account "acme"

  @AST-GROUP-009 @must @needs-readback
  Rule: A group for one Account never changes another

    @AST-GROUP-009.3
    Scenario: Calls for the first Account of a User do not change the second
      Given user "ada" is identified and visible
      And user "ada" is grouped into account "acme" with:
        | plan | "starter" |
      And user "ada" is grouped into account "initech" with:
        | plan | "enterprise" |
      And the Account for account "initech" holds:
        | plan | "enterprise" |
      When these calls arrive one after another:
        | group          | ada | acme | {"industry": "Technology"} |
        | account enters | ada | acme | expansion_ready            |
        | group          | bob | acme | {"plan": "free"}           |
        | group          | ada | ada  | {"plan": "free"}           |
      Then the Account for account "initech" still holds:
        | plan | "enterprise" |
      And the Account for account "initech" does not hold "industry"
      And the Account for account "initech" does not hold "expansion_ready"

    @AST-GROUP-009.4
    Scenario: Two Accounts stay apart that share name, website and address
      Given user "ada" is identified
      When user "ada" is grouped into account "acme" with:
        | name    | "{company:acme}"                            |
        | website | "https://www.astrolabe-conformance.example" |
        | domain  | "astrolabe-conformance.example"             |
        | email   | "{email:office}"                            |
        | phone   | "+1 555 010 0199"                           |
        | address | {"city": "Utrecht"}                         |
        | plan    | "free"                                      |
        | seats   | 3                                           |
      And user "ada" is grouped into account "initech" with:
        | name    | "{company:acme}"                            |
        | website | "https://www.astrolabe-conformance.example" |
        | domain  | "astrolabe-conformance.example"             |
        | email   | "{email:office}"                            |
        | phone   | "+1 555 010 0199"                           |
        | address | {"city": "Utrecht"}                         |
        | plan    | "pro"                                       |
      Then the Account for account "acme" still holds:
        | name    | "{company:acme}"                            |
        | website | "https://www.astrolabe-conformance.example" |
        | plan    | "free"                                      |
        | seats   | 3                                           |
      And the Account for account "initech" still holds:
        | name    | "{company:acme}"                            |
        | website | "https://www.astrolabe-conformance.example" |
        | plan    | "pro"                                       |
