Feature: When Engage sends which calls
  The first sync is long and sends every member; later ones are frequent and send the changes. A destination that was
  down for a while ends with the right flag for every member.

  @ENG-SYNC-001 @must
  Rule: The first sync of an audience sends true for every member

    @ENG-SYNC-001.1
    Scenario: A thousand members are a thousand calls
      Given the audience "Power Users" with the members "1000 users"
      When "power_users" is synced
      Then the destination received 1000 calls

  @ENG-SYNC-002 @must
  Rule: Later syncs send calls for members who entered or left, and for no others

    @ENG-SYNC-002.1
    Scenario: A later sync sends who entered and who left, but not who did both
      Given the audience "Power Users" with the members "ada, bob"
      When "power_users" is synced
      And "cleo, dan" enter the audience "power_users"
      And "bob, dan" leave the audience "power_users"
      And "power_users" is synced
      And "power_users" is synced
      Then the destination received the values:
        """
        ada true
        bob true
        cleo true
        bob false
        """

  @ENG-SYNC-003 @must
  Rule: The first sync ends after six hours, and another follows every two to three hours

    @ENG-SYNC-003.1
    Scenario: The first sync ends after six hours, the next within three
      Given the audience "Power Users" with the members "ada"
      When 359 minutes pass
      Then the destination received 0 calls
      When 1 minute passes
      Then the destination received 1 call
      When "ada" leaves the audience "power_users"
      And 119 minutes pass
      Then the destination received 1 call
      When 61 minutes pass
      Then the destination received the values:
        """
        ada true
        ada false
        """

  @ENG-SYNC-004 @must
  Rule: If a destination fails in the middle of a sync, it receives the rest later, and every change is delivered in the end

    @ENG-SYNC-004.1
    Scenario: After ten minutes of 503 every member has the right flag
      Given the audience "Power Users" with the members "900 users"
      And the destination now answers 503
      When "power_users" is synced
      And "u7" leaves the audience "power_users"
      And 10 minutes pass
      And the destination now answers 200
      And 9 hours pass
      Then the last value of every member is true, except for "u7"
      And 901 calls ended as "delivered"

    @ENG-SYNC-004.2
    Scenario: A discarded change is sent by a later sync
      Given the destination now answers 400
      And the audience "Power Users" with the members "ada"
      When "power_users" is synced
      And the destination now answers 200
      And "power_users" is synced
      Then 1 call ended as "errors.discarded.400"
      And 1 call ended as "delivered"

  @ENG-SYNC-005 @must
  Rule: A membership follows what the source sent, and time alone can end it

    @ENG-SYNC-005.1
    Scenario: A first order makes the flag true, and thirty days later it is false
      Given the calls go to the built-in destination
      And the time is "2035-05-01T12:00:00Z"
      And the audience "Order Completed Last 30days" with the rule {"event": "Order Completed", "withinDays": 30}
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "ada", "event": "Order Completed"}
        """
      And 6 hours pass
      Then the built-in destination holds the User "ada" with {"order_completed_last_30days": true}
      When 714 hours pass
      And 3 hours pass
      Then the built-in destination holds the User "ada" with {"order_completed_last_30days": false}
