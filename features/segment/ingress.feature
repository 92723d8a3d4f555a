Feature: Segment's ingress accepts what Segment's libraries send
  Libraries differ in route, content type and place of the write key, and count every response except the expected one
  as a failure. A call that is accepted and then dropped has a reason.

  @SEG-INGEST-001 @must
  Rule: Every documented route accepts calls, in its long and its short form, with and without a trailing slash

    @SEG-INGEST-001.1
    Scenario Outline: A single call is accepted at <route>
      When this is posted to "<route>":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "userId": "u1", "groupId": "g1", "event": "Signed Up"}
        """
      Then the ingress answers 200 with {"success": true}
      And the call "m1" was received as "<type>"

      Examples:
        | case     | route        | type     |
        | track    | /v1/track    | track    |
        | t        | /v1/t        | track    |
        | t-slash  | /v1/t/       | track    |
        | identify | /v1/identify | identify |
        | i        | /v1/i        | identify |
        | group    | /v1/group    | group    |
        | g        | /v1/g        | group    |
        | page     | /v1/page/    | page     |
        | p        | /v1/p        | page     |
        | screen   | /v1/screen   | screen   |
        | s        | /v1/s        | screen   |
        | alias    | /v1/alias    | alias    |
        | a        | /v1/a        | alias    |

    @SEG-INGEST-001.2
    Scenario Outline: A batch is accepted at <route>
      When this is posted to "<route>":
        """
        {"writeKey": "{writeKey}", "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Signed Up"}]}
        """
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "delivered"

      Examples:
        | case         | route       |
        | batch        | /v1/batch   |
        | batch-slash  | /v1/batch/  |
        | b            | /v1/b       |
        | import       | /v1/import  |
        | import-slash | /v1/import/ |

  @SEG-INGEST-002 @must
  Rule: Success is exactly 200 with a JSON object that says so

    @SEG-INGEST-002.1
    Scenario: Even a call that will be dropped is answered as a success
      When this is posted to "/v1/track":
        """
        {"writeKey": "{writeKey}", "messageId": "m1", "properties": {}}
        """
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "failed-on-ingest.no_user_anon_id"

  @SEG-INGEST-003 @must
  Rule: The write key comes in the Basic header, in the body, in both, or as Bearer beside the body; the body's key wins

    @SEG-INGEST-003.1
    Scenario Outline: A call with the write key in <place> is accepted
      When a track "m1" is posted with the write key in <place>
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "delivered"

      Examples:
        | case   | place                             |
        | header | the Basic header                  |
        | body   | the body                          |
        | both   | the body and another in the header |
        | bearer | the body and a Bearer token       |

    @SEG-INGEST-003.2
    Scenario: A call of an unknown source is accepted and dropped
      When a track "m1" is posted with an unknown write key in the body
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "failed-on-ingest.unknown_source"

  @SEG-INGEST-004 @must
  Rule: JSON is read whatever its Content-Type, and gzip is decompressed

    @SEG-INGEST-004.1
    Scenario Outline: A batch posted as <label> is accepted
      When a batch with the track "m1" is posted as "<label>"
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "delivered"

      Examples:
        | case    | label                                   |
        | text    | text/plain                              |
        | form    | application/x-www-form-urlencoded       |
        | charset | application/json; charset=utf-8         |
        | gzip    | gzip                                    |
        | no-type | no content type                         |

  @SEG-INGEST-005 @must
  Rule: Pages of any origin may post to the ingress, after a preflight if their headers require one

    @SEG-INGEST-005.1
    Scenario: A preflight allows a page to post
      When a browser sends a preflight for a page of "https://shop.example" that posts to "/v1/t" with Authorization
      Then the preflight allows the request

  @SEG-INGEST-006 @must
  Rule: A call above 32 KB and a batch above 500 KB are answered with 400

    @SEG-INGEST-006.1
    Scenario Outline: The ingress answers <status> to <what>
      When <what> is posted
      Then the ingress answers <status>

      Examples:
        | case         | what              | status |
        | call-32-KB   | a call of 32 KB   | 200    |
        | call-33-KB   | a call of 33 KB   | 400    |
        | batch-480-KB | a batch of 480 KB | 200    |
        | batch-501-KB | a batch of 501 KB | 400    |

  @SEG-INGEST-007 @must
  Rule: A batch of more than 2,500 calls is answered with 200, and its calls are dropped

    @SEG-INGEST-007.1
    Scenario: A batch of 2,501 calls is accepted and dropped
      When a batch of 2501 calls is posted
      Then the ingress answers 200 with {"success": true}
      And the destination received 0 calls

    @SEG-INGEST-007.2
    Scenario: A batch of 2,500 calls is delivered
      When a batch of 2500 calls is posted
      Then the ingress answers 200 with {"success": true}
      And the destination received 2500 calls

  @SEG-INGEST-008 @must
  Rule: Bad JSON and an empty write key are answered with 400, with a code and a message

    @SEG-INGEST-008.1
    Scenario Outline: The ingress answers 400 to <case>
      When this is posted to "/v1/track":
        """
        <body>
        """
      Then the ingress answers 400 with {"success": false, "code": "invalid_request"}

      Examples:
        | case            | body                                                |
        | bad-JSON        | {"writeKey": "{writeKey}", "userId":                |
        | empty-write-key | {"writeKey": "", "userId": "u1", "event": "Tried"}  |

  @SEG-INGEST-009 @must
  Rule: A call that is accepted and then dropped is recorded with Segment's own reason

    @SEG-INGEST-009.1
    Scenario Outline: A dropped call keeps the reason <reason>
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "batch": [<call>]}
        """
      Then the ingress answers 200 with {"success": true}
      And the call "m1" ended as "failed-on-ingest.<reason>"
      And the destination received 0 calls

      Examples:
        | case       | reason                | call                                                                                      |
        | no-id      | no_user_anon_id       | {"type": "identify", "messageId": "m1", "traits": {}}                                     |
        | no-event   | event_not_defined     | {"type": "track", "messageId": "m1", "userId": "u1"}                                      |
        | event      | event_not_string      | {"type": "track", "messageId": "m1", "userId": "u1", "event": 7}                          |
        | properties | properties_not_object | {"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "properties": "x"} |
        | traits     | traits_not_object     | {"type": "identify", "messageId": "m1", "userId": "u1", "traits": []}                     |
        | id         | id_not_string         | {"type": "identify", "messageId": "m1", "userId": {"no": "id"}, "traits": {}}             |
        | consent    | consent_categorypreferences_should_exist | {"type": "track", "messageId": "m1", "userId": "u1", "event": "Segment Consent Preference Updated"} |

  @SEG-INGEST-010 @must
  Rule: The settings of a write key tell the browser library where to post

    @SEG-INGEST-010.1
    Scenario: The settings name the write key and Astrolabe
      When the settings of the write key are fetched
      Then the ingress answers 200 with {"integrations": {"Segment.io": {"apiKey": "{writeKey}"}}}

  @SEG-INGEST-011 @must
  Rule: The browser library's metrics are answered with 200

    @SEG-INGEST-011.1
    Scenario: Metrics are accepted and cause no call
      When this is posted to "/v1/m":
        """
        {"series": [{"type": "Counter", "metric": "analytics_js.invoke", "value": 1, "tags": {}}]}
        """
      Then the ingress answers 200
      And the destination received 0 calls

  @SEG-INGEST-012 @must
  Rule: A batch's context and integrations are merged into each of its calls; its messageId and timestamp are not

    @SEG-INGEST-012.1
    Scenario: Each call of a batch is delivered with the batch's context
      When this is posted to "/v1/batch":
        """
        {
          "writeKey": "{writeKey}", "messageId": "of-the-batch", "timestamp": "2020-01-01T00:00:00Z",
          "context": {"library": {"name": "analytics-go"}}, "integrations": {"Mixpanel": false},
          "batch": [{"type": "track", "messageId": "m1", "userId": "u1", "event": "Tried", "context": {"locale": "de-AT"}}]
        }
        """
      Then the destination received the call "m1" with:
        """
        {"context": {"library": {"name": "analytics-go"}, "locale": "de-AT"}, "integrations": {"Mixpanel": false}}
        """

  @SEG-INGEST-013 @must
  Rule: A batch with a bad call keeps the good calls and names the bad one

    @SEG-INGEST-013.1
    Scenario: The good calls of a batch are delivered
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "batch": [
          {"type": "track", "messageId": "good-1", "userId": "u1", "event": "Tried"},
          {"type": "track", "messageId": "bad", "userId": "u1"},
          {"type": "track", "messageId": "good-2", "userId": "u1", "event": "Tried"}
        ]}
        """
      Then the call "good-1" ended as "delivered"
      And the call "good-2" ended as "delivered"
      And the call "bad" ended as "failed-on-ingest.event_not_defined"

  @SEG-INGEST-014 @must
  Rule: Within a day, calls with the same messageId are one call, whatever their contents

    @SEG-INGEST-014.1
    Scenario: The second call with a messageId is not delivered
      When this is posted to "/v1/batch":
        """
        {"writeKey": "{writeKey}", "batch": [
          {"type": "track", "messageId": "m1", "userId": "u1", "event": "First"},
          {"type": "track", "messageId": "m1", "userId": "u2", "event": "Second"},
          {"type": "track", "messageId": "m2", "userId": "u1", "event": "First"}
        ]}
        """
      Then the destination received 2 calls
      And the destination received the call "m1" with:
        """
        {"event": "First"}
        """

    @SEG-INGEST-014.2
    Scenario: A second call with a messageId 23 hours later is not delivered
      When a track "m1" is posted with the write key in the body
      And 23 hours pass
      And a track "m1" is posted with the write key in the body
      Then the destination received 1 call
