Feature: A group associates a User with an Account
  Revenue teams work with this association: which people belong to which customer. It is stored on both sides, and no
  later call removes it.

  @AST-ASSOC-001 @must @needs-readback
  Rule: A group with the user ID of a User associates that User with the Account, seen from both sides

    @AST-ASSOC-001.1
    Scenario: A User who joins an Account belongs to it
      Given user "ada" is identified and visible
      When user "ada" is grouped into account "acme"
      Then user "ada" belongs to account "acme"

    @AST-ASSOC-001.2
    Scenario: A User and an Account are associated whatever separators are in their IDs
      Given user "a:b,c;d|e#f?g=h&i@j.k!l~m/n_o-p" is identified and visible
      When user "a:b,c;d|e#f?g=h&i@j.k!l~m/n_o-p" is grouped into account "q:r,s;t|u#v?w=x&y@z.a!b~c/d_e-f"
      Then user "a:b,c;d|e#f?g=h&i@j.k!l~m/n_o-p" belongs to account "q:r,s;t|u#v?w=x&y@z.a!b~c/d_e-f"

    @AST-ASSOC-001.3 @many-requests
    Scenario: Users and Accounts are associated even if their IDs, one after the other, read alike
      Then users and accounts whose IDs read alike one after the other belong together as they were grouped

  @AST-ASSOC-002 @must @needs-readback
  Rule: Repeating the group call that associated a User with an Account changes nothing

    @AST-ASSOC-002.2
    Scenario: Joining twice, and then a third time, is joining once
      Given user "ada" is identified and visible
      When user "ada" is grouped into account "acme"
      And user "ada" is grouped into account "acme"
      Then user "ada" still belongs to account "acme"
      When user "ada" is grouped into account "acme"
      Then user "ada" still belongs to account "acme"

  @AST-ASSOC-003 @must @needs-readback
  Rule: An Account keeps its Users when another is associated

    @AST-ASSOC-003.4
    Scenario: An Account keeps its Users while they grow to 26
      Given up to 26 numbered users are identified and visible
      Then none of the Users of account "acme" is lost while they grow to 26
      And up to 26 numbered users still belong to account "acme"

    @AST-ASSOC-003.3 @many-requests
    Scenario: An Account keeps its Users whoever else is grouped
      Given users "ada", "bob" and "dan" are identified and visible
      And user "ada" is grouped into account "acme"
      And user "ada" belongs to account "acme"
      When these calls arrive one after another:
        | group | bob         | acme    | {"plan": "starter"} |
        | group | visitor zed | acme    |                     |
        | group | acme        | acme    |                     |
        | group | acme        | ada     |                     |
        | group | dan         | acme    |                     |
        | group | cleo        | initech |                     |
      Then users "ada", "bob" and "dan" still belong to account "acme"

  @AST-ASSOC-004 @should @needs-readback
  Rule: A User can belong to several Accounts

    @AST-ASSOC-004.3
    Scenario: A User keeps its Accounts while they grow to 32
      Given user "ada" is identified and visible
      Then none of the Accounts of user "ada" is lost while they grow to 32
      And user "ada" still belongs to up to 32 numbered accounts

  @AST-ASSOC-005 @should @needs-readback
  Rule: A group that arrives before its user's first identify still associates them

    @AST-ASSOC-005.1
    Scenario: A User whose group came first belongs to the Account
      Given user "ada" is grouped into account "acme"
      When user "ada" is identified with:
        | plan | "free" |
      Then user "ada" belongs to account "acme"

  @AST-ASSOC-006 @must @needs-readback
  Rule: A later identify leaves the association in place

    @AST-ASSOC-006.2
    Scenario: A User still belongs to its Account whatever identifies and events follow
      Given user "ada" is identified and visible
      And user "ada" is grouped into account "acme"
      And user "ada" belongs to account "acme"
      When these calls arrive one after another:
        | identify | ada               | plan            | "pro"             |
        | identify | ada (visitor zed) | seats           | 3                 |
        | enters   | ada               | power_users     |                   |
        | becomes  | ada               | computed_sample | 3                 |
        | does     | ada               | Report Exported | {"format": "csv"} |
        | identify | acme              | plan            | "free"            |
        | identify | ada               |                 |                   |
      Then user "ada" still belongs to account "acme"
