Feature: What Segment adds to a call before it is delivered
  A destination receives more than the library sent: Segment's own times, ids and channel. The time of the event is
  corrected if the clock of the sender is wrong.

  Background:
    Given the time is "2030-01-01T12:00:00.000Z"

  @SEG-ENRICH-001 @must
  Rule: The timestamp is the time of receipt minus the time between the event and its sending

    @SEG-ENRICH-001.1
    Scenario Outline: The timestamp is corrected for <case>
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "sentAt": "<sentAt>", "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "timestamp": "<original>"}]}
        """
      Then the destination received the call "m1" with:
        """
        {"timestamp": "<timestamp>", "receivedAt": "2030-01-01T12:00:00.000Z"}
        """

      Examples:
        | case                         | original                       | sentAt                           | timestamp                |
        | a clock that is right        | 2030-01-01T11:59:58.500Z       | 2030-01-01T12:00:00.000Z         | 2030-01-01T11:59:58.500Z |
        | a clock five minutes behind  | 2030-01-01T11:54:58.500Z       | 2030-01-01T11:55:00.000Z         | 2030-01-01T11:59:58.500Z |
        | a clock a day ahead          | 2030-01-02T12:00:00.000Z       | 2030-01-02T12:00:00.250Z         | 2030-01-01T11:59:59.750Z |
        | offsets and microseconds     | 2030-01-01T13:59:59.250999+02:00 | 2030-01-01T12:00:00.000500+00:00 | 2030-01-01T11:59:59.250Z |
        | nanoseconds                  | 2030-01-01T11:59:59.123456789Z | 2030-01-01T12:00:00.000000000Z   | 2030-01-01T11:59:59.123Z |

  @SEG-ENRICH-002 @must
  Rule: Without sentAt the timestamp is the client's own, cut to milliseconds; without either it is the time of receipt

    @SEG-ENRICH-002.1
    Scenario: A call without sentAt keeps its time
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "sentAt": null, "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "timestamp": "2029-12-31T23:00:00.123456789Z"}]}
        """
      Then the destination received the call "m1" with:
        """
        {"timestamp": "2029-12-31T23:00:00.123Z"}
        """

    @SEG-ENRICH-002.2
    Scenario: A call without any time gets the time of receipt
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried"}
        """
      Then the destination received the call "m1" with:
        """
        {"timestamp": "2030-01-01T12:00:00.000Z"}
        """

  @SEG-ENRICH-003 @must
  Rule: A delivered call carries receivedAt, originalTimestamp, messageId, projectId, channel, version and integrations

    @SEG-ENRICH-003.1
    Scenario: A delivered call has the members that Segment adds
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried", "timestamp": "2030-01-01T11:00:00.000Z"}
        """
      Then the destination received the call "m1" with:
        """
        {"receivedAt": "2030-01-01T12:00:00.000Z", "originalTimestamp": "2030-01-01T11:00:00.000Z", "version": 2, "integrations": {}}
        """
      And the destination received it with the members "projectId, channel"

    @SEG-ENRICH-003.2
    Scenario: A call without a messageId gets one
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "userId": "u1", "event": "Tried"}
        """
      Then the destination received it with the members "messageId"

    @SEG-ENRICH-003.3
    Scenario: A call that names no library gets one that is unknown
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried"}
        """
      Then the destination received the call "m1" with:
        """
        {"context": {"library": {"name": "unknown", "version": "unknown"}}}
        """

  @SEG-ENRICH-004 @must
  Rule: The ip is added to client-side calls, and to other calls only if context.direct asks for it

    @SEG-ENRICH-004.1
    Scenario: A server's call gets no ip
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "context": {"library": {"name": "@segment/analytics-node"}}}]}
        """
      Then the destination received the call "m1" without "context.ip"

    @SEG-ENRICH-004.2
    Scenario: A call that asks for it gets the ip
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "context": {"direct": true}}]}
        """
      Then the destination received the call "m1" with:
        """
        {"context": {"ip": "127.0.0.1"}}
        """

  @SEG-ENRICH-005 @must
  Rule: The metadata of the browser library is passed through

    @SEG-ENRICH-005.1
    Scenario: The lists of bundled destinations are delivered
      When this is posted to "/v1/t":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "event": "Tried", "_metadata": {"bundled": [], "unbundled": ["Astrolabe"]}}
        """
      Then the destination received the call "m1" with:
        """
        {"_metadata": {"bundled": [], "unbundled": ["Astrolabe"]}}
        """
