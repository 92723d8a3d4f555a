Feature: The name of an audience's property
  The name of the property is derived from the name of the audience. If that is not possible, or would overwrite another
  property, the audience is refused before it is created.

  @ENG-KEY-001 @must
  Rule: The key of an audience is its name in snake case

    @ENG-KEY-001.1
    Scenario: The documented name becomes the documented key
      Given the audience "Order Completed Last 30days" with the members "ada"
      Then the only audience is "order_completed_last_30days"

  @ENG-KEY-002 @must
  Rule: A key can be given explicitly

    @ENG-KEY-002.1
    Scenario: An audience with a name in another script uses the key that was given
      Given the audience defined by {"name": "重要な顧客", "key": "key_customers"}
      Then the only audience is "key_customers"

  @ENG-KEY-003 @must
  Rule: A name or a key that cannot be used is refused, and nothing is created

    @ENG-KEY-003.1
    Scenario Outline: An audience with <case> is refused
      When an audience is requested with <definition>
      Then the control plane refuses it with a message that contains "<word>"
      And there is no audience

      Examples:
        | case                      | definition                                              | word          |
        | an empty name             | {"name": ""}                                            | name          |
        | no letter and no digit    | {"name": "重要な顧客"}                                  | give a key    |
        | a key in capitals         | {"name": "Power", "key": "POWER"}                       | lower-case    |
        | a member without any id   | {"name": "Power", "members": [{"userId": "a"}, {}]}     | members[1]    |
        | a rule without a field    | {"name": "Power", "rule": {"equals": "pro"}}            | needs trait   |

    @ENG-KEY-003.2
    Scenario: The key of another audience is refused
      Given the audience "Power Users" with the members "ada"
      When an audience is requested with {"name": "power users"}
      Then the control plane refuses it with a message that contains "Power Users"
      And the only audience is "power_users"

    @ENG-KEY-003.3
    Scenario: A key that a source sends as a trait is refused
      Given this is posted to "/v1/identify":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "ada", "traits": {"plan": "pro"}}
        """
      When an audience is requested with {"name": "Plan"}
      Then the control plane refuses it with a message that contains "trait of the user"
      And there is no audience
