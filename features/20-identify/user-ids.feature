Feature: A user ID is opaque
  Sources use the ids of their own databases. No part of an id has a meaning for the destination: not its case, not a
  slash, not an email address that two users share.

  @AST-IDENT-009 @should @needs-readback
  Rule: A user ID is opaque: case, Unicode and URL characters tell Users apart

    @AST-IDENT-009.2
    Scenario: User IDs that a careless look-up takes for one another are Users of their own
      When every user ID of the corpus gets a value of its own
      Then every user ID of the corpus has its own value only

    @AST-IDENT-009.3 @needs-loopback @many-requests
    Scenario: Numbers, UUIDs and addresses are user IDs like any other
      When every user ID without a prefix gets a value of its own
      Then every user ID without a prefix has its own value only

  @AST-IDENT-010 @should @needs-readback
  Rule: Two user IDs with one email stay two Users

    @AST-IDENT-010.1
    Scenario: Two Users with one email address stay two Users
      When user "ada" is identified with:
        | email | "{email:shared}" |
        | plan  | "free"           |
      And user "bob" is identified with:
        | email | "{email:shared}" |
        | plan  | "pro"            |
      Then the User for user "bob" holds:
        | plan | "pro" |
      And the User for user "ada" still holds:
        | plan | "free" |
