Feature: The first sync sends every member, later syncs only the changes
  The first sync of an audience is long, later ones are short. After each sync, exactly the members of the audience have
  the flag true.

  @AST-AUD-009 @must @needs-readback
  Rule: After a first sync every member has the flag and no other User does; a later sync changes only the Users who entered or left

    @AST-AUD-009.2
    Scenario: A later sync changes only the flags of those who entered or left
      Given user "ada" is identified
      And user "bob" is identified
      And user "cleo" is identified
      And user "outsider" is identified
      And the first sync of the audience "power_users" sends users "ada" and "bob"
      And the User for user "ada" holds:
        | power_users | true |
      And the User for user "bob" holds:
        | power_users | true |
      And the User for user "outsider" does not hold "power_users"
      When a later sync of the audience "power_users" adds user "cleo" and removes user "bob"
      Then the User for user "cleo" holds:
        | power_users | true |
      And the User for user "bob" holds:
        | power_users | false |
      And the User for user "ada" still holds:
        | power_users | true |
      And the User for user "outsider" does not hold "power_users"

    @AST-AUD-009.3
    Scenario: A flag does not spread to colleagues, or to users of the same browser
      Given user "ada" (visitor "zed") is identified with:
        | plan | "free" |
      And user "bob" is identified
      And user "cleo" (visitor "zed") is identified with:
        | plan | "pro" |
      And users "ada" and "bob" are grouped into account "acme"
      When these calls arrive one after another:
        | enters         | ada | power_users |               |
        | account enters | ada | acme        | large_account |
      Then the User for user "ada" holds:
        | power_users | true |
      And the User for user "bob" does not hold "power_users"
      And the User for user "cleo" does not hold "power_users"
      And the User for user "bob" does not hold "large_account"
