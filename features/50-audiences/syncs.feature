Feature: The first sync sends every member, later syncs only the changes
  The first sync of an audience is long, later ones are short. After each sync, exactly the members of the audience have
  the flag true.

  @AST-AUD-009 @must @needs-readback
  Rule: After a first sync every member has the flag and no other User does; a later sync changes only the Users who entered or left

    @AST-AUD-009.2
    Scenario: A later sync changes only the flags of those who entered or left
      Given users "ada", "bob", "cleo" and "outsider" are identified
      And the first sync of the audience "{fresh:sample}" sends users "ada" and "bob"
      And the User for user "ada" holds:
        | {fresh:sample} | true |
      And the User for user "bob" holds:
        | {fresh:sample} | true |
      And the User for user "outsider" does not hold "{fresh:sample}"
      When a later sync of the audience "{fresh:sample}" adds user "cleo" and removes user "bob"
      Then the User for user "cleo" holds:
        | {fresh:sample} | true |
      And the User for user "bob" holds:
        | {fresh:sample} | false |
      And the User for user "ada" still holds:
        | {fresh:sample} | true |
      And the User for user "outsider" does not hold "{fresh:sample}"

    @AST-AUD-009.4
    Scenario: A flag belongs to the user ID of its call, whoever has the same address
      Given user "ada" is identified with:
        | email | "{email:office}" |
      And user "bob" is identified with:
        | email | "{email:office}" |
      And provided that the User for user "bob" holds:
        | email | "{email:office}" |
      When this body is posted:
        """
        {
          "type": "identify",
          "userId": "{id:bob}",
          "traits": {"power_users": true, "email": "{email:office}"},
          "context": {
            "personas": {
              "computation_class": "audience",
              "computation_key": "power_users",
              "computation_id": "aud_0ujsszwN8NRY24YaXiTIE2VWDTS",
              "namespace": "spa_0ujsswThIGTUYm2K8FjOOfXtY1K",
              "space_id": "spa_0ujsswThIGTUYm2K8FjOOfXtY1K"
            }
          },
          "messageId": "{message}",
          "timestamp": "{now}"
        }
        """
      And the destination accepts it
      Then the User for user "bob" holds:
        | power_users | true |
      And the User for user "ada" does not hold "power_users"

    @AST-AUD-009.3 @many-requests
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
