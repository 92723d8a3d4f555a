Feature: A User's properties are stored as they were sent
  Revenue teams segment by properties: a number that became text, a false that vanished or a renamed property silently
  breaks their filters.

  @AST-IDENT-004 @must @needs-readback
  Rule: A property keeps its JSON type and value (string, number, boolean, array)

    @AST-IDENT-004.1
    Scenario Outline: A property with <case> is stored as it was sent
      When user "ada" is identified with:
        | sample | <value> |
      Then the User for user "ada" holds:
        | sample | <value> |

      Examples:
        | case                | value                  |
        | a string            | "enterprise"           |
        | an empty string     | ""                     |
        | a numeric string    | "0042"                 |
        | the word true       | "true"                 |
        | a date in a string  | "2026-02-28T10:11:12Z" |
        | a whole number      | 329                    |
        | zero                | 0                      |
        | a negative number   | -17                    |
        | a fraction          | 830.25                 |
        | a large number      | 9007199254740991       |
        | true                | true                   |
        | false               | false                  |
        | an array of strings | ["a", "b", "a"]        |
        | an array of numbers | [3, 1, 2]              |
        | an empty array      | []                     |
        | a mixed array       | ["a", 1, true]         |

    @AST-IDENT-004.2
    Scenario Outline: An update from <before> to <after> changes the type too
      Given user "ada" is identified with:
        | sample | <before> |
      And the User for user "ada" holds:
        | sample | <before> |
      When user "ada" is identified with:
        | sample | <after> |
      Then the User for user "ada" holds:
        | sample | <after> |

      Examples:
        | case             | before  | after  |
        | true to false    | true    | false  |
        | number to string | 7       | "7"    |
        | string to array  | "a"     | ["a"]  |
        | longer to empty  | "x"     | ""     |

  @AST-IDENT-008 @should @needs-readback
  Rule: A property's name is kept as sent (spaces, dots, case)

    @AST-IDENT-008.1
    Scenario Outline: A name with <case> is kept
      When user "ada" is identified with:
        | <name> | "kept" |
      Then the User for user "ada" holds:
        | <name> | "kept" |

      Examples:
        | case              | name             |
        | a space           | total billed     |
        | dots              | billing.plan.id  |
        | upper case        | AccountType      |
        | snake case        | first_seen_at    |
        | a leading digit   | 2nd_owner        |
        | a dollar          | $lifetime        |
        | another script    | número_de_asientos |
        | punctuation       | a-b:c@d/e        |

    @AST-IDENT-008.2
    Scenario: Names that differ in case are two properties
      When user "ada" is identified with:
        | plan | "lower" |
        | Plan | "upper" |
      Then the User for user "ada" holds:
        | plan | "lower" |
        | Plan | "upper" |

  @AST-IDENT-015 @should @needs-readback
  Rule: A property that is an object (`address`, `company`) keeps its members

    @AST-IDENT-015.1
    Scenario Outline: The object <name> keeps its members
      When user "ada" is identified with:
        | <name> | <value> |
      Then the User for user "ada" holds:
        | <name> | <value> |

      Examples:
        | case    | name    | value                                                                                 |
        | address | address | {"city": "Austin", "country": "USA", "postalCode": "73301", "street": "4120 Freidrich"} |
        | company | company | {"name": "Initech", "id": 123, "employee_count": 329, "public": false}                |
