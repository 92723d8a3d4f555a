Feature: A user ID is opaque
  Sources use the ids of their own databases. No part of an id has a meaning for the destination: not its case, not a
  slash, not an email address that two users share.

  @AST-IDENT-009 @should @needs-readback
  Rule: A user ID is opaque: case, Unicode and URL characters tell Users apart

    @AST-IDENT-009.1
    Scenario Outline: User IDs that differ in <case> are two Users
      When user "<one>" is identified with:
        | side | "one" |
      And user "<other>" is identified with:
        | side | "other" |
      Then the User for user "<other>" holds:
        | side | "other" |
      And the User for user "<one>" still holds:
        | side | "one" |

      Examples:
        | case             | one        | other        |
        | letter case      | ada        | Ada          |
        | an accent        | zoe        | zoë          |
        | a script         | a          | а            |
        | a composed letter | zoë       | zoë        |
        | a slash          | a/b        | a/c          |
        | an escaped slash | a/b        | a%2Fb        |
        | a plus           | a+b        | a b          |
        | a query          | a?x=1&y=2  | a            |
        | a fragment       | a#b        | a#c          |
        | a dot            | a.b        | a..b         |
        | emoji            | 👍         | 👍🏽           |

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
