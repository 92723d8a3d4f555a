Feature: What Engage sends about a profile or an account
  Every call says which computation it comes from, and that it is for this destination only.

  @ENG-PAYLOAD-001 @must
  Rule: An audience is an identify with a boolean trait, the computation, and an integrations object for this destination

    @ENG-PAYLOAD-001.1
    Scenario: A member is sent as the documented call
      Given the time is "2035-05-01T12:00:00Z"
      And the audience "Power Users" with the members "ada"
      When "power_users" is synced
      Then the destination received an Engage call with:
        """
        {
          "type": "identify", "userId": "ada", "traits": {"power_users": true}, "sentAt": null,
          "integrations": {"All": false, "Astrolabe": true},
          "originalTimestamp": "2035-05-01T12:00:00.000000000Z", "timestamp": "2035-05-01T12:00:00.000Z",
          "context": {"personas": {"computation_class": "audience", "computation_key": "power_users"}}
        }
        """
      And its "messageId" is "personas_" followed by 27 letters and digits
      And its "context.personas.computation_id" is "aud_" followed by 27 letters and digits
      And its "context.personas.space_id" is "spa_" followed by 27 letters and digits

  @ENG-PAYLOAD-002 @must
  Rule: A computed trait is an identify with its value, sent only when the value changed

    @ENG-PAYLOAD-002.1
    Scenario: A count is sent once for each of its values
      Given the computed trait "Orders Placed" with the formula {"compute": "count", "event": "Tried"}
      And a track "m1" is posted with the write key in the body
      When "orders_placed" is synced
      And "orders_placed" is synced
      And a track "m2" is posted with the write key in the body
      And "orders_placed" is synced
      Then the destination received the values:
        """
        u1 1
        u1 2
        """
      And the destination received an Engage call with:
        """
        {"traits": {"orders_placed": 2}, "context": {"personas": {"computation_class": "trait"}}}
        """
      And its "context.personas.computation_id" is "tra_" followed by 27 letters and digits

  @ENG-PAYLOAD-003 @must
  Rule: There is one call for each identifier of a profile, and leaving is sent to all of them

    @ENG-PAYLOAD-003.1
    Scenario: A user ID and two addresses are three calls
      Given the audience "Power Users" with the members "ada ada@home.example ada@work.example"
      When "power_users" is synced
      And "ada" leaves the audience "power_users"
      And "power_users" is synced
      Then the destination received the values:
        """
        ada true
        ada ada@home.example true
        ada ada@work.example true
        ada false
        ada ada@home.example false
        ada ada@work.example false
        """

    @ENG-PAYLOAD-003.2
    Scenario: A new address sends an unchanged flag again
      Given the audience "Power Users" with the members "ada"
      When "power_users" is synced
      And "ada ada@home.example" enters the audience "power_users"
      And "power_users" is synced
      Then the destination received the values:
        """
        ada true
        ada true
        ada ada@home.example true
        """

  @ENG-PAYLOAD-004 @must
  Rule: An account-level audience is a group for the account, an identify for each of its users, or both

    @ENG-PAYLOAD-004.1
    Scenario Outline: An account with two users is sent as <case>
      Given the audience defined by {"name": "Expansion", "level": "account", "as": <as>, "members": [{"groupId": "acme", "userIds": ["ada", "bob"]}]}
      When "expansion" is synced
      Then the destination received the values:
        """
        <values>
        """

      Examples:
        | case     | as                    | values                                    |
        | group    | ["group"]             | acme ada true                             |
        | identify | ["identify"]          | ada true\nbob true                        |
        | both     | ["group", "identify"] | acme ada true\nada true\nbob true         |
