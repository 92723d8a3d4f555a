Feature: What the property of an audience is called
  The property's name follows from the audience's. Where it cannot, or would overwrite something, the audience is
  refused before it exists.

  @ENG-KEY-001 @must
  Rule: The key of an audience is its name in snake case

    @ENG-KEY-001.1
    Scenario: The documented name comes out as documented
      Given the audience "Order Completed Last 30days" with the members "ada"
      Then there is the audience "order_completed_last_30days"

  @ENG-KEY-002 @must
  Rule: A key can be given explicitly

    @ENG-KEY-002.1
    Scenario: A name in another script has the key that was given
      Given the audience that {"name": "重要な顧客", "key": "key_customers"} asks for
      Then there is the audience "key_customers"

  @ENG-KEY-003 @must
  Rule: A name or a key that cannot be used is refused, and nothing is created

    @ENG-KEY-003.1
    Scenario Outline: An audience with <case> is refused
      When an audience is asked for with <definition>
      Then the control plane refuses it and speaks of "<word>"
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
      When an audience is asked for with {"name": "power users"}
      Then the control plane refuses it and speaks of "Power Users"
      And there is the audience "power_users"

    @ENG-KEY-003.3
    Scenario: A key that a source sends as a trait is refused
      Given this is posted to "/v1/identify":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "ada", "traits": {"plan": "pro"}}
        """
      When an audience is asked for with {"name": "Plan"}
      Then the control plane refuses it and speaks of "trait of the user"
      And there is no audience
