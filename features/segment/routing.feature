Feature: Which calls are sent to the destination
  The integrations object, the destination's methods and its settings decide. A call that is filtered has a reason.

  @SEG-ROUTE-001 @must
  Rule: The integrations object is obeyed: All is true unless given, and names are case-sensitive

    @SEG-ROUTE-001.1
    Scenario Outline: A call with the integrations object <integrations> ends as <outcome>
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried", "integrations": <integrations>}
        """
      Then the call "m1" ended as "<outcome>"

      Examples:
        | case                    | integrations                         | outcome                                                  |
        | nothing said            | {}                                   | delivered                                                |
        | All false               | {"All": false}                       | filtered-at-destination.FILTERED_BY_INTEGRATIONS_OBJECT  |
        | Astrolabe false         | {"Astrolabe": false}                 | filtered-at-destination.FILTERED_BY_INTEGRATIONS_OBJECT  |
        | All false, it true      | {"All": false, "Astrolabe": true}    | delivered                                                |
        | another name false      | {"Mixpanel": false}                  | delivered                                                |
        | another case            | {"All": false, "astrolabe": true}    | filtered-at-destination.FILTERED_BY_INTEGRATIONS_OBJECT  |

  @SEG-ROUTE-002 @must
  Rule: Any value for Astrolabe that is not a boolean enables it, and objects under other names do not matter

    @SEG-ROUTE-002.1
    Scenario Outline: A call with the integrations object <integrations> is delivered
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried", "integrations": <integrations>}
        """
      Then the call "m1" ended as "delivered"

      Examples:
        | case                    | integrations                                 |
        | an object               | {"All": false, "Astrolabe": {"key": "value"}} |
        | a string                | {"All": false, "Astrolabe": "yes"}           |
        | another name's object   | {"Warehouses": {"all": false}}               |

  @SEG-ROUTE-003 @must
  Rule: Page, screen and alias are not sent to the destination

    @SEG-ROUTE-003.1
    Scenario Outline: A <type> call is filtered
      When this is posted to "/v1/<type>":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "previousId": "u0", "name": "Pricing"}
        """
      Then the call "m1" ended as "filtered-at-destination.UNSUPPORTED_EVENT_TYPE"
      And the destination received 0 calls

      Examples:
        | case   | type   |
        | page   | page   |
        | screen | screen |
        | alias  | alias  |

  @SEG-ROUTE-004 @must
  Rule: A destination that is not enabled receives no call

    @SEG-ROUTE-004.1
    Scenario: A disabled destination gets nothing
      Given the destination instance is updated with {"enabled": false}
      When a track "m1" is posted with the write key in the body
      Then the ingress answers 200 with {"success": true}
      And the destination received 0 calls

  @SEG-ROUTE-005 @must
  Rule: A destination without an API key cannot be enabled, and the refusal says so

    @SEG-ROUTE-005.1
    Scenario: Removing the key of an enabled destination is refused
      When an update of the destination instance with {"apiKey": ""} is requested
      Then the control plane refuses it with a message that contains "apiKey"
